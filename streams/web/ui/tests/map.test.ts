import { describe, expect, it } from "vitest";

import { clipAround, clipRing, ringOf } from "../build/clip.ts";
import { outlines } from "../build/geography.ts";
import { drawInset, drawWorld } from "../src/map/geography";
import { placeLabels } from "../src/map/labels";

const perLetter = (text: string): number => text.length * 6;

describe("the world", () => {
  const world = drawWorld(800);

  it("draws every country of the map once, without Antarctica", () => {
    expect(world.outlines.size).toBeGreaterThan(170);
    expect(world.outlines.has("ATA")).toBe(false);
    expect(world.outlines.has("XKX")).toBe(true);
  });

  it("is as high as an equal-area map of this width without the south is", () => {
    expect(world.height).toBeGreaterThan(340);
    expect(world.height).toBeLessThan(420);
  });

  it("knows where a country is that it has no shape for", () => {
    expect(world.outlines.has("BHR")).toBe(false);
    expect(world.point("BHR")?.[0]).toBeGreaterThan(400);
  });

  it("places labels inside, none touching another, the highest value first", () => {
    const wanted = ["UKR", "PSE", "MMR", "SYR", "SDN", "NGA", "COD", "LBN", "BFA", "MLI", "ISR", "JOR"].map((iso) => ({ iso, name: `Country ${iso}`, figure: "10" }));
    const placed = placeLabels(world, wanted, { taken: [], most: 8, first: "right" }, perLetter);
    expect(placed[0]?.iso).toBe("UKR");
    expect(placed.length).toBeGreaterThan(4);
    for (const one of placed) {
      expect(one.x).toBeGreaterThanOrEqual(0);
      for (const other of placed) {
        if (one === other) continue;
        const apart = Math.abs(one.y - other.y) >= 14 || one.x + 84 <= other.x || other.x + 84 <= one.x;
        expect(apart, `${one.iso} and ${other.iso}`).toBe(true);
      }
    }
  });

  it("does not write one country's figure on another that has one", () => {
    const wanted = ["IRQ", "IRN", "SYR", "SAU", "TUR"].map((iso) => ({ iso, name: `Land ${iso}`, figure: "10" }));
    const placed = placeLabels(world, wanted, { taken: [], most: 5, first: "right" }, perLetter);
    expect(placed.length).toBeGreaterThan(2);
    for (const { iso, x, y } of placed) {
      for (const other of wanted.filter((one) => one.iso !== iso)) {
        const [left, top] = world.outlines.get(other.iso)?.centre ?? [0, 0];
        expect(left > x && left < x + 66 && Math.abs(top - y) < 7, `${iso} on ${other.iso}`).toBe(false);
      }
    }
  });

  it("enlarges the five countries that share 30 px", () => {
    const inset = drawInset(180, 138);
    for (const iso of ["SYR", "LBN", "ISR", "PSE", "JOR"]) expect(inset.outlines.get(iso)?.area, iso).toBeGreaterThan(80);
  });
});

describe("outlines of countries", () => {
  const files = outlines();

  it("are cut: a page fetches little, and its neighbours with it", () => {
    const sizes = [...files.values()].map((text) => text.length);
    expect(files.size).toBeGreaterThan(200);
    expect(Math.max(...sizes)).toBeLessThan(350_000);
    const iraq = JSON.parse(files.get("outlines/IRQ.json") ?? "[]") as [string, string, unknown][];
    expect(iraq.map(([iso]) => iso)).toEqual(expect.arrayContaining(["IRQ", "SYR", "IRN", "TUR", "SAU"]));
    expect(iraq.map(([iso]) => iso)).not.toContain("IND");
  });

  it("leave France's overseas parts to their own", () => {
    const france = JSON.parse(files.get("outlines/FRA.json") ?? "[]") as [string, string, number[][][][]][];
    const own = france.find(([iso]) => iso === "FRA");
    expect(Math.min(...(own?.[2] ?? []).flat(2).map(([longitude]) => longitude ?? 0))).toBeGreaterThan(-20);
  });
});

describe("clipping", () => {
  const box = { west: 0, south: 0, east: 10, north: 10 };

  it.each([
    ["inside stays", [[1, 1], [1, 2], [2, 2], [1, 1]], 4],
    ["outside goes", [[11, 11], [11, 12], [12, 12], [11, 11]], 0],
    ["across is cut", [[5, 5], [5, 15], [15, 15], [15, 5], [5, 5]], 5],
  ])("%s", (_, ring, points) => {
    const cut = clipRing(ring, box);
    expect(cut).toHaveLength(points);
    for (const [x, y] of cut) expect(x! >= 0 && x! <= 10 && y! >= 0 && y! <= 10).toBe(true);
  });

  it("finds the parts of a ring that runs across the date line, on both sides of it", () => {
    const fiji = ringOf([[177, -18], [-179, -18], [-179, -17], [177, -17], [177, -18]]);
    const widths = (west: number, east: number): number[] =>
      clipAround(fiji, { west, south: -30, east, north: 0 }).map((part) => Math.max(...part.map(([x]) => x ?? 0)) - Math.min(...part.map(([x]) => x ?? 0)));
    expect(widths(170, 180)).toEqual([3]);
    expect(widths(170, 190)).toEqual([4]);
    expect(widths(-190, -170)).toEqual([4]);
    expect(widths(0, 20)).toEqual([]);
  });
});
