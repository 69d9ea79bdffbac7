/** What the figures mean, in short; docs/semantics.md says it in full. */

import type { JSX } from "preact";

export function MethodPage(): JSX.Element {
  return (
    <main id="main" class="prose">
      <h1>What a number means</h1>
      <p>News articles come in; what they assert is read from them by rules, with the sentence that says so kept beside every figure. Nothing here was checked against the world: it is what was reported and read.</p>
      <h2>Counted</h2>
      <p>An attack is a use of armed force that is reported to have happened, by any side. One attack counts once, however many articles report it, in the hour at which it happened (UTC). A threat, a plan, a drill or an anniversary is no attack; one that is only the occasion of other news moves no count.</p>
      <p>A window of 7 days holds the hours of the 7 days before its end. The change is against the window of the same length before it.</p>
      <h2>Injured and killed</h2>
      <p>Each figure has a low, a best and a high value. Not stated is no zero: it is written –, never added, and the sum says how many of the incidents state it. “At least 12” leaves the high value open: 12 (12–?). “Several” is read as 3 (2–?), “dozens” as 12 (12–?).</p>
      <p>Of several reports of one attack the newest that states a figure counts. Earlier figures stay with their reports, struck out.</p>
      <h2>Counted and reported</h2>
      <p>A total that someone states, such as “attacked 20 times since October”, is reported, not counted. It stands beside our count of the same time and is never added to it. The two need not count the same things.</p>
      <h2>Two incidents are one</h2>
      <p>Reports are taken as one attack where date, place, type, actors, weapon and figures agree well enough. When a later report shows that two were one, or that one did not happen, the correction says so.</p>
      <h2>As of</h2>
      <p>A time in the past shows what is known now about that time, not what was known then.</p>
      <h2>Map</h2>
      <p>Classes are fixed for each measure and window and are never computed from the data. Pale grey is on record with 0 in the window, hatching is attacks of which no report states the figure, an outline is nothing on record. Outlines: Natural Earth, which draws lines of actual control; no position is taken. Somaliland is drawn with Somalia, Northern Cyprus with Cyprus.</p>
      <h2>Data</h2>
      <p>Event types are ACLED's sub-event types, bounds are UCDP's low, best and high, countries are ISO 3166-1. Everything shown can be taken away as CSV with HXL hashtags, JSON or GeoJSON, and read from the <a href="/docs">API</a>.</p>
    </main>
  );
}
