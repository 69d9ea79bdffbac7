/** The title is the finding: what the figures of the choice say, in words. */

import type { Figures, Row } from "../api/types";
import { type Choice, type Measure, WINDOW_WORDS, type WindowName } from "../state/choice";
import { type Bounds, best, compared, plural, range, spoken } from "./numbers";
import { minuteUtc } from "./time";

export function bounds(figures: Figures, measure: Measure): Bounds {
  if (measure === "attacks") return { low: figures.attacks, best: figures.attacks, high: figures.attacks };
  return figures[measure];
}

/** The number that a map and a table compare; null is "attacks, but no figure stated". */
export function value(figures: Figures, measure: Measure): number | null {
  return bounds(figures, measure).best;
}

export function counted(figures: Figures, measure: Measure): string {
  if (measure === "attacks") return plural(figures.attacks, "attack");
  return `${best(figures[measure])} ${measure}`;
}

export function countedRange(figures: Figures, measure: Measure): string | null {
  return range(bounds(figures, measure));
}

/** Null where there is no window before, or one of the two states nothing. */
export function change(now: Figures, before: Figures | null, measure: Measure): number | null {
  const is = value(now, measure);
  const was = before === null ? null : value(before, measure);
  return is === null || was === null ? null : is - was;
}

export function windowPhrase(window: WindowName): string {
  return window === "all" ? "on record" : `in the ${WINDOW_WORDS[window]}`;
}

/** "in the 7 days to 22 Nov 2023, 06:41 UTC; 44 fewer than in the 7 days before" */
export function spanPhrase(choice: Choice, asOf: string, now: Figures, before: Figures | null): string {
  const span = `${windowPhrase(choice.window)} to ${minuteUtc(asOf)}`;
  const difference = change(now, before, choice.measure);
  if (difference === null || before === null || choice.window === "all") return span;
  return `${span}; ${comparedPhrase(choice, difference, value(now, choice.measure) ?? 0)}`;
}

/** "44 fewer than in the 7 days before" */
export function comparedPhrase(choice: Choice, difference: number, now: number): string {
  return `${compared(now, now - difference)} in the ${WINDOW_WORDS[choice.window]} before`;
}

/** "3 countries changed; Iraq injured 23": how many, and the one of the highest figure among those shown. */
export function changedPhrase(changed: ReadonlySet<string>, rows: readonly Row[], measure: Measure): string {
  const [most] = rows
    .filter((row) => changed.has(row.country))
    .sort((one, other) => (value(other, measure) ?? -1) - (value(one, measure) ?? -1));
  const example = most ? `; ${most.name} ${measure} ${spoken(bounds(most, measure))}` : "";
  return `${plural(changed.size, "country", "countries")} changed${example}.`;
}

/** What was asked for where nothing matches: "No grenade attacks in Iraq". */
export function soughtPhrase(choice: Choice, where: string | null): string {
  const [only] = choice.types;
  const kind = choice.types.length === 1 && only && only !== "attack" && only !== "unknown" ? `${only} attacks`.replace(/attack attacks$/, "attacks") : "attacks";
  const least = choice.minimum ? ` with ${choice.minimum.least} or more ${choice.minimum.figure}` : "";
  const words = choice.query ? ` about “${choice.query}”` : "";
  return `No ${kind}${least}${words}${where ? ` in ${where}` : ""}`;
}
