/** Fixed classes per measure and window: never computed from the data, so that a colour means the same tomorrow. */

import type { Measure, WindowName } from "../state/choice";
import { whole } from "../words/numbers";

export type Class = "none" | "zero" | "unstated" | "m1" | "m2" | "m3" | "m4" | "m5" | "m6";

const ATTACKS: Readonly<Record<WindowName, readonly number[]>> = {
  "24h": [1, 2, 3, 5, 10, 20],
  "7d": [1, 2, 5, 10, 25, 50],
  "30d": [1, 5, 20, 50, 100, 200],
  "365d": [1, 50, 200, 500, 1_000, 2_500],
  all: [1, 50, 200, 500, 1_000, 2_500],
};
const CASUALTIES: Readonly<Record<WindowName, readonly number[]>> = {
  "24h": [1, 2, 5, 10, 25, 50],
  "7d": [1, 5, 20, 50, 100, 250],
  "30d": [1, 20, 50, 200, 500, 1_000],
  "365d": [1, 100, 500, 2_000, 5_000, 10_000],
  all: [1, 100, 500, 2_000, 5_000, 10_000],
};

export function breaks(measure: Measure, window: WindowName): readonly number[] {
  return measure === "attacks" ? ATTACKS[window] : CASUALTIES[window];
}

/** `undefined` is nothing on record, null is attacks of which none states the figure. */
export function classOf(value: number | null | undefined, steps: readonly number[]): Class {
  if (value === undefined) return "none";
  if (value === null) return "unstated";
  const passed = steps.filter((step) => value >= step).length;
  return passed === 0 ? "zero" : (`m${passed}` as Class);
}

/** "1", "2–4", …, "50+" */
export function classLabels(steps: readonly number[]): string[] {
  return steps.map((step, index) => {
    const next = steps[index + 1];
    if (next === undefined) return `${whole(step)}+`;
    return next - 1 === step ? whole(step) : `${whole(step)}–${whole(next - 1)}`;
  });
}
