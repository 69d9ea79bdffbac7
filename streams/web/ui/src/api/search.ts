/** What the search found, as one list: places, actors, incidents with the words that match. */

import type { Stretch } from "../parts/Fragment";
import { plural } from "../words/numbers";
import type { IncidentSummary } from "./types";

export interface SearchFragment {
  readonly text: string;
  readonly marks: readonly Stretch[];
}

export interface SearchAnswer {
  readonly places: readonly { readonly name: SearchFragment; readonly country: string; readonly country_name: string; readonly attacks: number }[];
  readonly actors: readonly { readonly name: SearchFragment; readonly attacks: number }[];
  readonly incidents: readonly { readonly incident: IncidentSummary; readonly matched: "place" | "actors" | "weapon" | "sentences"; readonly fragment: SearchFragment }[];
  readonly total: number;
}

export interface Hit {
  readonly key: string;
  readonly title: SearchFragment;
  /** What stands after a title: the country of a place. */
  readonly after: string;
  /** Its kind, or for an incident its day. */
  readonly kind: string;
  readonly when: string | null;
  readonly country: string | null;
  readonly incident: string | null;
  readonly query: string;
  readonly fragment: SearchFragment | null;
  /** Words of an article are set in serif, names are not. */
  readonly quoted: boolean;
}

const plain = (text: string): SearchFragment => ({ text, marks: [] });

export function hits(answer: SearchAnswer): Hit[] {
  return [
    ...answer.places.map((place): Hit => ({
      key: `place ${place.country} ${place.name.text}`, title: place.name, after: `, ${place.country_name}`, kind: `place, ${plural(place.attacks, "attack")}`,
      when: null, country: place.country, incident: null, query: place.name.text, fragment: null, quoted: false,
    })),
    ...answer.actors.map((actor): Hit => ({
      key: `actor ${actor.name.text}`, title: actor.name, after: "", kind: `actor, ${plural(actor.attacks, "attack")}`,
      when: null, country: null, incident: null, query: actor.name.text, fragment: null, quoted: false,
    })),
    ...answer.incidents.map(({ incident, matched, fragment }): Hit => ({
      key: incident.incident_id, title: plain(incident.place?.name ?? "Place not stated"), after: `, ${incident.name}`, kind: "incident",
      when: incident.occurred_at, country: incident.country, incident: incident.incident_id, query: "", fragment, quoted: matched === "sentences",
    })),
  ];
}
