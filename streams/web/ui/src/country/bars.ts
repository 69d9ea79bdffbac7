/** The geometry of the chart, apart from its drawing. */

import type { Point } from "../api/types";
import type { Measure } from "../state/choice";
import { value } from "../words/finding";
import { written } from "../words/numbers";
import { DAY, HOUR, at, clock, day, dayAndYear } from "../words/time";
import { plural, whole } from "../words/numbers";

export const LENGTH = { day: DAY, hour: HOUR } as const;
export type By = keyof typeof LENGTH;

/** Round steps of a whole number axis: at most five lines. */
export function ticks(most: number): number[] {
  const size = Math.max(1, most);
  const rough = size / 4;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  const found: number[] = [];
  for (let tick = 0; tick <= size + step * 0.001; tick += step) found.push(tick);
  const last = found.at(-1) ?? 0;
  return last < size ? [...found, last + step] : found;
}

/** At which bars a label stands, so that labels are at least `gap` pixels apart. */
export function labelled(points: readonly Point[], by: By, step: number, gap: number): { index: number; words: string }[] {
  const every = by === "day" ? ([1, 7, 14, 28, 56, 91, 182] as const) : ([3, 6, 12, 24, 48, 168] as const);
  const stride = every.find((count) => count * step >= gap) ?? every.at(-1) ?? 1;
  const found: { index: number; words: string }[] = [];
  points.forEach((point, index) => {
    const hours = at(point.start).getUTCHours();
    const fits = by === "day" ? (points.length - 1 - index) % stride === 0 : stride >= 24 ? hours === 0 && Math.floor(at(point.start).getTime() / DAY) % (stride / 24) === 0 : hours % stride === 0;
    if (fits) found.push({ index, words: by === "hour" && hours !== 0 ? clock(point.start) : day(point.start) });
  });
  return found;
}

export function readout(point: Point, by: By, end: number): { when: string; what: string } {
  const start = at(point.start).getTime();
  const partial = end < start + LENGTH[by];
  const when = by === "day" ? `${dayAndYear(start)}${partial ? `, to ${clock(end)}` : ""}` : `${dayAndYear(start)}, ${clock(start)}–${clock(start + HOUR)}`;
  const figure = (measure: "injured" | "killed"): string => {
    const stated = point.attacks > 0 && point.stated[measure] < point.attacks && point[measure].best !== null ? `, stated by ${whole(point.stated[measure])} of ${whole(point.attacks)}` : "";
    return `${measure} ${written(point[measure])}${stated}`;
  };
  return { when, what: point.attacks === 0 ? "no attacks" : `${plural(point.attacks, "attack")}; ${figure("injured")}; ${figure("killed")}` };
}

export function heightOf(point: Point, measure: Measure): number {
  return value(point, measure) ?? 0;
}

interface Above {
  readonly begin: { readonly x: number; readonly width: number } | null;
  readonly shade: { readonly from: number; readonly to: number; readonly width: number };
  readonly left: number;
  readonly right: number;
}

/** Left edges of the words above the bars: where a total begins, and the window's figure; null where one does not fit. */
export function labelsAbove({ begin, shade, left, right }: Above): { begin: number | null; shade: number | null } {
  const beside = begin ? [begin.x + 5, begin.x - 5 - begin.width] : [];
  const first = beside.find((x) => begin !== null && x >= left && x + begin.width <= right) ?? null;
  const free = (x: number): boolean => first === null || begin === null || x + shade.width + 8 < first || x > first + begin.width + 8;
  const room = shade.to - shade.from > shade.width + 10;
  const second = room ? [shade.from + 5, shade.to - 5 - shade.width].find(free) : undefined;
  return { begin: first, shade: second ?? null };
}
