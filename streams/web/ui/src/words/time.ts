/** Moments in words. Everything is UTC; what the local clock said stands in a tooltip. */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const LONG_MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

const two = (value: number): string => String(value).padStart(2, "0");

export function at(moment: string | number | Date): Date {
  return new Date(typeof moment === "string" && /^\d{4}-\d\d-\d\d$/.test(moment) ? `${moment}T00:00:00Z` : moment);
}

/** "22 Nov" */
export function day(moment: string | number | Date): string {
  const date = at(moment);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

export function dayAndYear(moment: string | number | Date): string {
  return `${day(moment)} ${at(moment).getUTCFullYear()}`;
}

export function clock(moment: string | number | Date): string {
  const date = at(moment);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

export function clockWithSeconds(moment: string | number | Date): string {
  return `${clock(moment)}:${two(at(moment).getUTCSeconds())}`;
}

/** "22 Nov 2023, 06:41" */
export function minute(moment: string | number | Date): string {
  return `${dayAndYear(moment)}, ${clock(moment)}`;
}

export function minuteUtc(moment: string | number | Date): string {
  return `${minute(moment)} UTC`;
}

export function monthName(moment: string | number | Date): string {
  return MONTHS[at(moment).getUTCMonth()] ?? "";
}

/** When an incident happened, as exactly as it is known: precision 1 is the day, 2 the week, 3 the month. */
export function occurred(moment: string, precision: number): string {
  const date = at(moment);
  if (precision === 3) return `in ${LONG_MONTHS[date.getUTCMonth()]}`;
  if (precision === 2) return `week of ${day(date)}`;
  // An incident known only to its day stands at noon exactly: docs/semantics.md, "When two reports are one incident".
  return clock(date) === "12:00" ? day(date) : `${day(date)}, ${clock(date)}`;
}

/** The same with its year: "21 Nov 2023, 00:41 UTC", "week of 20 Nov 2023". */
export function occurredInFull(moment: string, precision: number): string {
  const words = occurred(moment, precision);
  return precision === 1 && words !== day(moment) ? minuteUtc(moment) : `${words} ${at(moment).getUTCFullYear()}`;
}

export function local(moment: string | number | Date): string {
  return `${at(moment).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })} local time`;
}

/** "0.6 s", "41 s", "3 min", "2 h", "5 d" */
export function age(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86400)} d`;
}

/** What goes into the address: minutes are enough, and always UTC. */
export function toAddress(moment: string | number | Date): string {
  return `${at(moment).toISOString().slice(0, 16)}Z`;
}

/** Read a typed moment: "22 Nov 2023, 06:41", "22 Nov 2023" or ISO; without a zone it is UTC. Null if it is none. */
export function parseMoment(text: string): Date | null {
  const said = text.trim().replace(/\s*UTC$/i, "");
  const words = /^(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?\s+(\d{4})(?:,?\s+(\d{1,2}):(\d\d))?$/.exec(said);
  if (words) {
    const month = MONTHS.findIndex((name) => name.toLowerCase() === words[2]?.toLowerCase());
    return checked(Number(words[3]), month + 1, Number(words[1]), Number(words[4] ?? 0), Number(words[5] ?? 0));
  }
  const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(said);
  if (!iso) return null;
  if (iso[6] && iso[6] !== "Z") {
    const zoned = new Date(said.replace(" ", "T"));
    return Number.isNaN(zoned.getTime()) ? null : zoned;
  }
  return checked(Number(iso[1]), Number(iso[2]), Number(iso[3]), Number(iso[4] ?? 0), Number(iso[5] ?? 0));
}

function checked(year: number, month: number, date: number, hours: number, minutes: number): Date | null {
  if (month < 1 || hours > 23 || minutes > 59) return null;
  const moment = new Date(Date.UTC(year, month - 1, date, hours, minutes));
  return moment.getUTCDate() === date && moment.getUTCMonth() === month - 1 ? moment : null;
}
