/** The world by country. One tab stop: arrows walk the countries by value, Enter opens one, its figures are spoken. */

import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";

import type { Row } from "../api/types";
import { useWidth } from "../parts/useWidth";
import { hideTip, hideTipNow, showTip } from "../parts/tip";
import { go } from "../state/place";
import type { Measure, WindowName } from "../state/choice";
import { counted, value } from "../words/finding";
import { best, spoken as spokenFigure } from "../words/numbers";
import { CountryTip } from "./CountryTip";
import { type Drawing, countryName, drawInset, drawWorld } from "./geography";
import { Labels, Shapes, isDot } from "./Shapes";
import { placeLabels } from "./labels";
import { breaks, classOf } from "./scale";

const INSET = { widest: 180, share: 0.235, ratio: 138 / 180 }; // a larger share of the map's width would hide South America
const UNMEASURED: Drawing = { width: 0, height: 0, outlines: new Map(), point: () => null, inset: { left: 0, top: 0, right: 0, bottom: 0 } };
const NARROW = 600; // px of map; below it the inset would hide South America

interface Properties {
  /** Null while nothing is known: outlines at once, figures when known. */
  readonly rows: readonly Row[] | null;
  readonly measure: Measure;
  readonly window: WindowName;
  readonly hovered: string | null;
  readonly onHover: (iso: string | null) => void;
}

export function WorldMap({ rows, measure, window, hovered, onHover }: Properties): JSX.Element {
  const [frame, width] = useWidth<HTMLDivElement>(0);
  const [walked, setWalked] = useState<string | null>(null);
  const touched = useRef<string | null>(null);
  const drawing = useMemo(() => (width === 0 ? UNMEASURED : drawWorld(width)), [width]);
  const inset = useMemo(() => {
    const wide = Math.round(Math.min(INSET.widest, width * INSET.share));
    return drawInset(wide, Math.round(wide * INSET.ratio));
  }, [width]);
  const withInset = width >= NARROW;
  const byIso = useMemo(() => new Map((rows ?? []).map((row) => [row.country, row])), [rows]);
  const ranked = useMemo(
    () => [...(rows ?? [])].sort((one, other) => (value(other, measure) ?? -1) - (value(one, measure) ?? -1) || one.name.localeCompare(other.name)),
    [rows, measure],
  );
  const classes = useMemo(() => {
    const steps = breaks(measure, window);
    return new Map((rows ?? []).map((row) => [row.country, classOf(value(row, measure), steps)]));
  }, [rows, measure, window]);

  const labels = useMemo(() => {
    const wanted = ranked
      .filter((row) => (value(row, measure) ?? 0) > 0)
      .map((row) => ({ iso: row.country, name: row.name, figure: best(measure === "attacks" ? exactly(row.attacks) : row[measure]) }));
    const inside = (iso: string): boolean => {
      const outline = inset.outlines.get(iso);
      const point = inset.point(iso);
      return isDot(drawing, iso) && point !== null && point[0] > 0 && point[0] < inset.width && point[1] > 0 && point[1] < inset.height && outline !== undefined;
    };
    const corner = { left: 0, top: drawing.height - inset.height, right: inset.width, bottom: drawing.height };
    const main = placeLabels(drawing, withInset ? wanted.filter((one) => !inside(one.iso) && one.iso !== "SYR") : wanted, { taken: withInset ? [corner, drawing.inset] : [], most: withInset ? 8 : 4, first: "right" });
    const enlarged = placeLabels(inset, wanted.filter((one) => inside(one.iso) || one.iso === "SYR"), { taken: [{ left: 0, top: 0, right: 62, bottom: 22 }], most: 6, first: "left" });
    return { main, enlarged };
  }, [ranked, measure, drawing, inset, withInset]);

  const spoken = (iso: string): string => {
    const row = byIso.get(iso);
    if (!row) return `${countryName(iso)}: nothing on record`;
    const casualties = (["injured", "killed"] as const).map((one) => (row[one].best === null ? `${one} not stated` : `${spokenFigure(row[one])} ${one}`));
    return `${row.name}: ${counted(row, "attacks")}, ${casualties.join(", ")}`;
  };
  const tell = (iso: string, anchor: Element | { left: number; top: number; bottom: number }): void =>
    showTip(anchor, <CountryTip name={byIso.get(iso)?.name ?? countryName(iso)} row={byIso.get(iso)} window={window} />);
  const isoUnder = (event: Event): string | null => (event.target instanceof Element ? (event.target.closest("[data-iso]")?.getAttribute("data-iso") ?? null) : null);
  const enter = (iso: string | null, event: PointerEvent): void => {
    if (iso === hovered) return;
    onHover(iso);
    if (iso) tell(iso, { left: event.clientX, top: event.clientY - 6, bottom: event.clientY + 12 });
    else hideTip();
  };
  const walk = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const index = ranked.findIndex((row) => row.country === walked);
    if (event.key === "Enter" && walked) go({ name: "country", iso: walked, incident: null });
    const next = event.key === "Home" ? ranked[0] : event.key === "End" ? ranked.at(-1) : step ? ranked[Math.max(0, Math.min(ranked.length - 1, index + step))] : undefined;
    if (!next) return;
    event.preventDefault();
    setWalked(next.country);
    onHover(next.country);
    const shape = frame.current?.querySelector(`#map-${next.country}`);
    if (shape) tell(next.country, shape);
  };
  const open = (event: MouseEvent): void => {
    const iso = isoUnder(event);
    if (!iso || !byIso.has(iso)) return;
    const byTouch = event instanceof PointerEvent && event.pointerType === "touch";
    if (byTouch && touched.current !== iso) touched.current = iso; // the first touch tells, the second opens
    else go({ name: "country", iso, incident: null });
  };
  const { inset: area } = drawing;
  return (
    <div
      class="map" ref={frame} role="listbox" tabIndex={0} aria-label="Map of countries, by value; arrows walk, Enter opens"
      aria-activedescendant={walked && byIso.has(walked) ? `map-${walked}` : undefined}
      onKeyDown={walk} onClick={open}
      onPointerOver={(event) => enter(isoUnder(event), event)} onPointerLeave={() => { onHover(null); hideTip(); }}
      onBlur={() => { setWalked(null); onHover(null); hideTipNow(); }}
    >
      <svg class="world" width={drawing.width} height={drawing.height} viewBox={`0 0 ${drawing.width} ${drawing.height}`} role="presentation">
        <defs>
          <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect class="hatch-ground" width="6" height="6" /><path class="hatch-line" d="M0 0V6" />
          </pattern>
        </defs>
        <Shapes drawing={drawing} classes={classes} hovered={hovered} ids="map" spoken={spoken} dotted={withInset ? "outside" : "all"} />
        {withInset && <rect class="inset-area" x={area.left} y={area.top} width={area.right - area.left} height={area.bottom - area.top} />}
        <Labels labels={labels.main} />
        {withInset && (
          <g transform={`translate(1 ${drawing.height - inset.height - 1})`} role="presentation">
            <rect class="inset-ground" width={inset.width} height={inset.height} />
            <Shapes drawing={inset} classes={classes} hovered={hovered} ids={null} spoken={spoken} dotted="none" />
            <rect class="inset-frame" width={inset.width} height={inset.height} />
            <text class="inset-title" x="8" y="16" aria-hidden="true">Enlarged</text>
            <Labels labels={labels.enlarged} />
          </g>
        )}
      </svg>
    </div>
  );
}

function exactly(count: number): { low: number; best: number; high: number } {
  return { low: count, best: count, high: count };
}
