/** Published figures that later reports changed, a line each: from what to what, and because of which report. */

import type { JSX } from "preact";

import type { Correction } from "../api/types";
import { Link } from "../parts/Link";
import { isWebAddress } from "../parts/Outside";
import { spoken, written } from "../words/numbers";
import { clock, day, local } from "../words/time";
import { type CorrectionLine, cause, grouped } from "./corrections";

interface Properties {
  readonly corrections: readonly Correction[];
  /** The day that needs no date: that of `as of`. */
  readonly today: string;
  readonly withCountry: boolean;
  /** Lines, not figures. */
  readonly most?: number;
}

export function CorrectionLines({ corrections, today, withCountry, most = Number.POSITIVE_INFINITY }: Properties): JSX.Element {
  const lines = grouped(corrections).slice(0, most);
  const dated = lines.some((line) => !isOn(line, today));
  const kind = withCountry ? "" : " of-country";
  return (
    <div role="log" aria-live="off" aria-label="Corrections">
    <ol class={`corrections${kind}${dated ? " dated" : ""}`}>
      {lines.map((line) => <Line key={line.id} {...{ line, today, withCountry }} />)}
    </ol>
    </div>
  );
}

function isOn(line: CorrectionLine, today: string): boolean {
  return line.first.reported_at.slice(0, 10) === today.slice(0, 10);
}

function Line({ line, today, withCountry }: { line: CorrectionLine; today: string; withCountry: boolean }): JSX.Element {
  const { first } = line;
  const sameDay = isOn(line, today);
  const incident = line.kind === "merged" ? first.successor : line.kind === "withdrawn" ? null : first.incident_id;
  const where = <bdi>{first.place ?? "place not stated"}</bdi>;
  const words = cause(line);
  return (
    <li>
      <time dateTime={first.reported_at} title={local(first.reported_at)}>{sameDay ? clock(first.reported_at) : `${day(first.reported_at)}, ${clock(first.reported_at)}`}</time>
      {withCountry && <span class="where"><Link to={{ name: "country", iso: first.country, incident: null }}><bdi>{first.name}</bdi></Link></span>}
      <span class="what">
        {incident ? <Link class="plain" to={{ name: "country", iso: first.country, incident }} changes={{ window: "all", types: [], minimum: null, query: "" }}>{where}, {day(first.occurred_at)}</Link> : <>{where}, {day(first.occurred_at)}</>}:{" "}
        {line.kind === "merged" && "two incidents are one; "}
        {line.kind === "withdrawn" && "withdrawn; "}
        {line.figures.map((one, index) => (
          <span key={one.correction_id}>{index > 0 && ", "}{one.figure} <del><span class="hidden">was </span>{one.old === null ? "not stated" : spoken(one.old)}</del> <span aria-hidden="true">→</span> <ins><span class="hidden">now </span>{one.new === null ? "not stated" : written(one.new)}</ins></span>
        ))}
      </span>
      <span class="why" title={first.title ?? ""}>
        {isWebAddress(first.url) ? <a href={first.url} target="_blank" rel="noopener noreferrer nofollow"><bdi>{words}</bdi></a> : <bdi>{words}</bdi>}
      </span>
    </li>
  );
}
