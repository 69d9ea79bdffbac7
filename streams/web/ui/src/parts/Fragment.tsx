/** Text with marked stretches, given as offsets. Text from articles is data: it only ever becomes text nodes. */

import type { JSX } from "preact";

export type Stretch = readonly [start: number, end: number];

/** Offsets count code points, as Python's do; JavaScript's strings count UTF-16 units. */
export function pieces(text: string, marks: readonly Stretch[]): { text: string; marked: boolean }[] {
  const points = [...text];
  const found: { text: string; marked: boolean }[] = [];
  let last = 0;
  for (const [start, end] of [...marks].sort((one, other) => one[0] - other[0])) {
    if (start < last || end <= start || end > points.length) continue;
    if (start > last) found.push({ text: points.slice(last, start).join(""), marked: false });
    found.push({ text: points.slice(start, end).join(""), marked: true });
    last = end;
  }
  if (last < points.length) found.push({ text: points.slice(last).join(""), marked: false });
  return found;
}

export function Marked({ text, marks }: { text: string; marks: readonly Stretch[] }): JSX.Element {
  return <>{pieces(text, marks).map((piece, index) => (piece.marked ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>))}</>;
}
