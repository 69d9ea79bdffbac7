/** One tooltip for the page. It opens on hover and focus, stays while hovered, closes on Escape, and never clips. */

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { createStore, useStore } from "../state/store";

interface Box {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

interface Shown {
  readonly box: Box;
  readonly content: ComponentChildren;
}

export const TIP_ID = "tip";
const LINGER = 120; // ms in which the pointer may cross from the figure to the tooltip
const tip = createStore<Shown | null>(null);
let leaving: ReturnType<typeof setTimeout> | undefined;

export function showTip(anchor: Element | Box, content: ComponentChildren): void {
  clearTimeout(leaving);
  const box = anchor instanceof Element ? anchor.getBoundingClientRect() : anchor;
  tip.set({ box, content });
}

export function hideTip(): void {
  clearTimeout(leaving);
  leaving = setTimeout(() => tip.set(null), LINGER);
}

export function hideTipNow(): void {
  clearTimeout(leaving);
  tip.set(null);
}

export function TipLayer(): JSX.Element | null {
  const shown = useStore(tip);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const close = (event: KeyboardEvent): void => {
      if (event.key === "Escape") hideTipNow();
    };
    addEventListener("keydown", close);
    addEventListener("scroll", hideTipNow, { passive: true });
    return () => {
      removeEventListener("keydown", close);
      removeEventListener("scroll", hideTipNow);
    };
  }, []);
  useLayoutEffect(() => {
    if (!shown || !element.current) return;
    const { width, height } = element.current.getBoundingClientRect();
    const { box } = shown;
    const left = Math.max(8, Math.min(box.left - 12, document.documentElement.clientWidth - width - 8));
    const below = box.bottom + 8 + height <= innerHeight;
    element.current.style.left = `${left}px`;
    element.current.style.top = `${below ? box.bottom + 8 : Math.max(8, box.top - 8 - height)}px`;
  }, [shown]);
  if (!shown) return null;
  return (
    <div id={TIP_ID} role="tooltip" class="tip" ref={element} onMouseEnter={() => clearTimeout(leaving)} onMouseLeave={hideTip}>
      {shown.content}
    </div>
  );
}
