/** All corrections of the window, newest first. */

import type { JSX } from "preact";

import { paths } from "../api/paths";
import type { CorrectionsAnswer } from "../api/types";
import { PastNote } from "../frame/Banner";
import { CatchingUp, Failed } from "../frame/States";
import type { Choice } from "../state/choice";
import { windowPhrase } from "../words/finding";
import { plural } from "../words/numbers";
import { minuteUtc } from "../words/time";
import { CorrectionLines } from "../world/CorrectionLines";
import { usePages } from "./usePages";

const PAGE = 50;

export function CorrectionsPage({ choice }: { choice: Choice }): JSX.Element {
  const { data, error, more, load } = usePages<CorrectionsAnswer>(paths.corrections(null, choice, PAGE), (cursor) => paths.corrections(null, choice, PAGE, cursor));
  if (!data) return error ? error.status === 503 ? <CatchingUp /> : <Failed problem={error} /> : <main id="main" class="single" aria-busy="true" />;
  return (
    <main id="main" class="single">
      <h1>{plural(data.total, "correction")}</h1>
      <p class="subtitle">Published figures that later reports changed, {windowPhrase(choice.window)} to {minuteUtc(data.as_of)}, newest first.</p>
      <PastNote choice={choice} />
      <CorrectionLines corrections={[data, ...more].flatMap((page) => page.corrections)} today={data.as_of} withCountry />
      {data.total === 0 && <p>None in this window.</p>}
      {load && <p><button type="button" class="button" onClick={load}>Show more</button></p>}
    </main>
  );
}
