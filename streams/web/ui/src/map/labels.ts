/** Which labels fit: from the highest value down, each beside or on its country, none touching another. */

import type { Drawing } from "./geography";

export interface Wanted {
  readonly iso: string;
  readonly name: string;
  readonly figure: string;
}

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Label extends Wanted {
  readonly x: number;
  readonly y: number;
}

export interface Room {
  readonly taken: readonly Rectangle[];
  readonly most: number;
  /** The side that is tried first where a label does not fit on its country. */
  readonly first: "left" | "right";
}

export const SMALLEST = 26; // px²; below it a shape cannot be seen or hit: a dot stands for it
const HEIGHT = 14;
const GAP = 3;

function holds(box: Rectangle, [x, y]: readonly [number, number]): boolean {
  return box.left < x && x < box.right && box.top < y && y < box.bottom;
}

function touches(one: Rectangle, other: Rectangle): boolean {
  return one.left < other.right + GAP && other.left < one.right + GAP && one.top < other.bottom && other.top < one.bottom;
}

/** Left edge and middle of a label, the best place first. */
function spots(drawing: Drawing, iso: string, width: number, first: Room["first"]): [number, number][] {
  const outline = drawing.outlines.get(iso);
  const small = !outline || outline.area < SMALLEST;
  const [x, y] = (small ? drawing.point(iso) : outline.centre) ?? [Number.NaN, Number.NaN];
  const left = small ? x - 7 : Math.min(outline.box.left, x);
  const right = small ? x + 7 : Math.min(outline.box.right, x + 40);
  const centred: [number, number] = [x - width / 2, y];
  const beside: [number, number][] = [[right + 1, y], [left - width - 1, y]];
  if (first === "left") beside.reverse();
  const fits = !small && outline.box.right - outline.box.left > width * 0.7;
  const nudged = beside.flatMap(([at]): [number, number][] => [[at, y + 11], [at, y - 11]]);
  if (fits) return [centred, ...beside];
  const around: [number, number][] = [[x - width / 2, y + 13], [x - width / 2, y - 13]];
  return small ? [...beside, ...nudged, centred, ...around] : [...beside, centred, ...around];
}

/** A label on the middle of another country that has a figure would be read as that country's. */
export function placeLabels(
  drawing: Drawing,
  wanted: readonly Wanted[],
  room: Room,
  measure: (text: string) => number = textWidth,
): Label[] {
  const { taken, most, first } = room;
  const placed: Label[] = [];
  const boxes: Rectangle[] = [...taken];
  const centres = wanted.flatMap(({ iso }) => {
    const outline = drawing.outlines.get(iso);
    return outline && outline.area >= SMALLEST ? [{ iso, centre: outline.centre }] : [];
  });
  for (const label of wanted) {
    if (placed.length >= most) break;
    const width = measure(`${label.name} ${label.figure}`);
    const spot = spots(drawing, label.iso, width, first).find(([left, middle]) => {
      const box = { left, top: middle - HEIGHT / 2, right: left + width, bottom: middle + HEIGHT / 2 };
      const inside = box.left >= 0 && box.right <= drawing.width && box.top >= 0 && box.bottom <= drawing.height;
      const misread = centres.some(({ iso, centre }) => iso !== label.iso && holds(box, centre));
      return inside && !misread && !boxes.some((other) => touches(box, other));
    });
    if (!spot) continue;
    const [left, middle] = spot;
    boxes.push({ left, top: middle - HEIGHT / 2, right: left + width, bottom: middle + HEIGHT / 2 });
    placed.push({ ...label, x: left, y: middle });
  }
  return placed;
}

let pencil: CanvasRenderingContext2D | null = null;

/** Width in pixels of a label of 11 px in the page's own face. */
export function textWidth(text: string): number {
  pencil ??= document.createElement("canvas").getContext("2d");
  if (!pencil) return text.length * 6.2;
  pencil.font = `600 11px ${getComputedStyle(document.body).fontFamily}`;
  return pencil.measureText(text).width;
}
