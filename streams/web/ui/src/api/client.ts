/** Asking the view's API. The browser keeps the bodies; each request asks whether its ETag still holds. */

import { parseAnswer } from "./words";

export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export async function ask<T>(path: string, signal?: AbortSignal): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, { cache: "no-cache", headers: { accept: "application/json" }, signal: signal ?? null });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem(0, "The view does not answer.");
  }
  if (answer.status === 401) {
    location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
  if (!answer.ok) throw new Problem(answer.status, await problemText(answer));
  return parseAnswer<T>(await answer.text());
}

/** RFC 9457: `detail` says what happened, `title` what kind of thing it is. */
async function problemText(answer: Response): Promise<string> {
  try {
    const body = (await answer.json()) as { title?: unknown; detail?: unknown };
    const said = [body.detail, body.title].find((text): text is string => typeof text === "string");
    return said ?? `The view answered ${answer.status}.`;
  } catch {
    return `The view answered ${answer.status}.`;
  }
}
