import { describe, expect, it } from "vitest";

import { MEASURES, WINDOWS } from "../src/state/choice";
import { breaks, classLabels, classOf } from "../src/map/scale";

describe("classes", () => {
  it("keeps four things apart that are not a class", () => {
    const steps = breaks("injured", "7d");
    expect([undefined, null, 0, 1, 4, 5, 249, 250].map((value) => classOf(value, steps))).toEqual(["none", "unstated", "zero", "m1", "m1", "m2", "m5", "m6"]);
  });

  it("labels a class of one value with it", () => {
    expect(classLabels(breaks("attacks", "7d"))).toEqual(["1", "2–4", "5–9", "10–24", "25–49", "50+"]);
  });

  it.each(MEASURES.flatMap((measure) => WINDOWS.map((window) => [measure, window] as const)))("%s, %s: six rising classes from 1", (measure, window) => {
    const steps = breaks(measure, window);
    expect(steps).toHaveLength(6);
    expect(steps[0]).toBe(1);
    expect([...steps].sort((one, other) => one - other)).toEqual(steps);
  });
});
