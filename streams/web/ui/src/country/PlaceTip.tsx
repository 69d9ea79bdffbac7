/** What the point map tells of a place under the pointer. */

import type { JSX } from "preact";

import { MEASURES, MEASURE_LABELS } from "../state/choice";
import { bounds } from "../words/finding";
import { written } from "../words/numbers";
import type { Dot } from "./dots";

export function PlaceTip({ dot }: { dot: Dot }): JSX.Element {
  return (
    <>
      <p class="tip-title"><b><bdi class="clip-2">{dot.name}</bdi></b>{dot.province && <span class="quiet"> province only</span>}</p>
      <dl class="pairs">{MEASURES.map((measure) => <div key={measure}><dt>{MEASURE_LABELS[measure]}</dt><dd><b>{written(bounds(dot.figures, measure))}</b></dd></div>)}</dl>
    </>
  );
}
