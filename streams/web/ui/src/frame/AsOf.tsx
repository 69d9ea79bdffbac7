/** The field of `as of`: typed in words or ISO, or picked from the browser's calendar. UTC. */

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { CalendarIcon } from "../parts/icons";
import type { Choice } from "../state/choice";
import { choose } from "../state/place";
import { local, minute, parseMoment, toAddress } from "../words/time";

export function AsOf({ now, choice }: { now: string | null; choice: Choice }): JSX.Element {
  const shown = choice.asOf ?? now;
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setTyped(null);
    setWrong(false);
  }, [choice.asOf]);
  const take = (text: string): void => {
    const moment = parseMoment(text);
    setWrong(moment === null);
    if (!moment) return;
    setTyped(null);
    choose({ asOf: now !== null && moment.getTime() >= Date.parse(now) ? null : toAddress(moment) });
  };
  return (
    <form class={choice.asOf === null ? "as-of" : "as-of past"} onSubmit={(event) => { event.preventDefault(); if (typed !== null) take(typed); }}>
      <button type="button" class="bare" aria-label="Pick a day" onClick={() => picker.current?.showPicker()}><CalendarIcon /></button>
      <input
        ref={picker} class="picker" type="datetime-local" tabIndex={-1} aria-hidden="true" value={shown ? toAddress(shown).slice(0, 16) : ""}
        onChange={(event) => take(event.currentTarget.value)}
      />
      <input
        class="moment" type="text" aria-label="As of, UTC" aria-invalid={wrong} aria-describedby={wrong ? "as-of-wrong" : undefined} spellcheck={false} autocomplete="off"
        title={shown ? local(shown) : ""} value={typed ?? (shown ? minute(shown) : "")}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => { if (typed !== null && typed.trim() === "") setTyped(null); else if (typed !== null) take(typed); }}
        onKeyDown={(event) => { if (event.key === "Escape") { setTyped(null); setWrong(false); } }}
      />
      <span class="utc">UTC</span>
      {wrong && <span id="as-of-wrong" class="popover field-note" role="alert">A time such as 22 Nov 2023, 06:41</span>}
    </form>
  );
}
