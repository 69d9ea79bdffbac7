/** A figure of a table. One with a range is a button: low, high and how many state it, on hover and focus. */

import type { JSX } from "preact";

import { type Bounds, best, isExact, spoken, whole } from "../words/numbers";
import { clock } from "../words/time";
import { Changing, type Earlier, useEarlier } from "./Changing";
import { TIP_ID, hideTip, showTip } from "./tip";

interface Properties {
  readonly figure: Bounds;
  /** As in "Iraq, injured, 7 days". */
  readonly title: string;
  readonly of: string;
  readonly stated: number;
  readonly attacks: number;
}

export function Figure({ figure, title, of, stated, attacks }: Properties): JSX.Element {
  const text = best(figure);
  const { earlier } = useEarlier(text, of);
  if (isExact(figure)) {
    return <Changing text={text} of={of}>{figure.best === null ? <><span aria-hidden="true">{text}</span><span class="hidden">not stated</span></> : text}</Changing>;
  }
  const show = (event: Event): void => {
    if (event.currentTarget instanceof Element) showTip(event.currentTarget, <RangeTip {...{ figure, title, stated, attacks, earlier }} />);
  };
  return (
    <Changing text={text} of={of}>
      <button type="button" class="ranged" aria-label={spoken(figure)} aria-describedby={TIP_ID} onFocus={show} onMouseEnter={show} onClick={show} onBlur={hideTip} onMouseLeave={hideTip}>{text}</button>
    </Changing>
  );
}

function RangeTip({ figure, title, stated, attacks, earlier }: Omit<Properties, "of"> & { earlier: Earlier | null }): JSX.Element {
  return (
    <>
      <p class="tip-title"><b>{title}</b></p>
      <dl class="pairs">
        <div><dt>Best</dt><dd><b>{best(figure)}</b></dd></div>
        <div><dt>Low</dt><dd>{figure.low === null ? "? not bounded" : whole(figure.low)}</dd></div>
        <div><dt>High</dt><dd>{figure.high === null ? "? not bounded" : whole(figure.high)}</dd></div>
      </dl>
      <p class="tip-note">Stated by {whole(stated)} of {whole(attacks)} incidents.{earlier && ` Was ${earlier.text} until ${clock(earlier.until)} UTC.`}</p>
    </>
  );
}
