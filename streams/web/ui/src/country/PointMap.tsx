/** Where: places of the country, area by count, a dashed ring for a province; country-only is a count below. */

import { geoPath } from "d3-geo";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";

import type { Place, PlacesAnswer } from "../api/types";
import { hideTip, showTip } from "../parts/tip";
import { useWidth } from "../parts/useWidth";
import { textWidth } from "../map/labels";
import { plural } from "../words/numbers";
import { PlaceTip } from "./PlaceTip";
import { useOutlines, type Drawn } from "./outlines";
import { type Plane, fitted } from "./plane";
import { besideDots, type Dot } from "./dots";

const RATIO = 0.66;
const LABELS = 9;

interface Properties {
  readonly iso: string;
  readonly places: PlacesAnswer | undefined;
  /** The place of the incident that is open. */
  readonly open: Place | null;
}

function planeOf(iso: string, drawn: readonly Drawn[], places: PlacesAnswer | undefined, width: number, height: number): Plane {
  const own = drawn.filter((one) => one.iso === iso).flatMap((one) => one.shape.geometry.coordinates.flat(2));
  const points = (places?.features ?? []).map((one) => [...one.geometry.coordinates]);
  return fitted(own.length > 0 ? own : points, { width, height, margin: 13 }, own.length > 0 ? 1_000 : 60);
}

export function PointMap({ iso, places, open }: Properties): JSX.Element {
  const [frame, width] = useWidth<HTMLDivElement>(448);
  const height = Math.round(width * RATIO);
  const drawn = useOutlines(iso);
  const fitsBy = drawn.length > 0 ? null : places; // with outlines the points do not move the map
  const plane = useMemo(() => planeOf(iso, drawn, fitsBy ?? undefined, width, height), [iso, drawn, fitsBy, width]);
  const path = geoPath(plane.transform).digits(1);
  const features = [...(places?.features ?? [])].sort((one, other) => other.properties.attacks - one.properties.attacks);
  const dots = features.flatMap((feature): Dot[] => {
    const point = plane.point(...feature.geometry.coordinates);
    const { name, attacks, geo_precision: precision } = feature.properties;
    return [{ key: `${name} ${feature.geometry.coordinates.join()}`, name, x: point[0], y: point[1], radius: (precision === 2 ? 9 : 4.5) * Math.sqrt(attacks) ** (precision === 2 ? 0.3 : 1), province: precision === 2, figures: feature.properties }];
  });
  const ring = open?.latitude != null && open.longitude != null ? plane.point(open.longitude, open.latitude) : null;
  const isOpen = (dot: Dot): boolean => ring !== null && Math.hypot(dot.x - ring[0], dot.y - ring[1]) < 1;
  const first = [...dots].sort((one, other) => Number(isOpen(other)) - Number(isOpen(one)));
  const labels = besideDots(first.map((dot) => (isOpen(dot) ? { ...dot, radius: Math.max(dot.radius, 12) } : dot)), width, height, textWidth, LABELS);
  const taken = labels.map((label) => ({ left: label.x, right: label.x + label.width, y: label.y }));
  const neighbours = drawn.filter((one) => one.iso !== iso).flatMap((one) => {
    const [[left, top], [right, bottom]] = path.bounds(one.shape);
    const [x, y] = path.centroid(one.shape);
    const half = textWidth(one.name) / 2 + 6;
    const seen = right - left > 50 && bottom - top > 26 && x - half > 0 && x + half < width && y > 10 && y < height - 10;
    if (!seen || taken.some((other) => Math.abs(other.y - y) < 14 && other.left < x + half && other.right > x - half)) return [];
    taken.push({ left: x - half, right: x + half, y });
    return [{ name: one.name, x, y }];
  });
  const only = places?.country_only ?? 0;
  return (
    <>
      <div class="points" ref={frame}>
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Map of ${plural(dots.length, "place")}; the incidents beside it name them all`}>
          <rect class="points-ground" width={width} height={height} />
          {drawn.map((one, index) => <path key={index} class={one.iso === iso ? "own" : "neighbour"} d={path(one.shape) ?? ""} />)}
          {neighbours.map((one) => <text key={one.name} class="neighbour-name" x={one.x} y={one.y} text-anchor="middle">{one.name}</text>)}
          {dots.map((dot) => (
            <circle
              key={dot.key} class={dot.province ? "point province" : "point"} cx={dot.x} cy={dot.y} r={dot.radius}
              onPointerEnter={(event) => showTip(event.currentTarget, <PlaceTip dot={dot} />)} onPointerLeave={hideTip}
            />
          ))}
          {ring && <circle class="open-ring" cx={ring[0]} cy={ring[1]} r={12} />}
          {labels.map((label) => <text key={label.key} class={label.strong ? "point-name strong" : "point-name"} x={label.x} y={label.y} dy="0.35em">{label.name}</text>)}
        </svg>
      </div>
      <ul class="points-legend">
        <li><svg width="12" height="12" aria-hidden="true"><circle class="point" cx="6" cy="6" r="5" /></svg> named place</li>
        <li><svg width="14" height="14" aria-hidden="true"><circle class="point province" cx="7" cy="7" r="5.5" /></svg> province only</li>
        {only > 0 && <li>{plural(only, "incident")} known by country only, not drawn</li>}
        {dots.length === 0 && only === 0 && places && <li>no place in this window</li>}
      </ul>
    </>
  );
}
