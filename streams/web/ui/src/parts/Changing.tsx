/** A figure that changes while you watch: the old one struck, the new one beside it, tinted, then calm again. */

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

const MOVING = 1_600; // ms of tint; with reduced motion it stays longer and goes at once
const STILL = 10_000;
const ROOM = 9; // characters of a column; two longer figures would lie on the next one

interface Properties {
  /** What is shown, as text: a change of it is what is told. */
  readonly text: string;
  /** What the figure is of: another choice is no change. */
  readonly of: string;
  readonly children: ComponentChildren;
}

export interface Earlier {
  readonly text: string;
  readonly until: number;
}

/** The figure before the last change on this page, and whether the change is fresh. */
export function useEarlier(text: string, of: string): { earlier: Earlier | null; fresh: boolean } {
  const seen = useRef({ text, of });
  const [state, setState] = useState<{ earlier: Earlier | null; fresh: boolean; of: string }>({ earlier: null, fresh: false, of });
  useEffect(() => {
    const before = seen.current;
    seen.current = { text, of };
    if (before.of !== of) {
      setState({ earlier: null, fresh: false, of });
      return undefined;
    }
    if (before.text === text) return undefined;
    setState({ earlier: { text: before.text, until: Date.now() }, fresh: true, of });
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const timer = setTimeout(() => setState((current) => ({ ...current, fresh: false })), still ? STILL : MOVING);
    return () => clearTimeout(timer);
  }, [text, of]);
  return state.of === of ? state : { earlier: null, fresh: false };
}

export function Changing({ text, of, children }: Properties): JSX.Element {
  const { earlier, fresh } = useEarlier(text, of);
  if (!fresh || !earlier) return <span class="changing">{children}</span>;
  const fits = earlier.text.length + text.length <= ROOM;
  return (
    <span class="changing fresh">
      <del class={fits ? "" : "hidden"}><span class="hidden">was </span>{earlier.text}</del> <ins><span class="hidden">now </span>{children}</ins>
    </span>
  );
}
