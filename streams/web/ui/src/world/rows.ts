/** The order of the table, and how it is kept while a hand is inside. */

import { useEffect, useRef, useState } from "preact/hooks";

import type { Row } from "../api/types";
import type { Measure, Sort } from "../state/choice";
import { change, value } from "../words/finding";

/** What is not stated comes last in either direction. */
export function sorted(rows: readonly Row[], sort: Sort, measure: Measure): Row[] {
  const of = (row: Row): number | null => {
    if (sort.column === "change") return change(row, row.before, measure);
    return sort.column === "country" ? null : value(row, sort.column);
  };
  const direction = sort.descending ? -1 : 1;
  const byName = (one: Row, other: Row): number => one.name.localeCompare(other.name, "en");
  if (sort.column === "country") return [...rows].sort((one, other) => direction * byName(one, other));
  return [...rows].sort((one, other) => {
    const [first, second] = [of(one), of(other)];
    if (first === null || second === null) return (first === null ? 1 : 0) - (second === null ? 1 : 0) || byName(one, other);
    return direction * (first - second) || byName(one, other);
  });
}

/** Keep the order of what was shown; what is new comes at the end. */
export function inOrder(rows: readonly Row[], order: readonly string[]): Row[] {
  const places = new Map(order.map((iso, index) => [iso, index]));
  const placeOf = (row: Row): number => places.get(row.country) ?? order.length;
  return [...rows].sort((one, other) => placeOf(one) - placeOf(other));
}

/** Rows in sorted order, or in the order they had when pointer or focus came inside. A new question orders anew. */
export function useHeldOrder(rows: readonly Row[], held: boolean, question: string): Row[] {
  const kept = useRef({ order: rows.map((row) => row.country), question });
  if (!held || kept.current.question !== question) kept.current = { order: rows.map((row) => row.country), question };
  return held ? inOrder(rows, kept.current.order) : [...rows];
}

const MOVE = 250; // ms

/** Let rows that changed their place glide there. Returns the function that remembers a row's element. */
export function useGliding(order: readonly string[]): (iso: string) => (element: HTMLElement | null) => void {
  const elements = useRef(new Map<string, HTMLElement>());
  const tops = useRef(new Map<string, number>());
  const [remember] = useState(() => (iso: string) => (element: HTMLElement | null): void => {
    if (element) elements.current.set(iso, element);
    else elements.current.delete(iso);
  });
  useEffect(() => {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    for (const [iso, element] of elements.current) {
      const top = element.offsetTop;
      const before = tops.current.get(iso);
      if (!still && before !== undefined && before !== top) {
        element.animate([{ transform: `translateY(${before - top}px)` }, { transform: "none" }], { duration: MOVE, easing: "ease-out" });
      }
      tops.current.set(iso, top);
    }
  }, [order.join()]);
  return remember;
}
