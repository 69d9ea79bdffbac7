import { describe, expect, it } from "vitest";

import type { Correction, Row } from "../src/api/types";
import { labelsAbove, ticks } from "../src/country/bars";
import { movedBy } from "../src/frame/slider";
import { changedPhrase } from "../src/words/finding";
import { cause, grouped } from "../src/world/corrections";
import { inOrder, sorted } from "../src/world/rows";

const sum = (best: number | null): { low: number | null; best: number | null; high: number | null } => ({ low: best ?? 0, best, high: best });
const row = (country: string, attacks: number, injured: number | null, before: number | null): Row => ({
  country, name: country, attacks, injured: sum(injured), killed: sum(0), stated: { injured: 0, killed: 0 },
  before: before === null ? null : { attacks: before, injured: sum(0), killed: sum(0) }, spark: { attacks: [], injured: [], killed: [] },
});
const ROWS = [row("B", 5, null, 9), row("A", 5, 7, null), row("C", 9, 0, 1)];

describe("what is said of a change", () => {
  it.each([
    ["B", "attacks", "1 country changed; B attacks 5."],
    ["ABC", "injured", "3 countries changed; A injured 7."],
    ["BZ", "injured", "2 countries changed; B injured not stated."],
    ["Z", "killed", "1 country changed."],
  ] as const)("%s, %s", (changed, measure, words) => {
    expect(changedPhrase(new Set(changed), ROWS, measure)).toBe(words);
  });
});

describe("the order of the table", () => {
  it.each([
    ["attacks, most first, then by name", { column: "attacks", descending: true }, "CAB"],
    ["attacks, fewest first", { column: "attacks", descending: false }, "ABC"],
    ["what is not stated is last", { column: "injured", descending: true }, "ACB"],
    ["last in the other direction too", { column: "injured", descending: false }, "CAB"],
    ["change, no window before is last", { column: "change", descending: true }, "CBA"],
    ["names", { column: "country", descending: true }, "CBA"],
  ] as const)("%s", (_, sort, order) => {
    expect(sorted(ROWS, sort, "attacks").map((one) => one.country).join("")).toBe(order);
  });

  it("is kept while a hand is inside, what is new comes last", () => {
    expect(inOrder(ROWS, ["B", "C"]).map((one) => one.country).join("")).toBe("BCA");
  });
});

describe("the slider", () => {
  const HOUR = 3_600_000;
  const now = 1_000 * HOUR;
  it.each([
    ["ArrowLeft", false, now, now - 24 * HOUR],
    ["ArrowLeft", true, now, now - HOUR],
    ["PageDown", false, now, now - 168 * HOUR],
    ["ArrowRight", false, now - 24 * HOUR, null],
    ["ArrowRight", false, now - 48 * HOUR, now - 24 * HOUR],
    ["End", false, now - 48 * HOUR, null],
    ["Home", false, now, 0],
    ["PageDown", false, 5 * HOUR, 0],
    ["a", false, now, undefined],
  ] as const)("%s (Shift %s)", (key, shift, from, to) => {
    expect(movedBy(key, shift, { from, now, start: 0, hours: 168 })).toBe(to);
  });
});

describe("corrections", () => {
  const one = (changes: Partial<Correction>): Correction => ({
    correction_id: JSON.stringify(changes), country: "IRQ", name: "Iraq", incident_id: "i", successor: null, article_id: "a", figure: "injured",
    old: { low: 3, best: 3, high: 3 }, new: { low: 8, best: 8, high: 8 }, occurred_at: "", reported_at: "t", place: null, source: "Post", title: null, url: null, ...changes,
  });

  it("of one report about one incident are one line", () => {
    expect(grouped([one({}), one({ figure: "killed" }), one({ article_id: "b" })]).map((line) => line.figures.length)).toEqual([2, 1]);
  });

  it("tell of an incident that is gone once", () => {
    const [merged] = grouped([one({}), one({ figure: "attacks", successor: "j" })]);
    expect([merged?.kind, merged?.figures.length, merged && cause(merged)]).toEqual(["merged", 1, "Post tells of the same attack"]);
    const [withdrawn] = grouped([one({ figure: "attacks" })]);
    expect(withdrawn?.kind).toBe("withdrawn");
  });

  it("say when a number is new", () => {
    const [line] = grouped([one({ old: null })]);
    expect(line && cause(line)).toBe("Post gives a number");
  });
});

describe("the axis", () => {
  it.each([[0, [0, 1]], [3, [0, 1, 2, 3]], [9, [0, 5, 10]], [47, [0, 20, 40, 60]], [2000, [0, 500, 1000, 1500, 2000]]])("up to %i", (most, lines) => {
    expect(ticks(most)).toEqual(lines);
  });
});

describe("words above the bars", () => {
  const shade = { from: 300, to: 400, width: 60 };
  it.each([
    ["both fit", { begin: { x: 50, width: 100 }, shade }, { begin: 55, shade: 305 }],
    ["the window's goes to its other end", { begin: { x: 280, width: 40 }, shade }, { begin: 285, shade: 335 }],
    ["a late beginning is told on its left", { begin: { x: 390, width: 100 }, shade: { ...shade, from: 10 } }, { begin: 285, shade: 15 }],
    ["a short window has no room", { begin: null, shade: { ...shade, from: 360 } }, { begin: null, shade: null }],
  ])("%s", (_, given, places) => {
    expect(labelsAbove({ ...given, left: 0, right: 410 })).toEqual(places);
  });
});
