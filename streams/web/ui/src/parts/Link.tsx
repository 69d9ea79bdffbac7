/** A link to a page of this view: an ordinary address, opened without loading the page again. */

import type { ComponentChildren, JSX } from "preact";

import type { Choice, Page } from "../state/choice";
import { addressOf, go, place } from "../state/place";
import { useStore } from "../state/store";

interface Properties {
  readonly to: Page;
  readonly changes?: Partial<Choice>;
  readonly class?: string;
  readonly current?: boolean;
  readonly children: ComponentChildren;
}

export function Link({ to, changes = {}, class: name, current = false, children }: Properties): JSX.Element {
  useStore(place); // the address holds the choice, so it follows it
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to, { sort: null, ...changes });
  };
  return (
    <a href={addressOf(to, changes)} class={name} onClick={open} aria-current={current ? "page" : undefined}>
      {children}
    </a>
  );
}
