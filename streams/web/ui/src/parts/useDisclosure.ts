/** Something that a button opens: closes on Escape (focus returns), on a press elsewhere, and when focus leaves. */

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

interface Disclosure<T> {
  readonly open: boolean;
  readonly toggle: () => void;
  readonly close: () => void;
  readonly box: RefObject<T | null>;
}

export function useDisclosure<T extends HTMLElement>(): Disclosure<T> {
  const [open, setOpen] = useState(false);
  const box = useRef<T>(null);
  useEffect(() => {
    if (!open) return;
    const press = (event: Event): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      setOpen(false);
      box.current?.querySelector("button")?.focus();
    };
    addEventListener("pointerdown", press);
    addEventListener("focusin", press);
    addEventListener("keydown", escape);
    return () => {
      removeEventListener("pointerdown", press);
      removeEventListener("focusin", press);
      removeEventListener("keydown", escape);
    };
  }, [open]);
  return { open, toggle: () => setOpen((is) => !is), close: () => setOpen(false), box };
}
