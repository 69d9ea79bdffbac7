/** What the API answers: the shapes of schemas/view/, as far as the page reads them. */

import type { EventType, Measure, WindowName } from "../state/choice";
import type { Bounds } from "../words/numbers";

export interface Count extends Bounds {
  readonly best: number;
  readonly vague?: boolean;
}

export interface Stated {
  readonly injured: number;
  readonly killed: number;
}

export interface Figures {
  readonly attacks: number;
  readonly injured: Bounds;
  readonly killed: Bounds;
}

export interface WindowCounts extends Figures {
  readonly stated: Stated;
}

interface Answer {
  readonly as_of: string;
  readonly live: boolean;
}

export interface Row extends WindowCounts {
  readonly country: string;
  readonly name: string;
  readonly before: Figures | null;
  /** Thirty stretches of 24 h, oldest first; null is attacks of which none states the figure. */
  readonly spark: Readonly<Record<Measure, readonly (number | null)[]>>;
}

export interface World extends Answer {
  readonly window: WindowName;
  readonly total: Row;
  readonly countries: readonly Row[];
  readonly since: string | null;
  readonly articles: number;
}

export interface TimelineDay {
  readonly day: string;
  readonly attacks: number;
  readonly injured_best: number | null;
  readonly killed_best: number | null;
}

export interface Timeline extends Answer {
  readonly start: string;
  readonly days: readonly TimelineDay[];
}

export interface ReportedFigure {
  readonly since: string | null;
  readonly as_of: string;
  readonly attacks: Count | null;
  readonly injured: Count | null;
  readonly killed: Count | null;
  readonly source: string | null;
  readonly article_id: string;
  readonly event_id: string;
  readonly scope: string | null;
  readonly total: {
    readonly countries: readonly string[];
    readonly attacks: Count | null;
    readonly injured: Count | null;
    readonly killed: Count | null;
  } | null;
  readonly evidence: string | null;
  readonly counted: WindowCounts | null;
}

export interface CountryAnswer extends Answer {
  readonly country: string;
  readonly name: string;
  readonly windows: Readonly<Record<WindowName, { readonly counts: WindowCounts; readonly before: Figures | null }>>;
  readonly since: string | null;
  readonly reported: readonly ReportedFigure[];
}

export interface Point extends Figures {
  readonly start: string;
  readonly stated: Stated;
}

export interface Series extends Answer {
  readonly by: "day" | "hour";
  readonly points: readonly Point[];
}

export interface Place {
  readonly name: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly geo_precision: 1 | 2 | 3;
}

export interface IncidentSummary {
  readonly incident_id: string;
  readonly country: string;
  readonly name: string;
  readonly event_type: EventType;
  readonly place: Place | null;
  readonly occurred_at: string;
  readonly time_precision: 1 | 2 | 3;
  readonly attacker: string | null;
  readonly target: string | null;
  readonly weapon: string | null;
  readonly claimed_by: string | null;
  readonly injured: Count | null;
  readonly killed: Count | null;
  readonly reports: number;
}

export interface IncidentsAnswer extends Answer {
  readonly incidents: readonly IncidentSummary[];
  readonly next_cursor: string | null;
  readonly total: number;
}

export interface Evidence {
  readonly sentence: string;
  readonly start: number;
  readonly end: number;
}

export interface Report {
  readonly event_id: string;
  readonly article_id: string;
  readonly reported_at: string;
  readonly source: string | null;
  readonly title: string | null;
  readonly url: string | null;
  readonly injured: Count | null;
  readonly killed: Count | null;
  readonly evidence: readonly Evidence[];
  readonly evidence_total: number;
}

/** A figure that a report stated, and until when it was the incident's. */
export interface Statement {
  readonly value: Count;
  readonly event_id: string;
  readonly since: string;
  readonly until: string | null;
}

export interface IncidentAnswer extends Answer {
  readonly incident: Omit<IncidentSummary, "reports" | "name"> & { readonly reports: readonly Report[] };
  readonly name: string;
  readonly history: { readonly injured: readonly Statement[]; readonly killed: readonly Statement[] };
}

export interface Correction {
  readonly correction_id: string;
  readonly country: string;
  readonly name: string;
  readonly incident_id: string;
  readonly successor: string | null;
  readonly article_id: string;
  readonly figure: Measure;
  readonly old: Count | null;
  readonly new: Count | null;
  readonly occurred_at: string;
  readonly reported_at: string;
  readonly place: string | null;
  readonly source: string | null;
  readonly title: string | null;
  readonly url: string | null;
}

export interface CorrectionsAnswer extends Answer {
  readonly corrections: readonly Correction[];
  readonly next_cursor: string | null;
  readonly total: number;
}

export interface PlaceProperties extends Figures {
  readonly name: string;
  readonly geo_precision: 1 | 2 | 3;
}

export interface PlacesAnswer extends Answer {
  readonly features: readonly {
    readonly geometry: { readonly coordinates: readonly [number, number] };
    readonly properties: PlaceProperties;
  }[];
  readonly country_only: number;
}
