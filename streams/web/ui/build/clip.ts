/** Polygons cut to a box, so that a country's page fetches its surroundings and not the world. */

import type { Position } from "geojson";

export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

interface Edge {
  readonly inside: (point: Position) => boolean;
  readonly cross: (from: Position, to: Position) => Position;
}

const x = (point: Position): number => point[0] ?? 0;
const y = (point: Position): number => point[1] ?? 0;

function atX(from: Position, to: Position, limit: number): Position {
  return [limit, y(from) + ((y(to) - y(from)) * (limit - x(from))) / (x(to) - x(from))];
}

function atY(from: Position, to: Position, limit: number): Position {
  return [x(from) + ((x(to) - x(from)) * (limit - y(from))) / (y(to) - y(from)), limit];
}

function edges(box: Box): Edge[] {
  return [
    { inside: (point) => x(point) >= box.west, cross: (from, to) => atX(from, to, box.west) },
    { inside: (point) => x(point) <= box.east, cross: (from, to) => atX(from, to, box.east) },
    { inside: (point) => y(point) >= box.south, cross: (from, to) => atY(from, to, box.south) },
    { inside: (point) => y(point) <= box.north, cross: (from, to) => atY(from, to, box.north) },
  ];
}

/** Sutherland and Hodgman's clipping of a closed ring; keeps its direction. Empty when nothing is left. */
export function clipRing(ring: readonly Position[], box: Box): Position[] {
  let kept = ring.slice(0, -1);
  for (const edge of edges(box)) {
    const next: Position[] = [];
    kept.forEach((point, index) => {
      const before = kept[(index + kept.length - 1) % kept.length] ?? point;
      if (edge.inside(point) !== edge.inside(before)) next.push(edge.cross(before, point));
      if (edge.inside(point)) next.push(point);
    });
    kept = next;
  }
  const first = kept[0];
  return first && kept.length > 2 ? [...kept, first] : [];
}

/** A ring that runs on across the date line instead of jumping back to the other end of the map. */
export function unwrap(ring: readonly Position[]): Position[] {
  let turn = 0;
  return ring.map((point, index) => {
    const step = index === 0 ? 0 : x(point) - x(ring[index - 1] ?? point);
    if (step > 180) turn -= 360;
    if (step < -180) turn += 360;
    return [x(point) + turn, y(point)];
  });
}

/** A ring that runs on across the date line, and the box it fills. */
export interface Ring extends Box {
  readonly points: readonly Position[];
}

export function ringOf(points: readonly Position[]): Ring {
  const continuous = unwrap(points);
  const [across, up] = [continuous.map(x), continuous.map(y)];
  return { points: continuous, west: Math.min(...across), south: Math.min(...up), east: Math.max(...across), north: Math.max(...up) };
}

function meets(ring: Ring, box: Box): boolean {
  return ring.east >= box.west && ring.west <= box.east && ring.north >= box.south && ring.south <= box.north;
}

/** The parts of a ring inside a box, which may reach beyond the date line. Most rings are nowhere near: only those near are cut. */
export function clipAround(ring: Ring, box: Box): Position[][] {
  return [-360, 0, 360]
    .filter((turn) => meets({ ...ring, west: ring.west + turn, east: ring.east + turn }, box))
    .map((turn) => clipRing(ring.points.map((point) => [x(point) + turn, y(point)]), box))
    .filter((part) => part.length > 0);
}

export function roundRing(ring: readonly Position[], digits: number): Position[] {
  const unit = 10 ** digits;
  const rounded = ring.map((point) => [Math.round(x(point) * unit) / unit, Math.round(y(point) * unit) / unit]);
  return rounded.filter((point, index) => index === 0 || x(point) !== x(rounded[index - 1] ?? []) || y(point) !== y(rounded[index - 1] ?? []));
}
