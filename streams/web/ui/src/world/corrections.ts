/** Corrections told together: what one report changed of one incident is one line. */

import type { Correction } from "../api/types";

export interface CorrectionLine {
  readonly id: string;
  readonly first: Correction;
  readonly figures: readonly Correction[];
  readonly kind: "changed" | "withdrawn" | "merged";
}

export function grouped(corrections: readonly Correction[]): CorrectionLine[] {
  const lines = new Map<string, Correction[]>();
  for (const one of corrections) {
    const key = JSON.stringify([one.incident_id, one.reported_at, one.article_id]);
    lines.set(key, [...(lines.get(key) ?? []), one]);
  }
  return [...lines.values()].flatMap((figures): CorrectionLine[] => {
    const gone = figures.find((one) => one.figure === "attacks");
    const first = gone ?? figures[0];
    if (!first) return [];
    const kind = !gone ? "changed" : gone.successor ? "merged" : "withdrawn";
    return [{ id: first.correction_id, first, figures: gone ? [gone] : figures, kind }];
  });
}

/** Why, as far as the record tells. */
export function cause(line: CorrectionLine): string {
  const who = line.first.source ?? "a report without a source";
  if (line.kind === "merged") return `${who} tells of the same attack`;
  if (line.kind === "withdrawn") return `${who} no longer says so`;
  if (line.figures.every((one) => one.old === null || (one.old.vague === true && one.new?.vague === false))) return `${who} gives a number`;
  if (line.figures.every((one) => one.new === null)) return `${who} no longer gives a number`;
  return `${who}, a later report`;
}
