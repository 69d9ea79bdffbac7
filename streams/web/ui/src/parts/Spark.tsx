/** Thirty bars of 24 hours that end at `as of`, on their own scale; those of the chosen window are darker. */

import type { JSX } from "preact";

const WIDTH = 90;
const HEIGHT = 20;

interface Properties {
  /** Null is not stated: there is no height for it, so there is no bar. */
  readonly values: readonly (number | null)[];
  readonly days: number;
  readonly label: string;
}

export function Spark({ values, days, label }: Properties): JSX.Element {
  const heights = values.map((value) => value ?? 0);
  const most = Math.max(1, ...heights);
  const step = WIDTH / heights.length;
  const path = (from: number, to: number): string =>
    heights
      .slice(from, to)
      .map((value, index) => {
        const height = value === 0 ? 0 : Math.max(1.5, (value / most) * (HEIGHT - 2));
        return value === 0 ? "" : `M${((from + index) * step).toFixed(1)} ${HEIGHT - 1}v${(-height).toFixed(1)}h${(step - 1).toFixed(1)}v${height.toFixed(1)}z`;
      })
      .join("");
  const inside = Math.max(0, heights.length - days);
  return (
    <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <path class="spark-before" d={path(0, inside)} />
      <path class="spark-window" d={path(inside, heights.length)} />
      <path class="spark-line" d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
    </svg>
  );
}
