/** Countries by figure: the world first, then by the chosen measure; the table says all that the map says. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";

import type { Row, World } from "../api/types";
import { Changing } from "../parts/Changing";
import { Figure } from "../parts/Figure";
import { Link } from "../parts/Link";
import { Spark } from "../parts/Spark";
import { type Choice, MEASURES, MEASURE_LABELS, type Measure, type SortColumn, WINDOW_HOURS, WINDOW_WORDS, sortOf } from "../state/choice";
import { choose } from "../state/place";
import { bounds, change } from "../words/finding";
import { plural, signed, whole } from "../words/numbers";
import { sorted, useGliding, useHeldOrder } from "./rows";

const FIRST = 20;

interface Properties {
  readonly world: World;
  readonly choice: Choice;
  readonly hovered: string | null;
  readonly onHover: (iso: string | null) => void;
}

export function CountriesTable({ world, choice, hovered, onHover }: Properties): JSX.Element {
  const [all, setAll] = useState(false);
  const [inside, setInside] = useState({ pointer: false, focus: false });
  const sort = sortOf(choice);
  const question = JSON.stringify([choice.window, choice.asOf, sort, choice.types, choice.minimum, choice.query, choice.measure]);
  const ordered = useHeldOrder(sorted(world.countries, sort, choice.measure), inside.pointer || inside.focus, question);
  const shown = all ? ordered : ordered.slice(0, FIRST);
  const remember = useGliding(shown.map((row) => row.country));
  const columns: Measure[] = [choice.measure, ...MEASURES.filter((measure) => measure !== choice.measure)];
  return (
    <>
      <table
        class="countries" onPointerEnter={() => setInside((is) => ({ ...is, pointer: true }))}
        onPointerLeave={() => { setInside((is) => ({ ...is, pointer: false })); onHover(null); }}
        onFocusIn={() => setInside((is) => ({ ...is, focus: true }))} onFocusOut={() => setInside((is) => ({ ...is, focus: false }))}
      >
        <caption class="hidden">Countries, {MEASURE_LABELS[choice.measure].toLowerCase()}, {WINDOW_WORDS[choice.window]}</caption>
        <thead>
          <tr>
            <Heading column="country" words="Country" {...{ choice }} />
            <Heading column={choice.measure} words={MEASURE_LABELS[choice.measure]} {...{ choice }} />
            <Heading column="change" words="Change" {...{ choice }} />
            {columns.slice(1).map((measure) => <Heading key={measure} column={measure} words={MEASURE_LABELS[measure]} extra {...{ choice }} />)}
            <th scope="col" class="spark-cell"><span class="wide-only">{MEASURE_LABELS[choice.measure]}, </span>30 d</th>
          </tr>
        </thead>
        <tbody>
          <Line row={world.total} isWorld {...{ choice, columns, question }} />
          {shown.map((row) => (
            <Line key={row.country} row={row} {...{ choice, columns, question }} remember={remember(row.country)} hovered={hovered === row.country} onHover={onHover} />
          ))}
        </tbody>
      </table>
      <p class="note under-table">
        {world.countries.length > FIRST && <button type="button" class="link" aria-expanded={all} onClick={() => setAll(!all)}>{all ? `Show the first ${FIRST}` : `Show all ${world.countries.length}`}</button>}
        Dotted figures are estimates: low and high on hover or focus.
      </p>
    </>
  );
}

function Heading({ column, words, extra = false, choice }: { column: SortColumn; words: string; extra?: boolean; choice: Choice }): JSX.Element {
  const sort = sortOf(choice);
  const sorting = sort.column === column;
  const first = column !== "country"; // figures start with the most, names with A
  const press = (): void => {
    const next = { column, descending: sorting ? !sort.descending : first };
    choose({ sort: next.column === choice.measure && next.descending ? null : next });
  };
  return (
    <th scope="col" class={[column === "country" ? "name-cell" : "figure-cell", extra ? "extra" : "", sorting ? "sorted" : ""].join(" ")} aria-sort={sorting ? (sort.descending ? "descending" : "ascending") : undefined}>
      <button type="button" class="sort" onClick={press}>{words}{sorting && <span aria-hidden="true" class={sort.descending ? "arrow down" : "arrow up"} />}</button>
    </th>
  );
}

function sparkWords(values: readonly (number | null)[], measure: Measure): string {
  const sum = values.reduce<number>((total, value) => total + (value ?? 0), 0);
  return measure === "attacks" ? plural(sum, "attack") : `${whole(sum)} ${measure}`;
}

interface LineProperties {
  readonly row: Row;
  readonly isWorld?: boolean;
  readonly choice: Choice;
  readonly columns: readonly Measure[];
  readonly question: string;
  readonly hovered?: boolean;
  readonly onHover?: (iso: string | null) => void;
  readonly remember?: (element: HTMLElement | null) => void;
}

function Line({ row, isWorld = false, choice, columns, question, hovered = false, onHover, remember }: LineProperties): JSX.Element {
  const name = isWorld ? "World" : row.name;
  const difference = change(row, row.before, choice.measure);
  const cell = (measure: Measure, index: number): JSX.Element => (
    <td key={measure} class={index === 0 ? "figure-cell main-figure" : "figure-cell extra"}>
      {measure === "attacks" ? (
        <Changing text={whole(row.attacks)} of={question}>{whole(row.attacks)}</Changing>
      ) : (
        <Figure figure={bounds(row, measure)} of={question} title={`${name}, ${measure}, ${WINDOW_WORDS[choice.window]}`} stated={row.stated[measure]} attacks={row.attacks} />
      )}
    </td>
  );
  const [first, ...others] = columns;
  return (
    <tr ref={remember ?? null} class={[isWorld ? "world-row" : "", hovered ? "hovered" : ""].join(" ")} onPointerEnter={() => onHover?.(row.country)}>
      <th scope="row" class="name-cell">{isWorld ? "World" : <Link to={{ name: "country", iso: row.country, incident: null }} class="row-link"><bdi>{name}</bdi></Link>}</th>
      {first && cell(first, 0)}
      <td class="figure-cell change-cell">{difference === null || choice.window === "all" ? <><span aria-hidden="true">–</span><span class="hidden">no window before</span></> : signed(difference)}</td>
      {others.map((measure, index) => cell(measure, index + 1))}
      <td class="spark-cell"><Spark values={row.spark[choice.measure]} days={WINDOW_HOURS[choice.window] / 24} label={`${name}: last 30 days, ${sparkWords(row.spark[choice.measure], choice.measure)}`} /></td>
    </tr>
  );
}
