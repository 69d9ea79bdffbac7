/** When to ask again: a count that rises with every change the event stream tells of. */

import { createStore } from "../state/store";

export const beat = createStore(0);

const GAP = 300; // ms; a burst of records becomes one request, and the page is still right within a second

let last = 0;
let waiting: ReturnType<typeof setTimeout> | undefined;

export function askAgain(): void {
  if (waiting !== undefined) return;
  waiting = setTimeout(
    () => {
      waiting = undefined;
      last = Date.now();
      beat.set((count) => count + 1);
    },
    Math.max(0, last + GAP - Date.now()),
  );
}
