/** A Vite plugin: the world's outlines as a module, and one file of finer outlines a country beside it. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoArea, geoBounds, geoCentroid } from "d3-geo";
import type { Feature, MultiPolygon, Polygon, Position } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Plugin } from "vite";

import { type Box, clipAround, type Ring, ringOf, roundRing } from "./clip.ts";
import { COUNTRIES, isoOf } from "./countries.ts";

type Shape = Feature<Polygon | MultiPolygon, { name: string }>;
type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;

const WORLD = "virtual:world";
const ANTARCTICA = "010";

function atlas(file: string): Atlas {
  const path = createRequire(import.meta.url).resolve(`world-atlas/${file}`);
  return JSON.parse(readFileSync(path, "utf8")) as Atlas;
}

/** The overview's topology, its shapes named by ISO code, without Antarctica, and the table of countries. */
export function worldModule(): string {
  const topology = atlas("countries-110m.json");
  const shapes = topology.objects.countries.geometries
    .filter((shape) => shape.id !== ANTARCTICA)
    .map(({ id, properties, ...shape }) => ({ ...shape, id: isoOf(id, String((properties as { name?: unknown }).name ?? "")) ?? "" }));
  const { countries: objects, ...rest } = { countries: { type: "GeometryCollection", geometries: shapes }, ...topology };
  const slim = { type: rest.type, arcs: rest.arcs, transform: rest.transform, objects: { countries: objects } };
  const table = COUNTRIES.map(({ iso, name, longitude, latitude }) => [iso, name, longitude, latitude]);
  const data = JSON.stringify(JSON.stringify({ topology: slim, table })); // JSON.parse is faster than a literal
  return `const world = JSON.parse(${data});\nexport const topology = world.topology;\nexport const table = world.table;\n`;
}

function polygonsOf(shape: Shape): Position[][][] {
  return shape.geometry.type === "Polygon" ? [shape.geometry.coordinates] : shape.geometry.coordinates;
}

/** The largest polygon and those near it: France without Guiana, the Netherlands without the Caribbean. */
function mainland(shapes: readonly Shape[]): Polygon[] {
  const polygons = shapes.flatMap(polygonsOf).map((coordinates): Polygon => ({ type: "Polygon", coordinates }));
  const areas = new Map(polygons.map((polygon) => [polygon, geoArea(polygon)]));
  const [main] = [...polygons].sort((one, other) => (areas.get(other) ?? 0) - (areas.get(one) ?? 0));
  if (!main) return [];
  const [[west, south], [east, north]] = geoBounds(main);
  const reach = Math.min(60, Math.max(2, 1.2 * Math.max(east - west, north - south)));
  const [x, y] = geoCentroid(main);
  const atDateLine = ([[left], [right]]: [[number, number], [number, number]]): boolean => left > right || left < -172 || right > 172;
  return polygons.filter((polygon) => {
    const [otherX, otherY] = geoCentroid(polygon);
    if (atDateLine(geoBounds(polygon)) && !atDateLine([[west, south], [east, north]])) return false;
    return Math.hypot(otherX - x, otherY - y) <= reach;
  });
}

function boxAround(shapes: readonly Shape[]): Box | null {
  const features = mainland(shapes).map((geometry): Feature => ({ type: "Feature", properties: {}, geometry }));
  const [[west, south], [east, north]] = geoBounds({ type: "FeatureCollection", features });
  if (west > east || east - west > 170) return null; // across the date line: drawn alone and whole
  const margin = Math.max(east - west, north - south) * 0.45 + 0.6;
  return { west: west - margin, south: south - margin, east: east + margin, north: north + margin };
}

function cut(polygons: readonly Ring[][], box: Box | null): Position[][][] {
  // A pixel of the map is a 600th of the box: more digits than that are weight.
  const digits = box !== null && box.east - box.west < 30 ? 2 : 1;
  return polygons
    .map((rings) => rings.flatMap((ring) => (box ? clipAround(ring, box) : [ring.points])).map((ring) => roundRing(ring, digits)).filter((ring) => ring.length > 3))
    .filter((rings) => rings.length > 0);
}

/** A file a country: [iso, name, polygons] of the country and, cut to a box around it, of its neighbours. */
export function outlines(): Map<string, string> {
  const topology = atlas("countries-50m.json");
  const shapes = (feature(topology, topology.objects.countries).features as Shape[]).map((shape) => ({
    shape, iso: isoOf(shape.id, shape.properties.name) ?? "", name: shape.properties.name,
    polygons: polygonsOf(shape).map((rings) => rings.map(ringOf)),
  }));
  const files = new Map<string, string>();
  for (const { iso } of COUNTRIES) {
    const own = shapes.filter((one) => one.iso === iso);
    if (own.length === 0) continue;
    const box = boxAround(own.map((one) => one.shape));
    const drawn = (box ? shapes : own)
      .map((one) => [one.iso, COUNTRIES.find((country) => country.iso === one.iso)?.name ?? one.name, cut(one.polygons, box)])
      .filter((one) => (one[2] ?? []).length > 0);
    files.set(`outlines/${iso}.json`, JSON.stringify(drawn));
  }
  return files;
}

export function geography(): Plugin {
  return {
    name: "geography",
    resolveId: (id) => (id === WORLD ? `\0${WORLD}` : null),
    load: (id) => (id === `\0${WORLD}` ? worldModule() : null),
    generateBundle() {
      for (const [fileName, source] of outlines()) this.emitFile({ type: "asset", fileName, source });
    },
  };
}
