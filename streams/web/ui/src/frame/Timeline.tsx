/** 120 days of daily counts behind a slider. A day an arrow, an hour with Shift, a window with PgUp and PgDn, End is live. */

import type { JSX } from "preact";
import { useRef } from "preact/hooks";

import type { Timeline as TimelineAnswer, TimelineDay } from "../api/types";
import { useWidth } from "../parts/useWidth";
import { type Choice, type Measure, WINDOW_HOURS } from "../state/choice";
import { choose } from "../state/place";
import { movedBy } from "./slider";
import { DAY, HOUR, at, day, minuteUtc, monthName, toAddress } from "../words/time";

const HEIGHT = 30;

function countOf(one: TimelineDay, measure: Measure): number {
  if (measure === "attacks") return one.attacks;
  return (measure === "injured" ? one.injured_best : one.killed_best) ?? 0;
}

export function Timeline({ answer, choice }: { answer: TimelineAnswer | undefined; choice: Choice }): JSX.Element {
  const [frame, width] = useWidth<HTMLDivElement>(480);
  const dragging = useRef(false);
  if (!answer || answer.days.length === 0) return <div class="timeline" ref={frame} />;
  const start = at(answer.start).getTime();
  const now = at(answer.as_of).getTime();
  const shown = choice.asOf === null ? now : Math.min(now, at(choice.asOf).getTime());
  const span = Math.max(DAY, now - start);
  const inner = width - 8; // room for half the handle
  const x = (moment: number): number => Math.max(0, Math.min(inner, ((moment - start) / span) * inner));
  const hours = WINDOW_HOURS[choice.window];
  const from = shown - hours * HOUR;
  const before = from - hours * HOUR;
  const most = Math.max(1, ...answer.days.map((one) => countOf(one, choice.measure)));
  const step = inner / (span / DAY);
  const bars: Record<"past" | "before" | "window" | "later", string> = { past: "", before: "", window: "", later: "" };
  for (const one of answer.days) {
    const count = countOf(one, choice.measure);
    if (count === 0) continue;
    const begins = at(one.day).getTime();
    const kind = begins > shown ? "later" : begins + DAY > from ? "window" : begins + DAY > before ? "before" : "past";
    const height = Math.max(1.5, (count / most) * (HEIGHT - 3));
    const left = ((begins - start) / span) * inner;
    const right = Math.min(inner, left + step - (step > 3 ? 1 : 0.5));
    if (right > Math.max(0, left)) bars[kind] += `M${Math.max(0, left).toFixed(1)} ${HEIGHT}V${(HEIGHT - height).toFixed(1)}H${right.toFixed(1)}V${HEIGHT}z`;
  }
  const chooseAt = (moment: number | null): void => choose({ asOf: moment === null || moment >= now ? null : toAddress(moment) });
  const drag = (event: PointerEvent): void => {
    const box = frame.current?.getBoundingClientRect();
    if (!box) return;
    const moment = start + ((event.clientX - box.left) / inner) * span;
    const aligned = event.shiftKey ? Math.round(moment / HOUR) * HOUR : now - Math.round((now - moment) / DAY) * DAY;
    chooseAt(Math.max(start, Math.min(now, aligned)));
  };
  const press = (event: KeyboardEvent): void => {
    const moment = movedBy(event.key, event.shiftKey, { from: shown, now, start, hours });
    if (moment === undefined) return;
    event.preventDefault();
    chooseAt(moment);
  };
  const months = answer.days.filter((one) => one.day.endsWith("-01")).filter((one) => x(at(one.day).getTime()) > 60 && x(at(one.day).getTime()) < inner - 20);
  return (
    <div
      class="timeline" ref={frame} role="slider" tabIndex={0} aria-label="As of" aria-valuemin={0} aria-valuemax={Math.round(span / HOUR)}
      aria-valuenow={Math.round((shown - start) / HOUR)} aria-valuetext={choice.asOf === null ? `live, ${minuteUtc(now)}` : minuteUtc(shown)}
      onKeyDown={press}
      onPointerDown={(event) => { dragging.current = true; event.currentTarget.setPointerCapture(event.pointerId); drag(event); }}
      onPointerMove={(event) => { if (dragging.current) drag(event); }}
      onPointerUp={() => { dragging.current = false; }} onPointerCancel={() => { dragging.current = false; }}
    >
      <svg width={width} height={48} viewBox={`0 0 ${width} 48`} aria-hidden="true" focusable="false">
        <rect class="time-window" x={x(from)} y="0" width={Math.max(0, x(shown) - x(from))} height={HEIGHT} />
        {(["past", "before", "window", "later"] as const).map((kind) => <path key={kind} class={`time-${kind}`} d={bars[kind]} />)}
        <path class="time-axis" d={`M0 ${HEIGHT + 0.5}H${inner}`} />
        <path class="time-hand" d={`M${x(shown)} 0V${HEIGHT}`} />
        <circle class="time-handle" cx={x(shown)} cy={HEIGHT} r="6" />
        <text class="time-label" x="0" y="46">{day(start)}</text>
        {months.map((one) => <text key={one.day} class="time-label" x={x(at(one.day).getTime())} y="46">{monthName(one.day)}</text>)}
      </svg>
    </div>
  );
}
