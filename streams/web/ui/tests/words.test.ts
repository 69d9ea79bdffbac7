import { describe, expect, it } from "vitest";

import { DEFAULT_CHOICE } from "../src/state/choice";
import { soughtPhrase, spanPhrase } from "../src/words/finding";
import { compared, signed, spoken, whole, written } from "../src/words/numbers";
import { age, occurred, occurredInFull, parseMoment } from "../src/words/time";

const count = (low: number | null, best: number | null, high: number | null): { low: number | null; best: number | null; high: number | null } => ({ low, best, high });

describe("figures", () => {
  it.each([
    [count(8, 8, 8), "8", "8"],
    [count(2, 3, null), "3 (2–?)", "3 (2 to ?)"],
    [count(12, 12, 15), "12 (12–15)", "12 (12 to 15)"],
    [count(0, 0, 0), "0", "0"],
    [count(null, 5, 5), "5 (?–5)", "5 (? to 5)"],
    [count(0, null, null), "–", "not stated"],
    [count(1093, 1184, null), "1,184 (1,093–?)", "1,184 (1,093 to ?)"],
    [null, "–", "not stated"],
  ])("%j is written %s and spoken %s", (figure, text, speech) => {
    expect(written(figure)).toBe(text);
    expect(spoken(figure)).toBe(speech);
  });

  it("uses a real minus and a plus", () => {
    expect([signed(4), signed(0), signed(-1234), whole(99_999)]).toEqual(["+4", "0", "−1,234", "99,999"]);
  });

  it("compares without judging", () => {
    expect([compared(9, 5), compared(5, 9), compared(5, 5)]).toEqual(["4 more than", "4 fewer than", "as many as"]);
  });
});

describe("the finding", () => {
  const figures = (attacks: number): { attacks: number; injured: ReturnType<typeof count>; killed: ReturnType<typeof count> } => ({ attacks, injured: count(0, null, null), killed: count(0, 0, 0) });

  it("compares with the window before", () => {
    expect(spanPhrase(DEFAULT_CHOICE, "2023-11-22T06:00:00Z", figures(9), figures(5))).toBe("in the 7 days to 22 Nov 2023, 06:00 UTC; 4 more than in the 7 days before");
  });

  it.each([
    ["all", "attacks"],
    ["7d", "injured"],
  ] as const)("says no change where there is none to say: %s, %s", (window, measure) => {
    expect(spanPhrase({ ...DEFAULT_CHOICE, window, measure }, "2023-11-22T06:00:00Z", figures(9), figures(5))).not.toContain(";");
  });

  it("says what was sought", () => {
    expect(soughtPhrase({ ...DEFAULT_CHOICE, types: ["grenade"] }, "Iraq")).toBe("No grenade attacks in Iraq");
    expect(soughtPhrase({ ...DEFAULT_CHOICE, types: ["shelling/artillery/missile attack"] }, null)).toBe("No shelling/artillery/missile attacks");
    expect(soughtPhrase({ ...DEFAULT_CHOICE, minimum: { figure: "killed", least: 5 }, query: "x" }, null)).toBe("No attacks with 5 or more killed about “x”");
  });
});

describe("time", () => {
  it.each([
    ["2023-11-21T00:41:00Z", 1, "21 Nov 2023, 00:41 UTC"],
    ["2023-11-21T12:00:00Z", 1, "21 Nov 2023"],
    ["2023-11-21T12:00:00Z", 2, "week of 21 Nov 2023"],
    ["2023-11-21T12:00:00Z", 3, "in November 2023"],
  ])("%s, precision %d: %s", (moment, precision, words) => {
    expect(occurredInFull(moment, precision)).toBe(words);
  });

  it.each([
    ["2023-11-20T22:30:00Z", 1, "20 Nov, 22:30"],
    ["2023-11-20T12:00:00Z", 1, "20 Nov"],
    ["2023-11-20T12:00:00Z", 2, "week of 20 Nov"],
    ["2023-11-20T12:00:00Z", 3, "in November"],
  ])("%s of precision %i is %s", (moment, precision, words) => {
    expect(occurred(moment, precision)).toBe(words);
  });

  it.each([
    ["22 Nov 2023, 06:41", "2023-11-22T06:41:00.000Z"],
    ["22 november 2023 6:41 UTC", "2023-11-22T06:41:00.000Z"],
    ["2023-11-22", "2023-11-22T00:00:00.000Z"],
    ["2023-11-22T06:41", "2023-11-22T06:41:00.000Z"],
    ["2023-11-22T06:41+02:00", "2023-11-22T04:41:00.000Z"],
    ["31 Feb 2023", null],
    ["22 Foo 2023", null],
    ["2023-11-22T25:00", null],
    ["soon", null],
  ])("%s is read as %s", (text, moment) => {
    expect(parseMoment(text)?.toISOString() ?? null).toBe(moment);
  });

  it("tells ages in the unit that fits", () => {
    expect([600, 41_000, 180_000, 7_200_000, 5 * 86_400_000, -5].map(age)).toEqual(["0.6 s", "41 s", "3 min", "2 h", "5 d", "0.0 s"]);
  });
});
