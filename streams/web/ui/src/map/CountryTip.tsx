/** What the map tells of a country under the pointer or the keyboard. */

import type { JSX } from "preact";

import type { Row } from "../api/types";
import { MEASURES, MEASURE_LABELS, WINDOW_WORDS, type WindowName } from "../state/choice";
import { bounds, change } from "../words/finding";
import { signed, written } from "../words/numbers";

export function CountryTip({ name, row, window }: { name: string; row: Row | undefined; window: WindowName }): JSX.Element {
  return (
    <>
      <p class="tip-title"><b>{name}</b> {row && <span class="quiet">{WINDOW_WORDS[window]}</span>}</p>
      {!row && <p>nothing on record</p>}
      {row && (
        <dl class="pairs">
          {MEASURES.map((measure) => {
            const difference = change(row, row.before, measure);
            return (
              <div key={measure}>
                <dt>{MEASURE_LABELS[measure]}</dt>
                <dd><b>{written(bounds(row, measure))}</b>{difference !== null && measure === "attacks" && ` (${signed(difference)})`}</dd>
              </div>
            );
          })}
        </dl>
      )}
    </>
  );
}
