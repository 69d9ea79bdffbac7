import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Rgb = readonly [number, number, number];

/** Linear light of "#rrggbb". Source: IEC 61966-2-1. */
function linear(hex: string): Rgb {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return [red, green, blue];
}

/** Source: Machado, Oliveira, Fernandes 2009, severity 1.0; on linear light. */
const SIGHTS = {
  "all cones": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
} as const satisfies Record<string, readonly Rgb[]>;

const dot = (one: Rgb, other: Rgb): number => one[0] * other[0] + one[1] * other[1] + one[2] * other[2];

function seen(colour: Rgb, sight: keyof typeof SIGHTS): Rgb {
  const [red, green, blue] = SIGHTS[sight];
  const clamped = (row: Rgb): number => Math.max(0, Math.min(1, dot(row, colour)));
  return [clamped(red), clamped(green), clamped(blue)];
}

/** Source: Ottosson 2020, "A perceptual color space for image processing". */
function oklab(colour: Rgb): Rgb {
  const long = Math.cbrt(dot([0.4122214708, 0.5363325363, 0.0514459929], colour));
  const middle = Math.cbrt(dot([0.2119034982, 0.6806995451, 0.1073969566], colour));
  const short = Math.cbrt(dot([0.0883024619, 0.2817188376, 0.6299787005], colour));
  const cones: Rgb = [long, middle, short];
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], cones),
    dot([1.9779984951, -2.428592205, 0.4505937099], cones),
    dot([0.0259040371, 0.7827717662, -0.808675766], cones),
  ];
}

/** Source: WCAG 2.2, "contrast ratio". */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other].map((hex) => dot([0.2126, 0.7152, 0.0722], linear(hex))).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const css = readFileSync(new URL("../src/styles/tokens.css", import.meta.url), "utf8");
const THEMES = ["light", "dark"] as const;
const tokens = Object.fromEntries(
  THEMES.map((theme, index) => [theme, new Map([...css.matchAll(/--(\w+): light-dark\((#\w{6}), (#\w{6})\)/g)].map((found) => [found[1], found[2 + index]]))]),
) as Record<(typeof THEMES)[number], Map<string, string>>;

describe.each(THEMES)("colours, %s", (theme) => {
  const colour = (name: string): string => tokens[theme].get(name) ?? "";

  it.each(["ink", "ink2", "ink3", "accent", "ok", "warn", "err", "count"].flatMap((text) => ["bg", "surface", "raised"].map((ground) => [text, ground] as const)))("%s on %s can be read", (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each([["ink", "mark"], ["ink", "accentbg"], ["ink2", "accentbg"], ["accent", "accentbg"], ["ink", "warnbg"], ["warn", "warnbg"]])("%s on %s can be read", (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["bg", "surface", "raised"])("the border of a control is seen on %s", (ground) => {
    expect(contrast(colour("line2"), colour(ground))).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.keys(SIGHTS) as (keyof typeof SIGHTS)[])("the map's classes run one way and can be told apart by %s", (sight) => {
    const scale = ["zero", "m1", "m2", "m3", "m4", "m5", "m6"].map((name) => oklab(seen(linear(colour(name)), sight)));
    const classes = scale.slice(1).map(([lightness]) => lightness);
    const rising = [...classes].sort((one, other) => one - other);
    expect(classes).toEqual(theme === "dark" ? rising : rising.reverse());
    scale.slice(1).forEach((one, index) => {
      const before = scale[index] ?? one;
      const apart = 100 * Math.hypot(one[0] - before[0], one[1] - before[1], one[2] - before[2]);
      expect(apart, `${index} and ${index + 1}`).toBeGreaterThanOrEqual(index === 0 ? 5 : 6);
    });
  });
});
