/** The countries of one drawing: a shape or a dot each, coloured by class. */

import type { JSX } from "preact";

import type { Class } from "./scale";
import type { Drawing, Outline } from "./geography";
import { SMALLEST } from "./labels";

const DOT = 4;

export interface ShapesProperties {
  readonly drawing: Drawing;
  readonly classes: ReadonlyMap<string, Class>;
  readonly hovered: string | null;
  /** Prefix of the ids that the keyboard's position points at; null where it never does. */
  readonly ids: string | null;
  readonly spoken: (iso: string) => string;
  /** Dots for small countries: all, those that no inset enlarges, or none. */
  readonly dotted: "all" | "outside" | "none";
}

interface Option {
  readonly id: string;
  readonly role: "option";
  readonly "aria-label": string;
  readonly "aria-selected": "true" | "false";
}

export function isDot(drawing: Drawing, iso: string): boolean {
  const outline = drawing.outlines.get(iso);
  return !outline || outline.area < SMALLEST;
}

function inInset(drawing: Drawing, iso: string): boolean {
  const point = drawing.point(iso);
  const { left, top, right, bottom } = drawing.inset;
  return point !== null && point[0] > left && point[0] < right && point[1] > top && point[1] < bottom;
}

export function Shapes({ drawing, classes, hovered, ids, spoken, dotted }: ShapesProperties): JSX.Element {
  const shapes = [...drawing.outlines.values()];
  const dots = dotted === "none" ? [] : [...classes.keys()].filter((iso) => isDot(drawing, iso) && !(dotted === "outside" && inInset(drawing, iso)));
  const option = (iso: string): Option | Record<string, never> =>
    ids !== null && classes.has(iso)
      ? { id: `${ids}-${iso}`, role: "option", "aria-label": spoken(iso), "aria-selected": iso === hovered ? "true" : "false" }
      : {};
  const shape = (outline: Outline): JSX.Element => {
    const asDot = dots.includes(outline.iso);
    return (
      <path
        key={outline.iso}
        d={outline.path}
        data-iso={outline.iso || undefined}
        class={`land ${asDot ? "none" : (classes.get(outline.iso) ?? "none")}${outline.iso === hovered ? " hovered" : ""}`}
        {...(asDot ? {} : option(outline.iso))}
      />
    );
  };
  // What is hovered is drawn last, so that its outline lies above its neighbours'.
  const last = shapes.find((outline) => outline.iso === hovered);
  return (
    <g role="presentation">
      {shapes.filter((outline) => outline !== last).map(shape)}
      {last && shape(last)}
      {dots.map((iso) => {
        const point = drawing.point(iso);
        if (!point) return null;
        return (
          <circle
            key={iso} cx={point[0].toFixed(1)} cy={point[1].toFixed(1)} r={DOT} data-iso={iso}
            class={`land ${classes.get(iso)}${iso === hovered ? " hovered" : ""}`}
            {...option(iso)}
          />
        );
      })}
    </g>
  );
}

export function Labels({ labels }: { labels: readonly { iso: string; name: string; figure: string; x: number; y: number }[] }): JSX.Element {
  return (
    <g class="labels" aria-hidden="true">
      {labels.map((label) => (
        <text key={label.iso} x={label.x} y={label.y} dy="0.35em">
          {label.name} <tspan class="strong">{label.figure}</tspan>
        </text>
      ))}
    </g>
  );
}
