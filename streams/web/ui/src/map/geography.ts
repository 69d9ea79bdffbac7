/** The world's shapes by country, and the one table of names that map, list and search fall back on. */

import { type GeoProjection, geoEqualEarth, geoMercator, geoPath } from "d3-geo";
import type { Feature, FeatureCollection, Geometry } from "geojson";
import { feature } from "topojson-client";
import { table, topology } from "virtual:world";

const TURN = -11; // degrees; so that the edge runs through the Bering Strait and cuts no country
export const INSET_AREA = { west: 29.4, south: 29.1, east: 41.6, north: 37.4 }; // five countries that share 30 px

const world = feature(topology, topology.objects.countries) as FeatureCollection<Geometry>;

const NAMES = new Map(table.map(([iso, name]) => [iso, name]));
const POINTS = new Map(table.map(([iso, , longitude, latitude]) => [iso, [longitude, latitude] as const]));

export function countryName(iso: string): string {
  return NAMES.get(iso) ?? iso;
}

export interface Outline {
  readonly iso: string;
  readonly path: string;
  /** Square pixels. */
  readonly area: number;
  readonly centre: readonly [number, number];
  readonly box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly outlines: ReadonlyMap<string, Outline>;
  /** Where a country's dot goes; null for one whose place nobody knows. */
  readonly point: (iso: string) => readonly [number, number] | null;
  readonly inset: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
}

/** Everything that depends on the width alone; about 10 ms, so it is kept until the width changes. */
export function drawWorld(width: number): Drawing {
  // Without resampling: it takes half the time of the first draw, and Equal Earth's parallels are straight lines anyway.
  const projection = geoEqualEarth().rotate([TURN, 0]).precision(0).fitWidth(width - 4, world);
  const [, [, bottom]] = geoPath(projection).bounds(world);
  const [left, top] = projection.translate();
  projection.translate([left + 2, top + 2]);
  return drawing(projection, width, Math.ceil(bottom) + 4);
}

export function drawInset(width: number, height: number): Drawing {
  const { west, south, east, north } = INSET_AREA;
  const frame: FeatureCollection = {
    type: "FeatureCollection",
    features: [west, east].flatMap((x) => [south, north].map((y): Feature => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [x, y] } }))),
  };
  const projection = geoMercator().fitSize([width, height], frame).clipExtent([[0, 0], [width, height]]);
  return drawing(projection, width, height);
}

function drawing(projection: GeoProjection, width: number, height: number): Drawing {
  const path = geoPath(projection).digits(1);
  const outlines = new Map<string, Outline>();
  for (const shape of world.features) {
    const iso = String(shape.id ?? "");
    const drawn = path(shape);
    if (!drawn) continue;
    const [[left, top], [right, bottom]] = path.bounds(shape);
    const area = path.area(shape);
    const known = outlines.get(iso);
    if (known) {
      // A second shape of the same country, such as Somaliland's: the larger one keeps label and centre.
      outlines.set(iso, { ...known, path: known.path + drawn, area: known.area + area });
    } else {
      outlines.set(iso, { iso, path: drawn, area, centre: path.centroid(shape), box: { left, top, right, bottom } });
    }
  }
  const corner = (x: number, y: number): readonly [number, number] => projection([x, y]) ?? [0, 0];
  const [left, top] = corner(INSET_AREA.west, INSET_AREA.north);
  const [right, bottom] = corner(INSET_AREA.east, INSET_AREA.south);
  return {
    width, height, outlines,
    point: (iso) => {
      const place = POINTS.get(iso);
      return place ? projection([place[0], place[1]]) : null;
    },
    inset: { left, top, right, bottom },
  };
}
