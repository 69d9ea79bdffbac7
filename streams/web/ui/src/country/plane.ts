/** The projection of a country's map: Mercator in the plane, as the outlines are cut to a box and not to the sphere. */

import { type GeoStreamWrapper, geoTransform } from "d3-geo";
import type { Position } from "geojson";

const STEEPEST = 84; // degrees; Mercator has no poles

export interface Plane {
  readonly point: (longitude: number, latitude: number) => readonly [number, number];
  readonly transform: GeoStreamWrapper;
}

export interface Margins {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
}

const rise = (latitude: number): number => {
  const radians = (Math.max(-STEEPEST, Math.min(STEEPEST, latitude)) * Math.PI) / 180;
  return (Math.log(Math.tan(Math.PI / 4 + radians / 2)) * 180) / Math.PI;
};

/** Longitudes run on across the date line where most of the points lie on the other side of it. */
function seam(points: readonly Position[]): number {
  const east = points.filter(([longitude = 0]) => longitude > 60).length;
  const west = points.filter(([longitude = 0]) => longitude < -100).length;
  if (east === 0 || west === 0) return -181;
  return east > west ? -60 : -181;
}

/** Fit the points into the frame; at most `closest` pixels a degree, so that one village is not a screen wide. */
export function fitted(points: readonly Position[], { width, height, margin }: Margins, closest: number): Plane {
  const split = seam(points);
  const across = (longitude: number): number => (longitude < split ? longitude + 360 : longitude);
  const flat = points.map(([longitude = 0, latitude = 0]) => [across(longitude), rise(latitude)] as const);
  const xs = flat.map(([x]) => x);
  const ys = flat.map(([, y]) => y);
  const [left, right, bottom, top] = points.length === 0 ? [-180, 180, -60, 84] : [min(xs), -min(xs.map((x) => -x)), min(ys), -min(ys.map((y) => -y))];
  const scale = Math.min(closest, (width - 2 * margin) / Math.max(1e-6, right - left), (height - 2 * margin) / Math.max(1e-6, top - bottom));
  const [x0, y0] = [width / 2 - ((left + right) / 2) * scale, height / 2 + ((top + bottom) / 2) * scale];
  const point = (longitude: number, latitude: number): readonly [number, number] => [x0 + across(longitude) * scale, y0 - rise(latitude) * scale];
  const transform = geoTransform({
    point(longitude, latitude) {
      const [x, y] = point(longitude, latitude);
      this.stream.point(x, y);
    },
  });
  return { point, transform };
}

function min(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}
