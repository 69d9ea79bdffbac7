/** The scale in words: six classes, and the three things that are not a class. */

import type { JSX } from "preact";

import type { Measure, WindowName } from "../state/choice";
import { breaks, classLabels } from "./scale";

export function Legend({ measure, window }: { measure: Measure; window: WindowName }): JSX.Element {
  const labels = classLabels(breaks(measure, window));
  const long = labels.some((label) => label.length > 7);
  return (
    <ul class={long ? "legend long" : "legend"} aria-label="Colours of the map">
      {labels.map((label, index) => (
        <li key={index} class="step"><span class={`swatch m${index + 1}`} /><span>{label}</span></li>
      ))}
      <li class="apart"><span class="swatch zero" /><span>0</span></li>
      {measure !== "attacks" && <li class="apart"><span class="swatch unstated" /><span>no figure</span></li>}
      <li class="apart"><span class="swatch none" /><span>nothing on record</span></li>
    </ul>
  );
}
