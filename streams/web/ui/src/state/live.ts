/** What the event stream tells: is the view connected, how fresh is it, what has changed while we looked elsewhere. */

import { askAgain } from "../api/beat";
import { Link } from "../api/link";
import type { Message } from "../api/sse";
import { place } from "./place";
import { createStore } from "./store";

export interface Stage {
  readonly name: string;
  readonly records: number;
  readonly lag: number;
  /** When its newest record was made; null where there is none. */
  readonly newest: string | null;
}

export interface Progress {
  readonly topic: string;
  readonly done: number;
  readonly total: number;
}

export interface Status {
  readonly state: "live" | "catching up" | "not connected";
  readonly since: string;
  readonly newest: string | null;
  readonly lag: number;
  readonly stages: readonly Stage[];
  readonly progress: readonly Progress[];
  readonly seconds_left: number | null;
  readonly clock: "wall" | "event";
  readonly dead_letters: number;
  /** Why it is not connected, in a sentence. */
  readonly detail: string | null;
  readonly retry_at: string | null;
}

export interface Change {
  readonly countries: readonly string[];
  readonly incidents: readonly string[];
  readonly corrections: readonly string[];
}

export interface Connection {
  readonly state: "connecting" | "live" | "catching up" | "not connected";
  /** When the last word came, in milliseconds. */
  readonly since: number;
  readonly retryAt: number | null;
  readonly status: Status | null;
}

export const connection = createStore<Connection>({ state: "connecting", since: Date.now(), retryAt: null, status: null });
export const changes = createStore<{ readonly count: number; readonly last: Change | null }>({ count: 0, last: null });
/** Incidents that changed since the reader chose a time in the past. */
export const missed = createStore<ReadonlySet<string>>(new Set());

const NOTHING: Change = { countries: [], incidents: [], corrections: [] };

function told(message: Message): void {
  const said = JSON.parse(message.data) as unknown;
  if (message.event === "status") {
    const status = said as Status;
    const before = connection.get().state;
    const gone = status.state === "not connected"; // the view answers, its broker does not
    connection.set({
      state: status.state, status,
      since: gone ? Date.parse(status.since) : Date.now(),
      retryAt: gone && status.retry_at !== null ? Date.parse(status.retry_at) : null,
    });
    if (before !== status.state) askAgain();
  } else if (message.event === "change") {
    const change = { ...NOTHING, ...(said as Partial<Change>) };
    connection.set((current) => ({ ...current, since: Date.now() }));
    changes.set((current) => ({ count: current.count + 1, last: change }));
    if (place.get().choice.asOf !== null) missed.set((known) => new Set([...known, ...change.incidents]));
    askAgain();
  } else {
    askAgain(); // "reset" and whatever a newer view may say: what is shown may be old
  }
}

const link = new Link("/api/events", {
  opened: () => {
    connection.set((current) => ({ ...current, state: current.status?.state ?? "live", since: Date.now(), retryAt: null }));
    askAgain();
  },
  told,
  lost: (retryAt) => connection.set((current) => ({ ...current, state: "not connected", retryAt })),
});

export function connect(): void {
  link.start();
  place.listen(() => {
    if (place.get().choice.asOf === null && missed.get().size > 0) missed.set(new Set());
  });
  // Windows end with the hour also where no record comes.
  setInterval(() => {
    if (!document.hidden && connection.get().state === "live") askAgain();
  }, 60_000);
}

export function tryNow(): void {
  link.start();
}
