/** Every window side by side: best large, its range beside, below the change and how many incidents state it. */

import type { JSX } from "preact";

import type { CountryAnswer } from "../api/types";
import { Changing } from "../parts/Changing";
import { type Choice, MEASURES, MEASURE_LABELS, type Measure, WINDOWS, WINDOW_WORDS, type WindowName } from "../state/choice";
import { bounds, change } from "../words/finding";
import { best, range, signed, spoken, whole } from "../words/numbers";
import { dayAndYear } from "../words/time";

function below(answer: CountryAnswer, measure: Measure, window: WindowName, chosen: boolean): string {
  const { counts, before } = answer.windows[window];
  const difference = window === "all" ? null : change(counts, before, measure);
  const words = window === "24h" ? "24 h" : window.replace("d", " d");
  const moved = difference === null ? null : difference === 0 ? "no change" : chosen && measure === "attacks" ? `${signed(difference)} on the ${words} before` : signed(difference);
  if (measure === "attacks") return moved ?? "";
  if (counts.attacks === 0) return moved ?? "";
  const stated = `${moved !== null && !chosen ? "by" : "stated by"} ${whole(counts.stated[measure])} of ${whole(counts.attacks)}`;
  return moved === null ? stated : `${moved}, ${stated}`;
}

export function WindowsTable({ answer, choice }: { answer: CountryAnswer; choice: Choice }): JSX.Element {
  const heading = (window: WindowName): string => (window === "all" ? `All${answer.since ? `, since ${dayAndYear(answer.since)}` : ""}` : WINDOW_WORDS[window]);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Windows side by side">
      <table class="windows">
        <thead>
          <tr>
            <th scope="col" class="name-cell">Counted</th>
            {WINDOWS.map((window) => <th key={window} scope="col" class={window === choice.window ? "chosen" : ""}>{heading(window)}</th>)}
          </tr>
        </thead>
        <tbody>
          {MEASURES.map((measure) => (
            <tr key={measure}>
              <th scope="row" class="name-cell">{MEASURE_LABELS[measure]}</th>
              {WINDOWS.map((window) => {
                const figure = bounds(answer.windows[window].counts, measure);
                const span = range(figure);
                return (
                  <td key={window} class={window === choice.window ? "chosen" : ""}>
                    <span class="big"><Changing text={best(figure)} of={`${answer.country} ${window} ${choice.asOf}`}>{best(figure)}</Changing></span>
                    {span && <><span class="range" aria-hidden="true"> {span}</span><span class="hidden"> {spoken(figure)}</span></>}
                    <span class="below">{below(answer, measure, window, window === choice.window)}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
