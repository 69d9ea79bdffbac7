/** The address bar holds the state. Defaults are left out; a value that is not known falls back and says so. */

import { at, parseMoment, toAddress } from "../words/time";
import {
  DEFAULT_CHOICE, EVENT_TYPES, MEASURES, SORTS, WINDOWS,
  type Choice, type EventType, type Minimum, type Page, type Sort,
} from "./choice";

export interface Address {
  readonly page: Page;
  readonly choice: Choice;
  /** Sentences about what was not understood. */
  readonly notices: readonly string[];
}

const LONGEST_QUERY = 200;

export function readAddress(path: string, search: string): Address {
  const given = new URLSearchParams(search);
  const notices: string[] = [];
  const oneOf = <T extends string>(name: string, allowed: readonly T[], otherwise: T): T => {
    const value = given.get(name);
    if (value === null) return otherwise;
    if ((allowed as readonly string[]).includes(value)) return value as T;
    notices.push(`“${clip(value)}” is no ${name === "m" ? "measure" : "window"}; showing ${otherwise}.`);
    return otherwise;
  };
  const choice: Choice = {
    measure: oneOf("m", MEASURES, DEFAULT_CHOICE.measure),
    window: oneOf("w", WINDOWS, DEFAULT_CHOICE.window),
    asOf: readMoment(given.get("as_of"), notices),
    sort: readSort(given.get("sort"), notices),
    types: readTypes(given.getAll("type"), notices),
    minimum: readMinimum(given.get("min"), notices),
    query: (given.get("q") ?? "").slice(0, LONGEST_QUERY),
  };
  return { page: readPage(path, given.get("i")), choice, notices };
}

function readPage(path: string, incident: string | null): Page {
  const country = /^\/c\/([A-Za-z]{3})\/?$/.exec(path);
  if (country?.[1]) return { name: "country", iso: country[1].toUpperCase(), incident };
  switch (path.replace(/\/$/, "")) {
    case "":
      return { name: "world" };
    case "/incidents":
      return { name: "incidents", incident };
    case "/corrections":
      return { name: "corrections" };
    case "/method":
      return { name: "method" };
    default:
      return { name: "missing", path };
  }
}

function readMoment(value: string | null, notices: string[]): string | null {
  if (value === null) return null;
  const moment = parseMoment(value.replace(/ (\d\d:?\d\d)$/, "+$1")); // a bare + in an address reads as a space
  if (moment) return toAddress(moment);
  notices.push(`“${clip(value)}” is no time; showing live.`);
  return null;
}

function readSort(value: string | null, notices: string[]): Sort | null {
  if (value === null) return null;
  const descending = value.startsWith("-");
  const column = SORTS.find((name) => name === value.replace(/^-/, ""));
  if (column) return { column, descending };
  notices.push(`“${clip(value)}” is no column; sorted as usual.`);
  return null;
}

function readTypes(values: readonly string[], notices: string[]): EventType[] {
  const known = EVENT_TYPES.filter((type) => values.includes(type));
  for (const value of values) {
    if (!(EVENT_TYPES as readonly string[]).includes(value)) notices.push(`“${clip(value)}” is no type of event; left out.`);
  }
  return known;
}

function readMinimum(value: string | null, notices: string[]): Minimum | null {
  if (value === null) return null;
  const parts = /^(injured|killed):(\d{1,6})$/.exec(value);
  if (parts) return { figure: parts[1] as Minimum["figure"], least: Number(parts[2]) };
  notices.push(`“${clip(value)}” is no filter of casualties; left out.`);
  return null;
}

const clip = (value: string): string => (value.length > 40 ? `${value.slice(0, 40)}…` : value);

export function writeMinimum(minimum: Minimum): string {
  return `${minimum.figure}:${minimum.least}`;
}

/** The same page and choice as an address; `readAddress` of it gives both back. */
export function writeAddress(page: Page, choice: Choice): string {
  const parts: [string, string][] = [];
  if (choice.measure !== DEFAULT_CHOICE.measure) parts.push(["m", choice.measure]);
  if (choice.window !== DEFAULT_CHOICE.window) parts.push(["w", choice.window]);
  if (choice.asOf !== null) parts.push(["as_of", toAddress(at(choice.asOf))]);
  if (choice.sort) parts.push(["sort", (choice.sort.descending ? "-" : "") + choice.sort.column]);
  for (const type of choice.types) parts.push(["type", type]);
  if (choice.minimum) parts.push(["min", writeMinimum(choice.minimum)]);
  if (choice.query) parts.push(["q", choice.query]);
  if ("incident" in page && page.incident) parts.push(["i", page.incident]);
  const search = parts.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%3A", ":")}`).join("&");
  return pathOf(page) + (search ? `?${search}` : "");
}

function pathOf(page: Page): string {
  switch (page.name) {
    case "world":
      return "/";
    case "country":
      return `/c/${page.iso}`;
    case "missing":
      return page.path;
    default:
      return `/${page.name}`;
  }
}
