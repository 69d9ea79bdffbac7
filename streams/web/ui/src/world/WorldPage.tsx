/** The overview: the finding, the map, the table, the corrections. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

import { paths } from "../api/paths";
import { useResource } from "../api/resource";
import type { CorrectionsAnswer, World } from "../api/types";
import { CatchingUp, Empty, Failed } from "../frame/States";
import { PastNote } from "../frame/Banner";
import { Footer } from "../frame/Footer";
import { Legend } from "../map/Legend";
import { WorldMap } from "../map/WorldMap";
import { NothingMatches } from "../pages/NothingMatches";
import { Filters } from "../parts/Filters";
import { Link } from "../parts/Link";
import { type Choice, WINDOW_WORDS, isFiltered } from "../state/choice";
import { connection } from "../state/live";
import { useStore } from "../state/store";
import { counted, countedRange, spanPhrase, value } from "../words/finding";
import { plural, whole } from "../words/numbers";
import { CorrectionLines } from "./CorrectionLines";
import { CountriesTable } from "./CountriesTable";
import { shown } from "./shown";

const CORRECTIONS = 12; // asked for, as those of one report are told together
const SHOWN = 6;

export function WorldPage({ choice }: { choice: Choice }): JSX.Element {
  const { data: world, error } = useResource<World>(paths.world(choice));
  const { data: corrections } = useResource<CorrectionsAnswer>(paths.corrections(null, choice, CORRECTIONS));
  const { state } = useStore(connection);
  const [hovered, setHovered] = useState<string | null>(null);
  useEffect(() => {
    shown.set(world?.countries ?? []);
    return () => shown.set([]);
  }, [world]);
  if (state === "catching up" || error?.status === 503) return <CatchingUp />;
  if (!world && error) return <Failed problem={error} />;
  if (world && world.articles === 0 && world.countries.length === 0 && !isFiltered(choice)) return <Empty />;
  const nothing = world !== undefined && world.countries.length === 0;
  const map = <WorldMap rows={world?.countries ?? null} measure={choice.measure} window={choice.window} hovered={hovered} onHover={setHovered} />;
  return (
    <main id="main" class="overview">
      <div class="finding">
        <Finding world={world} choice={choice} />
        <PastNote choice={choice} />
        {map}
        <Legend measure={choice.measure} window={choice.window} />
      </div>
      <section class="side" aria-labelledby="countries-title">
        <div class="section-head">
          <h2 id="countries-title">Countries</h2>
          <Filters choice={choice} />
        </div>
        {nothing ? <NothingMatches choice={choice} country={null} /> : world ? <CountriesTable world={world} choice={choice} hovered={hovered} onHover={setHovered} /> : <div class="table-space" />}
      </section>
      <section class="feed" aria-labelledby="corrections-title">
        <div class="section-head ruled">
          <h2 id="corrections-title">Corrections</h2>
          <p class="note">published figures that later reports changed{corrections && `; ${whole(corrections.total)} ${choice.window === "all" ? "in all" : `in these ${WINDOW_WORDS[choice.window]}`}`}</p>
          <Link to={{ name: "corrections" }} class="to-all">All corrections</Link>
        </div>
        {corrections && <CorrectionLines corrections={corrections.corrections} today={corrections.as_of} withCountry most={SHOWN} />}
        {corrections?.corrections.length === 0 && <p class="note">None in this window.</p>}
      </section>
      <Footer world={world} country={null} choice={choice} />
    </main>
  );
}

function Finding({ world, choice }: { world: World | undefined; choice: Choice }): JSX.Element {
  if (!world) return <><h1 class="pending">Counting</h1><p class="subtitle">Figures as soon as they are known.</p></>;
  const { total } = world;
  const places = world.countries.filter((row) => (value(row, choice.measure) ?? 0) > 0).length;
  const span = countedRange(total, choice.measure);
  const sum = value(total, choice.measure);
  return (
    <>
      <h1>{counted(total, choice.measure)} {span && <span class="h1-range">{span} </span>}{sum ? <span class={span ? "h1-range" : ""}>in {plural(places, "country", "countries")}</span> : null}</h1>
      <p class="subtitle">{spanPhrase(choice, world.as_of, total, total.before)}. <span class="wide-only">Each counts once, however many articles report it.</span></p>
    </>
  );
}
