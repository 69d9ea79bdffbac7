/** Where in a sentence a figure is said, so that it can be marked; and the letters that point at reports. */

import type { Count, Report } from "../api/types";
import type { Stretch } from "../parts/Fragment";

const ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];
const TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
/** The words that docs/semantics.md, "Counts", reads as numbers. */
const VAGUE: Readonly<Record<number, readonly string[]>> = {
  2: ["a couple", "couple"], 3: ["several", "a few", "few", "many", "a handful"], 12: ["dozens", "a dozen", "dozen"], 20: ["scores"], 100: ["hundreds"],
};
const NONE = ["no", "none", "nobody", "without", "not"];

function words(number: number): string[] {
  if (number < 20) return [ONES[number] ?? ""];
  if (number > 99) return [];
  const tens = TENS[Math.floor(number / 10)] ?? "";
  return number % 10 === 0 ? [tens] : [`${tens}-${ONES[number % 10]}`, `${tens} ${ONES[number % 10]}`];
}

function spellings(count: Count): string[] {
  if (count.best === 0) return NONE;
  const digits = [String(count.best), count.best.toLocaleString("en-US")];
  return [...(count.vague ? (VAGUE[count.best] ?? []) : []), ...words(count.best), ...digits];
}

/** The first place where a sentence says each of the figures; offsets in code points. */
export function figureMarks(sentence: string, figures: readonly (Count | null)[]): Stretch[] {
  const marks: Stretch[] = [];
  for (const figure of figures) {
    if (figure === null) continue;
    for (const spelling of spellings(figure)) {
      const found = new RegExp(`(?<![\\p{L}\\p{N}.,-])${spelling}(?![\\p{L}\\p{N}]|[.,-][\\p{L}\\p{N}])`, "iu").exec(sentence);
      if (!found) continue;
      const start = [...sentence.slice(0, found.index)].length;
      const stretch: Stretch = [start, start + [...found[0]].length];
      if (!marks.some(([from, to]) => stretch[0] < to && from < stretch[1])) marks.push(stretch);
      break;
    }
  }
  return marks;
}

export interface Lettered {
  readonly report: Report;
  readonly letter: string;
}

/** Letters for the reports that state a figure, the oldest is a; newest first, as they are read. */
export function lettered(reports: readonly Report[]): { stating: Lettered[]; silent: Report[] } {
  const byTime = [...reports].sort((one, other) => one.reported_at.localeCompare(other.reported_at));
  const states = (report: Report): boolean => report.injured !== null || report.killed !== null;
  const stating = byTime.filter(states).map((report, index) => ({ report, letter: letter(index) }));
  return { stating: stating.reverse(), silent: byTime.filter((report) => !states(report)).reverse() };
}

function letter(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last;
}
