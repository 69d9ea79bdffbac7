/** Reading JSON whose texts come from articles. */

const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/u;
const EVERY_DIRECTION = new RegExp(DIRECTIONS.source, "gu");

/**
 * Parse an answer. An isolate that a name opens and does not close would swallow the end of our <bdi> and turn the words
 * after it, so direction controls become spaces of no width: offsets stay what they were. Ids stay as they are.
 */
export function parseAnswer<T>(text: string): T {
  if (!DIRECTIONS.test(text)) return JSON.parse(text) as T;
  return JSON.parse(text, (key, value: unknown) =>
    typeof value === "string" && !key.endsWith("_id") ? value.replace(EVERY_DIRECTION, "\u200b") : value,
  ) as T;
}

const LONGEST = 200; // characters of a source or title; the link leads to the rest

export function shortened(text: string): string {
  const points = [...text];
  return points.length > LONGEST ? `${points.slice(0, LONGEST).join("")}…` : text;
}
