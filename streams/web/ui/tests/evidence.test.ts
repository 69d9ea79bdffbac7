import { describe, expect, it } from "vitest";

import type { Count, Report } from "../src/api/types";
import { figureMarks, lettered } from "../src/country/evidence";
import { pieces } from "../src/parts/Fragment";

const count = (best: number): Count => ({ low: best, best, high: best });
const marked = (sentence: string, figures: (Count | null)[]): string[] =>
  pieces(sentence, figureMarks(sentence, figures)).filter((piece) => piece.marked).map((piece) => piece.text);

describe("figures in a sentence", () => {
  it.each([
    ["a word", "Medics treated eight soldiers.", [count(8)], ["eight"]],
    ["digits", "In all 1,250 people were hurt.", [count(1250)], ["1,250"]],
    ["a compound", "Twenty-one were hurt and twenty died.", [count(21), count(20)], ["Twenty-one", "twenty"]],
    ["vague", "Several guards were hurt.", [{ ...count(3), vague: true }], ["Several"]],
    ["three, not vague", "Many spoke; three were hurt.", [count(3)], ["three"]],
    ["none", "There were no injuries.", [count(0)], ["no"]],
    ["not inside a number", "A 1985 law; 85 hurt, 850 homeless, 8.5 km.", [count(85)], ["85"]],
    ["not said", "A rocket fell.", [count(4), null], []],
    ["after signs of two units", "🚀🚀 four hurt", [count(4)], ["four"]],
  ])("%s", (_, sentence, figures, found) => {
    expect(marked(sentence, figures)).toEqual(found);
  });

  it("gives the text back whole, whatever the marks", () => {
    const text = "a😀b<script>\u202e";
    for (const marks of [[], [[1, 2]], [[0, 99]], [[2, 1]], [[0, 2], [1, 3]]] as [number, number][][]) {
      expect(pieces(text, marks).map((piece) => piece.text).join("")).toBe(text);
    }
  });
});

describe("letters", () => {
  it("start with the oldest report that states a figure; silent reports have none", () => {
    const report = (id: string, day: string, injured: Count | null): Report => ({
      event_id: id, article_id: id, reported_at: `2023-11-${day}T00:00:00Z`, source: null, title: null, url: null, injured, killed: null, evidence: [], evidence_total: 0,
    });
    const { stating, silent } = lettered([report("new", "22", count(8)), report("silent", "20", null), report("old", "21", count(3))]);
    expect(stating.map((one) => [one.letter, one.report.event_id])).toEqual([["b", "new"], ["a", "old"]]);
    expect(silent.map((one) => one.event_id)).toEqual(["silent"]);
  });
});
