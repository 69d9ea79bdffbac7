/** The one polite voice of the page: at most a summary each 30 s; a change of the connection speaks at once. */

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { changes, connection } from "../state/live";
import { useStore } from "../state/store";
import { place } from "../state/place";
import { changedPhrase } from "../words/finding";
import { shown } from "../world/shown";

const GAP = 30_000; // ms
const SETTLED = 1_000; // ms; by then the figures that changed have been asked for again
const CONNECTION_WORDS = { live: "Connected, live.", "catching up": "Catching up.", "not connected": "Not connected. Figures stay as they were." };

export function Announcer(): JSX.Element {
  const [said, setSaid] = useState("");
  const { state } = useStore(connection);
  const first = useRef(true);
  useEffect(() => {
    if (state === "connecting" || (first.current && state === "live")) {
      first.current = state === "connecting";
      return;
    }
    first.current = false;
    setSaid(CONNECTION_WORDS[state]);
  }, [state]);
  useEffect(() => {
    const countries = new Set<string>();
    let last = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const speak = (): void => {
      timer = undefined;
      last = Date.now();
      if (countries.size > 0) setSaid(changedPhrase(countries, shown.get(), place.get().choice.measure));
      countries.clear();
    };
    const stop = changes.listen(() => {
      for (const iso of changes.get().last?.countries ?? []) countries.add(iso);
      timer ??= setTimeout(speak, Math.max(SETTLED, last + GAP - Date.now()));
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return <div class="hidden" role="status" aria-live="polite">{said}</div>;
}
