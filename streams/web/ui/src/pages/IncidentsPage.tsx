/** Incidents of all countries, newest first, with search words and filters. */

import type { JSX } from "preact";

import { paths } from "../api/paths";
import { IncidentList } from "../country/IncidentList";
import type { IncidentsAnswer } from "../api/types";
import { PastNote } from "../frame/Banner";
import { Footer } from "../frame/Footer";
import { CatchingUp, Failed } from "../frame/States";
import { Filters } from "../parts/Filters";
import type { Choice } from "../state/choice";
import { choose } from "../state/place";
import { windowPhrase } from "../words/finding";
import { plural } from "../words/numbers";
import { minuteUtc } from "../words/time";
import { NothingMatches } from "./NothingMatches";
import { usePages } from "./usePages";

const PAGE = 50;

export function IncidentsPage({ incident, choice }: { incident: string | null; choice: Choice }): JSX.Element {
  const { data, error, more, load } = usePages<IncidentsAnswer>(paths.incidents(null, choice, PAGE), (cursor) => paths.incidents(null, choice, PAGE, cursor));
  if (!data) return error ? error.status === 503 ? <CatchingUp /> : <Failed problem={error} /> : <main id="main" class="single" aria-busy="true" />;
  return (
    <main id="main" class="single">
      <div class="section-head">
        <h1>{plural(data.total, "incident")}</h1>
        <Filters choice={choice} />
      </div>
      <p class="subtitle">
        {windowPhrase(choice.window)} to {minuteUtc(data.as_of)}, newest first
        {choice.query && <>, about “<bdi>{choice.query}</bdi>” <button type="button" class="link" onClick={() => choose({ query: "" })}>Clear the words</button></>}
      </p>
      <PastNote choice={choice} />
      {data.total === 0 ? <NothingMatches choice={choice} country={null} /> : <IncidentList incidents={[data, ...more].flatMap((page) => page.incidents)} open={incident} withCountry />}
      {load && <p><button type="button" class="button" onClick={load}>Show more</button></p>}
      <Footer country={null} choice={choice} />
    </main>
  );
}
