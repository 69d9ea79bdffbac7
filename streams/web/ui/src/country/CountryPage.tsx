/** A country: windows side by side, chart, incidents; beside them what others state, places, corrections. */

import type { JSX } from "preact";
import { useEffect } from "preact/hooks";

import { paths } from "../api/paths";
import { useResource } from "../api/resource";
import type { CorrectionsAnswer, CountryAnswer, IncidentAnswer, IncidentsAnswer, PlacesAnswer } from "../api/types";
import { PastNote } from "../frame/Banner";
import { Footer } from "../frame/Footer";
import { CatchingUp, Failed } from "../frame/States";
import { countryName } from "../map/geography";
import { NothingMatches } from "../pages/NothingMatches";
import { usePages } from "../pages/usePages";
import { ExportMenu } from "../parts/ExportMenu";
import { Filters } from "../parts/Filters";
import { Link } from "../parts/Link";
import { type Choice, WINDOW_WORDS } from "../state/choice";
import { choose } from "../state/place";
import { connection } from "../state/live";
import { useStore } from "../state/store";
import { change, comparedPhrase, counted, countedRange, value } from "../words/finding";
import { plural } from "../words/numbers";
import { minuteUtc } from "../words/time";
import { CorrectionLines } from "../world/CorrectionLines";
import { DayChart } from "./DayChart";
import { IncidentList } from "./IncidentList";
import { PointMap } from "./PointMap";
import { Reported } from "./Reported";
import { WindowsTable } from "./WindowsTable";

const PAGE = 25;
const CORRECTIONS = 8;

interface Properties {
  readonly iso: string;
  readonly incident: string | null;
  readonly choice: Choice;
}

export function CountryPage({ iso, incident, choice }: Properties): JSX.Element {
  const { data, error } = useResource<CountryAnswer>(paths.country(iso, choice));
  const { state } = useStore(connection);
  if (state === "catching up" || error?.status === 503) return <CatchingUp />;
  if (!data) return error ? <Failed problem={error} /> : <main id="main" class="single" aria-busy="true"><h1>{countryName(iso)}</h1></main>;
  const window = data.windows[choice.window];
  return (
    <main id="main" class="country">
      <div class="country-main">
        <nav class="crumbs" aria-label="Where you are"><Link to={{ name: "world" }}>World</Link> <span aria-hidden="true">/</span> <bdi>{data.name}</bdi></nav>
        <Title data={data} choice={choice} />
        <PastNote choice={choice} />
        {window && <WindowsTable answer={data} choice={choice} />}
        <DayChart answer={data} choice={choice} />
        <Incidents country={data} incident={incident} choice={choice} />
      </div>
      <div class="country-side">
        <Reported answer={data} />
        <Where country={data} incident={incident} choice={choice} />
        <CountryCorrections country={data} choice={choice} />
      </div>
      <Footer country={iso} choice={choice} />
    </main>
  );
}

function Title({ data, choice }: { data: CountryAnswer; choice: Choice }): JSX.Element {
  const window = data.windows[choice.window];
  const range = countedRange(window.counts, choice.measure);
  const difference = change(window.counts, window.before, choice.measure);
  const now = value(window.counts, choice.measure) ?? 0;
  useEffect(() => {
    document.title = `${data.name}: ${counted(window.counts, choice.measure)} · streams`;
  });
  if (data.since === null) {
    return <div class="country-title"><h1><bdi>{data.name}</bdi>: nothing on record</h1><p class="subtitle">No report tells of an attack here.</p></div>;
  }
  return (
    <div class="country-title">
      <h1><bdi>{data.name}</bdi>: {counted(window.counts, choice.measure)} {range && <span class="h1-range">{range} </span>}{choice.window === "all" ? "on record" : `in ${WINDOW_WORDS[choice.window]}`}</h1>
      <p class="subtitle">
        to {minuteUtc(data.as_of)}{difference !== null && choice.window !== "all" && `; ${comparedPhrase(choice, difference, now)}`}
      </p>
    </div>
  );
}

function Incidents({ country, incident, choice }: { country: CountryAnswer; incident: string | null; choice: Choice }): JSX.Element {
  const iso = country.country;
  const { data, more, load } = usePages<IncidentsAnswer>(paths.incidents(iso, choice, PAGE), (cursor) => paths.incidents(iso, choice, PAGE, cursor));
  const list = [data, ...more].flatMap((page) => page?.incidents ?? []);
  return (
    <section aria-labelledby="incidents-title">
      <div class="section-head">
        <h2 id="incidents-title">Incidents</h2>
        {data && <p class="note">{data.total} {choice.window === "all" ? "on record" : `in ${WINDOW_WORDS[choice.window]}`}, newest first{choice.query && <>, about “<bdi>{choice.query}</bdi>” <button type="button" class="link" onClick={() => choose({ query: "" })}>Clear</button></>}</p>}
        <Filters choice={choice} />
        <ExportMenu country={iso} choice={choice} />
      </div>
      {data && (data.total === 0 ? <NothingMatches choice={choice} country={{ iso, name: country.name }} /> : <IncidentList incidents={list} open={incident} withCountry={false} />)}
      {load && <p><button type="button" class="button" onClick={load}>Show more</button></p>}
    </section>
  );
}

function Where({ country, incident, choice }: { country: CountryAnswer; incident: string | null; choice: Choice }): JSX.Element {
  const { data } = useResource<PlacesAnswer>(paths.places(country.country, choice));
  const { data: open } = useResource<IncidentAnswer>(incident ? paths.incident(incident) : null);
  return (
    <section aria-labelledby="where-title">
      <div class="section-head"><h2 id="where-title">Where</h2><p class="note">{choice.window === "all" ? "all on record" : WINDOW_WORDS[choice.window]}</p></div>
      <PointMap iso={country.country} places={data} open={incident ? (open?.incident.place ?? null) : null} />
    </section>
  );
}

function CountryCorrections({ country, choice }: { country: CountryAnswer; choice: Choice }): JSX.Element {
  const { data } = useResource<CorrectionsAnswer>(paths.corrections(country.country, choice, CORRECTIONS));
  return (
    <section aria-labelledby="corrections-title">
      <div class="section-head">
        <h2 id="corrections-title">Corrections</h2>
        <p class="note"><bdi>{country.name}</bdi>, {choice.window === "all" ? plural(data?.total ?? 0, "correction") : WINDOW_WORDS[choice.window]}</p>
        <Link to={{ name: "corrections" }} class="to-all">All</Link>
      </div>
      {data && <CorrectionLines corrections={data.corrections} today="" withCountry={false} />}
      {data?.corrections.length === 0 && <p class="note">None in this window.</p>}
    </section>
  );
}
