/** The keys, in a dialog: `?` opens it. `/` goes to the search from anywhere. */

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

const KEYS: readonly (readonly [string, string])[] = [
  ["/", "search"],
  ["?", "these keys"],
  ["Tab", "header, sentence, map, table, corrections"],
  ["arrows on the map", "walk the countries by value; Enter opens one"],
  ["arrows on the timeline", "one day; with Shift one hour; PgUp and PgDn one window; End is live"],
  ["arrows on the chart", "walk the days or hours; Esc shows all again"],
  ["Esc", "close what is open"],
];

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || (target.matches("input, textarea, select") && !target.matches("[type=radio]")));
}

export function Keys(): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "?") dialog.current?.showModal();
      if (event.key === "/") {
        event.preventDefault();
        document.querySelector<HTMLButtonElement>(".search-open")?.click();
        document.querySelector<HTMLInputElement>("#search")?.focus();
      }
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  return (
    <dialog class="keys" ref={dialog} aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <dl>{KEYS.map(([key, does]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>)}</dl>
      <form method="dialog"><button class="button" type="submit">Close</button></form>
    </dialog>
  );
}
