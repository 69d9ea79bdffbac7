/** What the figures are and are not, and how to take them away. */

import type { JSX } from "preact";

import { paths } from "../api/paths";
import type { World } from "../api/types";
import type { Choice } from "../state/choice";
import { whole } from "../words/numbers";
import { dayAndYear } from "../words/time";

interface Properties {
  readonly world?: World | undefined;
  readonly country: string | null;
  readonly choice: Choice;
}

export function Footer({ world, country, choice }: Properties): JSX.Element {
  const counted = world ? `Counted from ${whole(world.articles)} articles${world.since ? ` since ${dayAndYear(world.since)}` : ""}. ` : "";
  return (
    <footer class="footer">
      <p>{counted}What was reported and read here, not all that happened. Borders: Natural Earth, no position taken.</p>
      <ul aria-label="Export of what is shown">
        <li><a href={paths.export("csv", country, choice)} download>CSV</a></li>
        <li><a href={paths.export("json", country, choice)} download>JSON</a></li>
        <li><a href={paths.export("geojson", country, choice)} download>GeoJSON</a></li>
        <li><a href="/docs">API</a></li>
      </ul>
    </footer>
  );
}
