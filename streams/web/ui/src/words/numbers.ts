/** How a figure is written and spoken. A dash is "not stated", a question mark an open bound; neither is ever 0. */

export interface Bounds {
  readonly low: number | null;
  readonly best: number | null;
  readonly high: number | null;
}

export const NOT_STATED = "–";
const MINUS = "−";
const THOUSANDS = new Intl.NumberFormat("en-US");

export function whole(value: number): string {
  return value < 0 ? MINUS + THOUSANDS.format(-value) : THOUSANDS.format(value);
}

export function signed(change: number): string {
  return change > 0 ? `+${whole(change)}` : whole(change);
}

const bound = (value: number | null): string => (value === null ? "?" : whole(value));

export function isExact(figure: Bounds): boolean {
  return figure.best === null || (figure.low === figure.best && figure.high === figure.best);
}

/** "(2–?)", or null where low, best and high are one. */
export function range(figure: Bounds | null): string | null {
  return figure === null || isExact(figure) ? null : `(${bound(figure.low)}–${bound(figure.high)})`;
}

export function best(figure: Bounds | null): string {
  return figure === null || figure.best === null ? NOT_STATED : whole(figure.best);
}

export function written(figure: Bounds | null): string {
  const bounds = range(figure);
  return bounds === null ? best(figure) : `${best(figure)} ${bounds}`;
}

/** What a screen reader says, and what stands struck out: "3 (2 to ?)". */
export function spoken(figure: Bounds | null): string {
  if (figure === null || figure.best === null) return "not stated";
  return isExact(figure) ? whole(figure.best) : `${whole(figure.best)} (${bound(figure.low)} to ${bound(figure.high)})`;
}

export function sameFigure(one: Bounds | null, other: Bounds | null): boolean {
  if (one === null || other === null) return one === other;
  return one.low === other.low && one.best === other.best && one.high === other.high;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${whole(count)} ${count === 1 ? one : many}`;
}

/** "4 more than", "no change against": the change in words, absolute. */
export function compared(now: number, before: number): string {
  if (now === before) return "as many as";
  return now > before ? `${whole(now - before)} more than` : `${whole(before - now)} fewer than`;
}
