/** Countries for the map and its labels: ISO code, name, a point. Source: npm world-countries. */

import countries from "world-countries";

/** Natural Earth's shapes without an ISO number, and whose figure they take. An open choice: docs, "Borders". */
const WITHOUT_NUMBER: Readonly<Record<string, string>> = { Kosovo: "XKX", Somaliland: "SOM", "N. Cyprus": "CYP" };

/** Where the package's name is another than that of streams/web/names.py, which list, search and export have. */
const NAMES: Readonly<Record<string, string>> = {
  ATF: "French Southern Territories",
  BLM: "St. Barthélemy",
  CCK: "Cocos Islands",
  COG: "Congo",
  KNA: "St. Kitts and Nevis",
  LCA: "St. Lucia",
  MAC: "Macao",
  MAF: "St. Martin",
  SGS: "South Georgia and South Sandwich Islands",
  SHN: "St. Helena",
  SPM: "St. Pierre and Miquelon",
  VCT: "St. Vincent and Grenadines",
  VIR: "U.S. Virgin Islands",
};

export interface KnownCountry {
  readonly iso: string;
  readonly name: string;
  readonly longitude: number;
  readonly latitude: number;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

export const COUNTRIES: readonly KnownCountry[] = countries.map((country) => ({
  iso: country.cca3 === "UNK" ? "XKX" : country.cca3, // the project's code of Kosovo: seeds/gazetteer/countries.tsv
  name: NAMES[country.cca3] ?? country.name.common,
  latitude: rounded(country.latlng[0] ?? 0),
  longitude: rounded(country.latlng[1] ?? 0),
}));

const BY_NUMBER = new Map(countries.map((country) => [country.ccn3, country.cca3 === "UNK" ? "XKX" : country.cca3]));

/** The ISO code of a shape of world-atlas, null for the few that belong to nobody. */
export function isoOf(id: string | number | undefined, name: string): string | null {
  const own = WITHOUT_NUMBER[name];
  if (own) return own;
  return id === undefined ? null : (BY_NUMBER.get(String(id).padStart(3, "0")) ?? null);
}
