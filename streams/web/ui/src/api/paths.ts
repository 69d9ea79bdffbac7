/** The API's addresses for a choice. */

import { writeMinimum } from "../state/address";
import type { Choice } from "../state/choice";

type Given = readonly (readonly [string, string | number | null])[];

function path(base: string, given: Given): string {
  const search = given
    .filter((pair): pair is readonly [string, string | number] => pair[1] !== null && pair[1] !== "")
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  return search ? `${base}?${search}` : base;
}

function filters(choice: Choice): Given {
  return [
    ["w", choice.window],
    ["as_of", choice.asOf],
    ...choice.types.map((type) => ["type", type] as const),
    ["min", choice.minimum ? writeMinimum(choice.minimum) : null],
    ["q", choice.query],
  ];
}

export const paths = {
  world: (choice: Choice): string => path("/api/world", filters(choice)),
  timeline: (country: string | null): string => path("/api/timeline", [["country", country], ["days", 120]]),
  country: (iso: string, choice: Choice): string => path(`/api/countries/${iso}`, filters({ ...choice, query: "" })),
  series: (iso: string, by: "day" | "hour", from: string, to: string, choice: Choice): string =>
    path(`/api/countries/${iso}/series`, [["by", by], ["from", from], ["to", to], ["as_of", choice.asOf]]),
  incidents: (country: string | null, choice: Choice, limit: number, cursor: string | null = null): string =>
    path("/api/incidents", [["country", country], ...filters(choice), ["limit", limit], ["cursor", cursor]]),
  incident: (id: string): string => `/api/incidents/${encodeURIComponent(id)}`,
  corrections: (country: string | null, choice: Choice, limit: number, cursor: string | null = null): string =>
    path("/api/corrections", [["country", country], ["w", choice.window], ["as_of", choice.asOf], ["limit", limit], ["cursor", cursor]]),
  places: (country: string, choice: Choice): string => path("/api/places", [["country", country], ...filters(choice)]),
  search: (words: string): string => path("/api/search", [["q", words]]),
  export: (format: "csv" | "json" | "geojson", country: string | null, choice: Choice): string =>
    path(`/api/export.${format}`, [["country", country], ...filters(choice)]),
};
