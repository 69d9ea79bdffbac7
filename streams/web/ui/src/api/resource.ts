/** The hook that reads the API: keeps what is shown until the next answer is here, asks again on every beat. */

import { useEffect, useRef, useState } from "preact/hooks";

import { useStore } from "../state/store";
import { beat } from "./beat";
import { ask, Problem } from "./client";

export interface Resource<T> {
  readonly data: T | undefined;
  readonly error: Problem | undefined;
  /** The data answers an older question; what is asked for now is still on its way. */
  readonly waiting: boolean;
}

interface Held<T> {
  readonly path: string | null;
  readonly data: T | undefined;
  readonly error: Problem | undefined;
}

const KEPT = 40; // answers; so that going back draws at once
const answers = new Map<string, unknown>();

function keep(path: string, data: unknown): void {
  answers.delete(path);
  answers.set(path, data);
  const oldest = answers.keys().next().value;
  if (answers.size > KEPT && oldest !== undefined) answers.delete(oldest);
}

function held<T>(path: string | null): Held<T> {
  return { path, data: path === null ? undefined : (answers.get(path) as T | undefined), error: undefined };
}

export function useResource<T>(path: string | null): Resource<T> {
  const count = useStore(beat);
  const [state, setState] = useState<Held<T>>(() => held<T>(path));
  const asked = useRef<{ path: string | null; running: AbortController | null }>({ path: null, running: null });

  useEffect(() => {
    if (path === null) {
      setState({ path: null, data: undefined, error: undefined });
      return;
    }
    if (asked.current.path !== path) asked.current.running?.abort(); // an answer to an older question is of no use
    const control = new AbortController();
    asked.current = { path, running: control };
    const known = answers.get(path) as T | undefined;
    if (known !== undefined) setState({ path, data: known, error: undefined });
    ask<T>(path, control.signal).then(
      (data) => {
        if (control.signal.aborted || asked.current.path !== path) return;
        keep(path, data);
        setState({ path, data, error: undefined });
      },
      (error: unknown) => {
        if (control.signal.aborted || asked.current.path !== path) return;
        const problem = error instanceof Problem ? error : new Problem(0, String(error));
        setState((current) => ({ path, data: current.data, error: problem }));
      },
    );
  }, [path, count]);

  useEffect(() => () => asked.current.running?.abort(), []);
  return { data: state.data, error: state.error, waiting: state.path !== path };
}
