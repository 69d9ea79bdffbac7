/** A list read page by page: "Show more" follows the cursor; a change of the question begins anew. */

import { useEffect, useRef, useState } from "preact/hooks";

import { ask } from "../api/client";
import { type Resource, useResource } from "../api/resource";

interface Paged {
  readonly next_cursor: string | null;
}

export interface Pages<T> extends Resource<T> {
  readonly more: readonly T[];
  /** Null where there is no more. */
  readonly load: (() => void) | null;
}

export function usePages<T extends Paged>(path: string, withCursor: (cursor: string) => string): Pages<T> {
  const first = useResource<T>(path);
  const [more, setMore] = useState<{ readonly path: string; readonly pages: readonly T[] }>({ path, pages: [] });
  const latest = useRef(path);
  latest.current = path;
  useEffect(() => setMore({ path, pages: [] }), [path]);
  const pages = more.path === path ? more.pages : [];
  const last = pages.at(-1) ?? first.data;
  const cursor = last?.next_cursor ?? null;
  const load = (): void => {
    if (cursor === null) return;
    ask<T>(withCursor(cursor)).then(
      (page) => {
        if (latest.current === path) setMore({ path, pages: [...pages, page] });
      },
      () => undefined, // the button stays, and the banner tells that the view does not answer
    );
  };
  return { ...first, more: pages, load: cursor === null || first.waiting ? null : load };
}
