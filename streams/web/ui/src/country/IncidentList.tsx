/** Incidents, one line each; a line opens to its figures and the sentences that say so. */

import { Fragment, type JSX } from "preact";

import type { IncidentSummary } from "../api/types";
import { Link } from "../parts/Link";
import { ChevronRight } from "../parts/icons";
import { openIncident } from "../state/place";
import { best, sameFigure, spoken, whole, written } from "../words/numbers";
import { local, occurred } from "../words/time";
import { IncidentDetail } from "./IncidentDetail";

interface Properties {
  readonly incidents: readonly IncidentSummary[];
  readonly open: string | null;
  readonly withCountry: boolean;
}

export function IncidentList({ incidents, open, withCountry }: Properties): JSX.Element {
  const missing = open !== null && !incidents.some((one) => one.incident_id === open);
  return (
    <>
      {missing && <section class="lone" aria-label="The incident of this link"><IncidentDetail id={open} withTitle /><p><button type="button" class="link" onClick={() => openIncident(null)}>Close</button></p></section>}
      <table class="incidents">
        <caption class="hidden">Incidents, newest first</caption>
        <thead>
          <tr>
            <th scope="col"><span class="hidden">Open</span></th><th scope="col">Date</th>{withCountry && <th scope="col">Country</th>}
            <th scope="col" class="type-cell">Type</th><th scope="col">Place</th><th scope="col" class="who-cell">Attacker <span aria-hidden="true">→</span><span class="hidden">and</span> target</th>
            <th scope="col" class="figure-cell">Injured</th><th scope="col" class="figure-cell">Killed</th><th scope="col" class="figure-cell reports-cell">Reports</th>
          </tr>
        </thead>
        <tbody>
          {incidents.map((incident) => (
            <Fragment key={incident.incident_id}>
              <Line incident={incident} open={open === incident.incident_id} withCountry={withCountry} />
              {open === incident.incident_id && <tr class="detail-row"><td colSpan={withCountry ? 9 : 8}><IncidentDetail id={incident.incident_id} withTitle={false} /></td></tr>}
            </Fragment>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Figure({ figure }: { figure: IncidentSummary["injured"] }): JSX.Element {
  if (figure === null) return <><span aria-hidden="true">–</span><span class="hidden">not stated</span></>;
  return sameFigure(figure, { low: figure.best, best: figure.best, high: figure.best }) ? <b>{best(figure)}</b> : <b><span aria-hidden="true">{written(figure)}</span><span class="hidden">{spoken(figure)}</span></b>;
}

function Line({ incident, open, withCountry }: { incident: IncidentSummary; open: boolean; withCountry: boolean }): JSX.Element {
  const toggle = (): void => openIncident(open ? null : incident.incident_id);
  const when = occurred(incident.occurred_at, incident.time_precision);
  const place = incident.place?.name ?? "not stated";
  const press = (event: MouseEvent): void => {
    if (event.target instanceof Element && !event.target.closest("a, button") && !getSelection()?.toString()) toggle();
  };
  return (
    <tr class={open ? "incident open" : "incident"} onClick={press}>
      <td class="open-cell"><button type="button" class="bare opener" aria-expanded={open} aria-label={`${when}, ${incident.event_type}, ${place.slice(0, 80)}`} onClick={toggle}><ChevronRight /></button></td>
      <td class="date-cell"><time dateTime={incident.occurred_at} title={local(incident.occurred_at)}>{when}</time></td>
      {withCountry && <td class="country-cell"><Link to={{ name: "country", iso: incident.country, incident: null }}><bdi>{incident.name}</bdi></Link></td>}
      <td class="type-cell">{incident.event_type.split("/").map((part, index) => <Fragment key={part}>{index > 0 && <>/<wbr /></>}{part}</Fragment>)}</td>
      <td class="place-cell"><bdi class={incident.place ? "clip-2" : "clip-2 quiet"}>{place}</bdi></td>
      <td class="who-cell"><span class="clip-2"><bdi>{incident.attacker ?? "Unknown"}</bdi> <span aria-hidden="true">→</span><span class="hidden">against</span> <bdi>{incident.target ?? "not stated"}</bdi></span></td>
      <td class="figure-cell"><Figure figure={incident.injured} /></td>
      <td class="figure-cell"><Figure figure={incident.killed} /></td>
      <td class="figure-cell reports-cell quiet">{whole(incident.reports)}</td>
    </tr>
  );
}
