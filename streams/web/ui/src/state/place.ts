/** Where the reader is: page and choice, kept in the address bar. Choices replace the entry, pages push one. */

import { type Address, readAddress, writeAddress } from "./address";
import { DEFAULT_CHOICE, type Choice, type Page } from "./choice";
import { createStore } from "./store";

export const place = createStore<Address>(readAddress(location.pathname, location.search));

export function choose(changes: Partial<Choice>): void {
  const { page, choice } = place.get();
  const next = { ...choice, ...changes };
  history.replaceState(null, "", writeAddress(page, next));
  place.set({ page, choice: next, notices: [] });
}

/** Open or close an incident on this page. */
export function openIncident(incident: string | null): void {
  const { page, choice } = place.get();
  if (!("incident" in page)) return;
  const next = { ...page, incident };
  history.replaceState(null, "", writeAddress(next, choice));
  place.set({ page: next, choice, notices: [] });
}

export function go(page: Page, changes: Partial<Choice> = {}): void {
  const choice = { ...place.get().choice, ...changes };
  history.pushState(null, "", writeAddress(page, choice));
  place.set({ page, choice, notices: [] });
  window.scrollTo(0, 0);
}

/** The address of a page under the present choice; what is searched and sorted stays behind. */
export function addressOf(page: Page, changes: Partial<Choice> = {}): string {
  return writeAddress(page, { ...place.get().choice, sort: null, ...changes });
}

export function clearFilters(): void {
  choose({ types: DEFAULT_CHOICE.types, minimum: null, query: "" });
}

export function followHistory(): void {
  addEventListener("popstate", () => place.set(readAddress(location.pathname, location.search)));
}
