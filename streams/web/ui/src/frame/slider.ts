/** Where a key moves the slider of `as of`. */

import { DAY, HOUR } from "../words/time";

export interface Track {
  readonly from: number;
  readonly now: number;
  readonly start: number;
  /** Of the chosen window. */
  readonly hours: number;
}

/** The moment that a key asks for; null is live, undefined is no such key. */
export function movedBy(key: string, shift: boolean, { from, now, start, hours }: Track): number | null | undefined {
  const step = shift ? HOUR : DAY;
  const page = (Number.isFinite(hours) ? hours : 8760) * HOUR;
  const moves: Record<string, number> = { ArrowLeft: -step, ArrowDown: -step, ArrowRight: step, ArrowUp: step, PageDown: -page, PageUp: page };
  if (key === "End") return null;
  if (key === "Home") return start;
  const move = moves[key];
  if (move === undefined) return undefined;
  const next = Math.max(start, from + move);
  return next >= now ? null : next;
}
