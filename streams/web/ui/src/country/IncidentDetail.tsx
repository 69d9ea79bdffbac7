/** One incident opened: its figures with the letters of the reports, earlier figures struck, and what the reports say. */

import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";

import { paths } from "../api/paths";
import { useResource } from "../api/resource";
import type { IncidentAnswer, Report, Statement } from "../api/types";
import { shortened } from "../api/words";
import { Marked } from "../parts/Fragment";
import { Outside } from "../parts/Outside";
import { best, range, spoken, whole } from "../words/numbers";
import { minuteUtc, occurred, occurredInFull } from "../words/time";
import { type Lettered, figureMarks, lettered } from "./evidence";

const PRECISION: Readonly<Record<number, string>> = { 1: "named place", 2: "province only", 3: "country only" };
const TIME_PRECISION: Readonly<Record<number, string>> = { 1: "day known", 2: "week known", 3: "month known" };

export function IncidentDetail({ id, withTitle }: { id: string; withTitle: boolean }): JSX.Element {
  const { data, error, waiting } = useResource<IncidentAnswer>(paths.incident(id));
  if (error && !data) return <p class="detail-note">{error.status === 404 ? "This incident is not there any more: it was withdrawn, or became one with another. The corrections say which." : error.message}</p>;
  if (!data || waiting) return <div class="detail" aria-busy="true" />;
  const { incident } = data;
  const { stating, silent } = lettered(incident.reports);
  const letters = new Map(stating.map(({ report, letter }) => [report.event_id, letter]));
  const fact = (name: string, text: string | null): JSX.Element => <Fact name={name}>{text === null ? <span class="quiet">– not stated</span> : <bdi class="clip-4">{text}</bdi>}</Fact>;
  return (
    <div class="detail">
      {withTitle && <h3 class="detail-title">{occurred(incident.occurred_at, incident.time_precision)}, {incident.event_type}, <bdi>{incident.place?.name ?? "place not stated"}</bdi></h3>}
      <dl class="facts">
        <Fact name="Injured"><Figures history={data.history.injured} letters={letters} /></Fact>
        <Fact name="Killed"><Figures history={data.history.killed} letters={letters} /></Fact>
        {fact("Attacker", incident.attacker)}
        {fact("Target", incident.target)}
        {fact("Weapon", incident.weapon)}
        {incident.claimed_by !== null && fact("Claimed by", incident.claimed_by)}
        {fact("Where", incident.place ? `${incident.place.name} (${PRECISION[incident.place.geo_precision]})` : null)}
        {fact("When", `${occurredInFull(incident.occurred_at, incident.time_precision)}, ${TIME_PRECISION[incident.time_precision]}`)}
      </dl>
      <div class="sayings">
        <h3>What the reports say</h3>
        {stating.map((one) => <Saying key={one.report.event_id} {...one} />)}
        {silent.length > 0 && <Silent reports={silent} alone={stating.length === 0} />}
      </div>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

function Letter({ letter }: { letter: string | undefined }): JSX.Element | null {
  return letter === undefined ? null : <a class="letter" href={`#report-${letter}`} aria-label={`report ${letter}`} onClick={(event) => { event.preventDefault(); document.getElementById(`report-${letter}`)?.focus(); }}>{letter}</a>;
}

/** The figure that counts, then the earlier ones, struck, until when. */
function Figures({ history, letters }: { history: readonly Statement[]; letters: ReadonlyMap<string, string> }): JSX.Element {
  const current = history.find((one) => one.until === null);
  const earlier = history.filter((one) => one.until !== null).sort((one, other) => (other.until ?? "").localeCompare(one.until ?? ""));
  if (!current && earlier.length === 0) return <span class="quiet">– not stated in any report</span>;
  return (
    <>
      {current ? <span class="current-figure"><b class="big">{best(current.value)}</b> {range(current.value) && <span class="range">{range(current.value)}</span>} <Letter letter={letters.get(current.event_id)} /></span> : <span class="quiet">–</span>}
      {earlier.map((one) => (
        <span key={one.event_id + (one.until ?? "")} class="earlier-figure"><del><span class="hidden">was </span>{spoken(one.value)}</del> <Letter letter={letters.get(one.event_id)} /> until {minuteUtc(one.until ?? "")}</span>
      ))}
    </>
  );
}

function Source({ report }: { report: Report }): JSX.Element {
  return (
    <p class="source">
      <bdi>{shortened(report.source ?? "source not stated")}</bdi>, <time dateTime={report.reported_at}>{minuteUtc(report.reported_at)}</time>{report.title || report.url ? ": " : ""}
      <Outside url={report.url}><bdi>{shortened(report.title ?? (report.url ? "article" : ""))}</bdi></Outside>
    </p>
  );
}

function Saying({ report, letter }: Lettered): JSX.Element {
  const missing = report.evidence_total - report.evidence.length;
  return (
    <div class="saying" id={`report-${letter}`} tabIndex={-1}>
      <span class="letter" aria-label={`report ${letter}`} role="img">{letter}</span>
      <div>
        <blockquote>
          {report.evidence.map((one) => <p key={`${one.start}-${one.end}`} class="quote">“<bdi><Marked text={one.sentence} marks={figureMarks(one.sentence, [report.injured, report.killed])} /></bdi>”</p>)}
        </blockquote>
        <Source report={report} />
        {missing > 0 && <p class="source">and {whole(missing)} more {missing === 1 ? "sentence" : "sentences"} of this article</p>}
      </div>
    </div>
  );
}

function Silent({ reports, alone }: { reports: readonly Report[]; alone: boolean }): JSX.Element {
  const [shown, setShown] = useState(alone);
  const first = reports[0];
  return (
    <div class="silent">
      {!alone && (
        <p>
          <button type="button" class="link" aria-expanded={shown} onClick={() => setShown(!shown)}>{whole(reports.length)} more {reports.length === 1 ? "report" : "reports"}</button>{" "}
          <span class="note">{reports.length === 1 && first ? <>states no figures: <bdi>{shortened(first.source ?? "source not stated")}</bdi>, {minuteUtc(first.reported_at)}</> : "state no figures"}</span>
        </p>
      )}
      {shown && reports.map((report) => (
        <div key={report.event_id} class="saying">
          <span />
          <div>
            <blockquote>{report.evidence.map((one) => <p key={`${one.start}-${one.end}`} class="quote">“<bdi>{one.sentence}</bdi>”</p>)}</blockquote>
            <Source report={report} />
          </div>
        </div>
      ))}
    </div>
  );
}
