/** Counted beside reported: what someone states, dashed, above what we count of the same time, solid. Never added. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";

import type { Count, CountryAnswer, ReportedFigure, WindowCounts } from "../api/types";
import { useWidth } from "../parts/useWidth";
import { countryName } from "../map/geography";
import { MEASURES, type Measure } from "../state/choice";
import { bounds } from "../words/finding";
import { best, written } from "../words/numbers";
import { day, dayAndYear } from "../words/time";

const SHOWN = 3;

export function Reported({ answer }: { answer: CountryAnswer }): JSX.Element {
  const [all, setAll] = useState(false);
  const { reported } = answer;
  return (
    <section aria-labelledby="reported-title">
      <h2 id="reported-title">Counted beside reported</h2>
      <p class="note">{reported.length === 0 ? "No report states a total for this country." : "Totals that someone stated. They never enter the counts."}</p>
      {(all ? reported : reported.slice(0, SHOWN)).map((figure) => <Claim key={figure.event_id} figure={figure} iso={answer.country} name={answer.name} />)}
      {reported.length > SHOWN && <p><button type="button" class="link" aria-expanded={all} onClick={() => setAll(!all)}>{all ? "Show fewer" : `Show all ${reported.length}`}</button></p>}
    </section>
  );
}

function Claim({ figure, iso, name }: { figure: ReportedFigure; iso: string; name: string }): JSX.Element {
  const [open, setOpen] = useState(false);
  const measures = MEASURES.filter((measure) => figure[measure] !== null);
  const since = figure.since ? ` since ${day(figure.since)}` : "";
  return (
    <div class="claim">
      <p class="claim-head">
        <span><b><bdi class="clip-2">{figure.source ?? "Source not stated"}</bdi></b>, as of {dayAndYear(figure.as_of)}</span>
        {figure.evidence && <button type="button" class="link" aria-expanded={open} onClick={() => setOpen(!open)}>sentence</button>}
      </p>
      {measures.map((measure) => <Pair key={measure} measure={measure} reported={figure[measure]} counted={figure.counted} named={measures.length > 1 || measure !== "attacks"} />)}
      <p class="note">
        {figure.scope ? <>Reported: <bdi>{figure.scope}</bdi>{since}. Counted: attacks of every kind in <bdi>{name}</bdi>{since}.</> : `Reported${since || ", from when is not stated"}. Counted: attacks of every kind${since}.`}
      </p>
      {figure.total && <Whole figure={figure} iso={iso} />}
      {open && figure.evidence && <blockquote><p class="quote">“<bdi>{figure.evidence}</bdi>”</p></blockquote>}
    </div>
  );
}

function Whole({ figure, iso }: { figure: ReportedFigure; iso: string }): JSX.Element | null {
  const { total } = figure;
  if (!total) return null;
  const others = total.countries.filter((one) => one !== iso).map(countryName);
  const figures = MEASURES.flatMap((measure) => (total[measure] ? [`${written(total[measure])} ${measure}`] : []));
  return <p class="note">With {others.join(", ") || "the whole claim"}: {figures.join(", ")}.</p>;
}

interface PairProperties {
  readonly measure: Measure;
  readonly reported: Count | null;
  readonly counted: WindowCounts | null;
  readonly named: boolean;
}

function Pair({ measure, reported, counted, named }: PairProperties): JSX.Element {
  const [frame, width] = useWidth<HTMLDivElement>(360);
  const ours = counted === null ? null : bounds(counted, measure);
  const most = Math.max(1, reported?.best ?? 0, ours?.best ?? 0);
  const room = Math.max(20, width - 84 - 72);
  const bar = (value: number): number => Math.max(value > 0 ? 2 : 0, (value / most) * room);
  const line = (y: number, words: string, kind: string, text: string, value: number): JSX.Element => (
    <g>
      <text class="pair-word" x="0" y={y + 10}>{words}</text>
      <rect class={kind} x="84.5" y={y + 0.5} width={bar(value)} height="11" />
      <text class="pair-figure" x={84 + bar(value) + 8} y={y + 10}>{text}</text>
    </g>
  );
  return (
    <div class="pair" ref={frame}>
      {named && <p class="note">{measure}</p>}
      <svg width={width} height="36" viewBox={`0 0 ${width} 36`} role="img" aria-label={`${measure}: reported ${written(reported)}, counted ${written(ours)}`}>
        {line(3, "Reported", "pair-reported", written(reported), reported?.best ?? 0)}
        {line(21, "Counted", "pair-counted", best(ours), ours?.best ?? 0)}
      </svg>
    </div>
  );
}
