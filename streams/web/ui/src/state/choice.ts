/** What a reader can choose. One choice governs title, map, table and chart. */

export const MEASURES = ["attacks", "injured", "killed"] as const;
export type Measure = (typeof MEASURES)[number];

export const WINDOWS = ["24h", "7d", "30d", "365d", "all"] as const;
export type WindowName = (typeof WINDOWS)[number];

export const WINDOW_HOURS: Readonly<Record<WindowName, number>> = {
  "24h": 24, "7d": 168, "30d": 720, "365d": 8760, all: Number.POSITIVE_INFINITY,
};
export const WINDOW_LABELS: Readonly<Record<WindowName, string>> = {
  "24h": "24 h", "7d": "7 d", "30d": "30 d", "365d": "365 d", all: "All",
};
/** As in "in the 7 days to …". */
export const WINDOW_WORDS: Readonly<Record<WindowName, string>> = {
  "24h": "24 hours", "7d": "7 days", "30d": "30 days", "365d": "365 days", all: "all time",
};
export const MEASURE_LABELS: Readonly<Record<Measure, string>> = {
  attacks: "Attacks", injured: "Injured", killed: "Killed",
};

/** ACLED's sub-event types exactly as in the data: schemas/event.py, EventType. */
export const EVENT_TYPES = [
  "armed clash", "air/drone strike", "shelling/artillery/missile attack", "remote explosive/landmine/ied",
  "suicide bomb", "grenade", "chemical weapon", "attack", "abduction/forced disappearance", "sexual violence", "unknown",
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export const SORTS = ["country", "attacks", "change", "injured", "killed"] as const;
export type SortColumn = (typeof SORTS)[number];
export interface Sort {
  readonly column: SortColumn;
  readonly descending: boolean;
}

export interface Minimum {
  readonly figure: Measure;
  readonly least: number;
}

export interface Choice {
  readonly measure: Measure;
  readonly window: WindowName;
  /** Null is live. */
  readonly asOf: string | null;
  /** Null follows the measure. */
  readonly sort: Sort | null;
  readonly types: readonly EventType[];
  readonly minimum: Minimum | null;
  readonly query: string;
}

export const DEFAULT_CHOICE: Choice = {
  measure: "attacks", window: "7d", asOf: null, sort: null, types: [], minimum: null, query: "",
};

export type Page =
  | { readonly name: "world" }
  | { readonly name: "country"; readonly iso: string; readonly incident: string | null }
  | { readonly name: "incidents"; readonly incident: string | null }
  | { readonly name: "corrections" }
  | { readonly name: "method" }
  | { readonly name: "missing"; readonly path: string };

export function isFiltered(choice: Choice): boolean {
  return choice.types.length > 0 || choice.minimum !== null || choice.query !== "";
}

export function sortOf(choice: Choice): Sort {
  return choice.sort ?? { column: choice.measure, descending: true };
}
