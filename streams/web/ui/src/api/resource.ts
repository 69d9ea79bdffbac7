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

interface Asked {
  path: string | null;
  running: AbortController | null;
  /** A change came while an answer was on its way: that answer may be too old. */
  again: boolean;
}

export function useResource<T>(path: string | null): Resource<T> {
  const count = useStore(beat);
  const [state, setState] = useState<Held<T>>(() => held<T>(path));
  const asked = useRef<Asked>({ path: null, running: null, again: false });

  useEffect(() => {
    const now = asked.current;
    if (now.path === path && now.running) {
      now.again = true; // one question at a time, so that a burst of changes is two requests and not twenty
      return;
    }
    now.running?.abort(); // an answer to an older question is of no use
    now.path = path;
    now.running = null;
    setState((current) => (current.path === path ? current : path === null ? held<T>(null) : (answers.has(path) ? held<T>(path) : current)));
    if (path !== null) request(path, now, setState);
  }, [path, count]);

  useEffect(() => () => asked.current.running?.abort(), []);
  return { data: state.data, error: state.error, waiting: state.path !== path };
}

function request<T>(path: string, asked: Asked, setState: (next: (current: Held<T>) => Held<T>) => void): void {
  const control = new AbortController();
  asked.running = control;
  asked.again = false;
  const finish = (next: (current: Held<T>) => Held<T>): void => {
    if (control.signal.aborted) return;
    asked.running = null;
    setState(next);
    if (asked.again) request(path, asked, setState);
  };
  ask<T>(path, control.signal).then(
    (data) => {
      keep(path, data);
      finish(() => ({ path, data, error: undefined }));
    },
    (error: unknown) => {
      const problem = error instanceof Problem ? error : new Problem(0, String(error));
      finish((current) => ({ path, data: current.data, error: problem }));
    },
  );
}
