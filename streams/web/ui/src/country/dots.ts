/** Labels beside the dots of a point map: right of them or left, none touching a dot or another label. */

import type { Figures } from "../api/types";
import { whole } from "../words/numbers";

export interface Dot {
  readonly key: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly province: boolean;
  readonly figures: Figures;
}

export interface DotLabel {
  readonly key: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly strong: boolean;
}

const LONGEST = 28; // characters; the tooltip and the list have the whole name

export function besideDots(dots: readonly Dot[], width: number, height: number, measure: (text: string) => number, most: number): DotLabel[] {
  const placed: DotLabel[] = [];
  for (const dot of dots) {
    if (placed.length >= most) break;
    const short = [...dot.name].length > LONGEST ? `${[...dot.name].slice(0, LONGEST).join("")}…` : dot.name;
    const name = dot.figures.attacks > 1 ? `${short} ${whole(dot.figures.attacks)}` : short;
    const wide = measure(name);
    const free = (x: number): boolean =>
      x >= 2 && x + wide <= width - 2 && dot.y > 8 && dot.y < height - 8 &&
      !placed.some((label) => Math.abs(label.y - dot.y) < 14 && x < label.x + label.width + 4 && label.x < x + wide + 4) &&
      !dots.some((other) => other.key !== dot.key && Math.abs(other.y - dot.y) < other.radius + 6 && x < other.x + other.radius + 2 && other.x - other.radius - 2 < x + wide);
    const x = [dot.x + dot.radius + 5, dot.x - dot.radius - 5 - wide].find(free);
    if (x !== undefined) placed.push({ key: dot.key, name, x, y: dot.y, width: wide, strong: dot.figures.attacks > 1 });
  }
  return placed;
}
