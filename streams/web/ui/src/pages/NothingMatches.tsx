/** Nothing matches: says what was sought, how much a longer window holds, and how to go on. */

import type { JSX } from "preact";

import { paths } from "../api/paths";
import { useResource } from "../api/resource";
import type { IncidentsAnswer } from "../api/types";
import { type Choice, WINDOWS, WINDOW_WORDS, type WindowName, isFiltered } from "../state/choice";
import { choose, clearFilters } from "../state/place";
import { soughtPhrase, windowPhrase } from "../words/finding";
import { whole } from "../words/numbers";
import { minuteUtc } from "../words/time";

export function NothingMatches({ choice, country }: { choice: Choice; country: { iso: string; name: string } | null }): JSX.Element {
  const longer = WINDOWS.slice(WINDOWS.indexOf(choice.window) + 1).filter((window) => window !== "all" || choice.window !== "all");
  const [next, after] = longer;
  const first = useTotal(next ?? null, choice, country?.iso ?? null);
  const second = useTotal(after ?? null, choice, country?.iso ?? null);
  const end = first?.as_of ?? choice.asOf;
  const words = (window: WindowName): string => (window === "all" ? "in all" : `in ${WINDOW_WORDS[window]}`);
  const known = [next && first ? `${whole(first.total)} ${words(next)}` : null, after && second ? `${whole(second.total)} ${words(after)}` : null].filter((text) => text !== null);
  return (
    <div class="nothing">
      <p><b>{soughtPhrase(choice, country?.name ?? null)} {windowPhrase(choice.window)}{end ? ` to ${minuteUtc(end)}` : ""}.</b></p>
      {known.length > 0 && <p class="note">{known.join(", ")}.</p>}
      <p class="actions">
        {next && <button type="button" class="button" onClick={() => choose({ window: next })}>Show {WINDOW_WORDS[next]}</button>}
        {isFiltered(choice) && <button type="button" class="button" onClick={clearFilters}>Clear the filter</button>}
      </p>
    </div>
  );
}

function useTotal(window: WindowName | null, choice: Choice, country: string | null): IncidentsAnswer | undefined {
  return useResource<IncidentsAnswer>(window === null ? null : paths.incidents(country, { ...choice, window }, 1)).data;
}
