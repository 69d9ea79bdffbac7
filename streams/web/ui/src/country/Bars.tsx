/** The bars themselves: window shaded at its exact hours, partial bar hatched, where a reported total begins. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";

import type { CountryAnswer, Point } from "../api/types";
import { textWidth } from "../map/labels";
import { useWidth } from "../parts/useWidth";
import { type Choice, WINDOW_HOURS, WINDOW_LABELS } from "../state/choice";
import { bounds } from "../words/finding";
import { best, whole } from "../words/numbers";
import { HOUR, at, clock, day } from "../words/time";
import type { Zoom } from "./DayChart";
import { type By, LENGTH, heightOf, labelled, labelsAbove, ticks } from "./bars";

const TOP = 22; // room for words above the bars
const PLOT = 126;
const BOTTOM = 22;
const RIGHT = 4;

interface Properties {
  readonly points: readonly Point[];
  readonly by: By;
  readonly end: number;
  readonly choice: Choice;
  readonly answer: CountryAnswer;
  readonly active: number | null;
  readonly onActive: (index: number | null) => void;
  readonly onZoom: (zoom: Zoom) => void;
  readonly spoken: string;
}

export function Bars({ points, by, end, choice, answer, active, onActive, onZoom, spoken }: Properties): JSX.Element {
  const [frame, width] = useWidth<HTMLDivElement>(860);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const lines = ticks(Math.max(...points.map((point) => heightOf(point, choice.measure)), 1));
  const top = lines.at(-1) ?? 1;
  const left = Math.max(20, 10 + whole(top).length * 7);
  const inner = Math.max(50, width - left - RIGHT);
  const step = inner / Math.max(1, points.length);
  const start = points[0] ? at(points[0].start).getTime() : end;
  const x = (moment: number): number => Math.max(left, Math.min(left + inner, left + ((moment - start) / LENGTH[by]) * step));
  const y = (count: number): number => TOP + PLOT - (count / top) * PLOT;
  const indexAt = (clientX: number): number | null => {
    const box = frame.current?.getBoundingClientRect();
    if (!box || points.length === 0) return null;
    return Math.max(0, Math.min(points.length - 1, Math.floor((clientX - box.left - left) / step)));
  };
  // The window's exact hours: the hour of `as of` is in, whole; it is drawn to `as of`.
  const windowEnd = end;
  const windowStart = (Math.floor(end / HOUR) + 1 - WINDOW_HOURS[choice.window]) * HOUR;
  const shaded = { from: x(windowStart), to: x(windowEnd) };
  const walk = (event: KeyboardEvent): void => {
    const moves: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageUp: 7, PageDown: -7, Home: -Infinity, End: Infinity };
    const move = moves[event.key];
    if (move === undefined || points.length === 0) return;
    event.preventDefault();
    onActive(Math.max(0, Math.min(points.length - 1, (active ?? points.length) + move)));
  };
  const release = (): void => {
    if (drag && Math.abs(drag.to - drag.from) >= 1) {
      const [first, last] = drag.from < drag.to ? [drag.from, drag.to] : [drag.to, drag.from];
      onZoom({ from: start + first * LENGTH[by], to: Math.min(end, start + (last + 1) * LENGTH[by]) });
    }
    setDrag(null);
  };
  const begins = answer.reported.find((figure) => figure.since !== null && at(figure.since).getTime() > start && at(figure.since).getTime() < end);
  const beginX = begins?.since ? x(at(begins.since).getTime()) : null;
  const beginWords = begins?.since ? `${day(begins.since)}: ${clipped(begins.source)} total begins` : "";
  const total = best(bounds(answer.windows[choice.window].counts, choice.measure));
  const words = labelsAbove({
    begin: beginX === null ? null : { x: beginX, width: textWidth(beginWords) },
    shade: { from: shaded.from, to: shaded.to, width: textWidth(`${WINDOW_LABELS[choice.window]}: ${total}`) },
    left, right: left + inner,
  });
  const named = labelled(points, by, step, 74).filter(({ index }) => points.length - 1 - index === 0 || left + index * step < left + inner - 110);
  return (
    <div
      class="bars" ref={frame} tabIndex={0} role="slider" aria-label={`Walk by ${by}`} aria-valuemin={1} aria-valuemax={Math.max(1, points.length)}
      aria-valuenow={active === null ? Math.max(1, points.length) : active + 1} aria-valuetext={spoken} onKeyDown={walk} onBlur={() => onActive(null)}
      onPointerMove={(event) => { const index = indexAt(event.clientX); onActive(index); if (drag && index !== null) setDrag({ ...drag, to: index }); }}
      onPointerLeave={() => { if (!drag) onActive(null); }}
      onPointerDown={(event) => { const index = indexAt(event.clientX); if (index !== null && event.pointerType !== "touch") { event.currentTarget.setPointerCapture(event.pointerId); setDrag({ from: index, to: index }); } }}
      onPointerUp={release} onPointerCancel={() => setDrag(null)}
    >
      <svg width={width} height={TOP + PLOT + BOTTOM} viewBox={`0 0 ${width} ${TOP + PLOT + BOTTOM}`} aria-hidden="true" focusable="false">
        <defs><pattern id="partial" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="partial-ground" width="5" height="5" /><path class="partial-line" d="M0 0V5" /></pattern></defs>
        {shaded.to > shaded.from && <rect class="shade" x={shaded.from} y={0} width={shaded.to - shaded.from} height={TOP + PLOT} />}
        {lines.map((line) => <g key={line}><path class={line === 0 ? "axis" : "grid"} d={`M${left} ${Math.round(y(line)) + 0.5}H${left + inner}`} /><text class="tick" x={left - 8} y={y(line)} dy="0.35em" text-anchor="end">{whole(line)}</text></g>)}
        {points.map((point, index) => {
          const count = heightOf(point, choice.measure);
          const partial = at(point.start).getTime() + LENGTH[by] > end;
          const unstated = point.attacks > 0 && bounds(point, choice.measure).best === null;
          if (count === 0 && !unstated) return null;
          const height = unstated ? 4 : TOP + PLOT - y(count);
          return <rect key={point.start} class={`bar${partial || unstated ? " partial" : ""}${index === active ? " active" : ""}`} x={left + index * step + step * 0.08} y={TOP + PLOT - height} width={Math.max(1, step * 0.84)} height={height} />;
        })}
        {drag && <rect class="drag" x={left + Math.min(drag.from, drag.to) * step} y={TOP} width={(Math.abs(drag.to - drag.from) + 1) * step} height={PLOT} />}
        {active !== null && points[active] && <path class="hand" d={`M${left + (active + 0.5) * step} ${TOP}V${y(heightOf(points[active], choice.measure))}`} />}
        {beginX !== null && begins?.since && <g class="begin"><path d={`M${beginX} 4V${TOP + PLOT}`} />{words.begin !== null && <text x={words.begin} y={14}>{beginWords}</text>}</g>}
        {words.shade !== null && <text class="shade-label" x={words.shade} y={14}>{WINDOW_LABELS[choice.window]}: {total}</text>}
        {named.map(({ index, words }) => {
          const last = index === points.length - 1;
          return <text key={index} class="tick" x={last ? left + inner : left + (index + 0.5) * step} y={TOP + PLOT + 16} text-anchor={last ? "end" : "middle"}>{last ? `${day(end)}, to ${clock(end)}` : words}</text>;
        })}
      </svg>
    </div>
  );
}

function clipped(source: string | null): string {
  if (source === null) return "a";
  return `${source.length > 24 ? `${source.slice(0, 24)}…` : source}’s`;
}
