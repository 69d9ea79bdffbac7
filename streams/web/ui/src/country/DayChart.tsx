/** Attacks by day or hour: what is asked for, the readout, and the range that dragging chooses. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";

import { paths } from "../api/paths";
import { useResource } from "../api/resource";
import type { CountryAnswer, Series } from "../api/types";
import { RadioGroup } from "../parts/RadioGroup";
import { type Choice, MEASURE_LABELS, WINDOW_HOURS } from "../state/choice";
import { DAY, HOUR, at, day, minute } from "../words/time";
import { Bars } from "./Bars";
import { type By, LENGTH, readout } from "./bars";

const LEAST_DAYS = 57;
const MOST = 400; // bars; more are thinner than a pixel

function span(by: By, choice: Choice, end: number): number {
  const hours = WINDOW_HOURS[choice.window];
  const wanted = by === "day" ? Math.max(LEAST_DAYS, Math.min(MOST, hours / 24)) * DAY : Math.max(72, Math.min(14 * 24, hours * 1.25)) * HOUR;
  const start = end - wanted;
  return Math.floor(start / LENGTH[by]) * LENGTH[by];
}

export interface Zoom {
  readonly from: number;
  readonly to: number;
}

export function DayChart({ answer, choice }: { answer: CountryAnswer; choice: Choice }): JSX.Element {
  const [by, setBy] = useState<By>("day");
  const [zoom, setZoom] = useState<Zoom | null>(null);
  const [at_, setAt] = useState<number | null>(null);
  const end = at(answer.as_of).getTime();
  const from = zoom?.from ?? span(by, choice, end);
  const to = zoom?.to ?? end;
  const { data } = useResource<Series>(paths.series(answer.country, by, new Date(from).toISOString(), new Date(to).toISOString(), choice));
  const point = at_ === null ? undefined : data?.points[at_];
  const read = point && readout(point, by, end);
  const reset = (): void => { setZoom(null); setAt(null); };
  return (
    <section aria-labelledby="chart-title" onKeyDown={(event) => { if (event.key === "Escape" && zoom) reset(); }}>
      <div class="section-head chart-head">
        <h2 id="chart-title">{MEASURE_LABELS[choice.measure]} by {by}</h2>
        <p class="note readout">{read ? <><b>{read.when}</b>: {read.what}</> : `${zoom ? minute(from) : day(from)} to ${minute(to)} UTC; drag to zoom`}</p>
        {zoom && <button type="button" class="link" onClick={reset}>All again</button>}
        <RadioGroup name="by" label="Chart by" value={by} onChoose={(next) => { setBy(next); reset(); }} options={[["day", "Day"], ["hour", "Hour"]]} />
      </div>
      <Bars
        points={data?.points ?? []} by={data?.by ?? by} end={end} choice={choice} answer={answer} active={at_} onActive={setAt}
        spoken={read ? `${read.when}: ${read.what}` : "none chosen"} onZoom={(next) => { setZoom(next); setAt(null); }}
      />
    </section>
  );
}
