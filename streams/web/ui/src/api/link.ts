/** The event stream: connects, tells of every message, and after a loss resumes where it was. */

import { EventParser, type Message } from "./sse";

const SILENCE = 40_000; // ms; the server says something every 15 s, so two misses and the line is dead
const WAITS = [1_000, 2_000, 4_000, 8_000, 15_000]; // ms between tries

export interface LinkEvents {
  readonly opened: () => void;
  readonly told: (message: Message) => void;
  /** The connection is gone; `retryAt` is when we try again. */
  readonly lost: (retryAt: number) => void;
}

export class Link {
  #lastId: string | null = null;
  #failures = 0;
  #control: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly path: string,
    readonly events: LinkEvents,
  ) {}

  start(): void {
    clearTimeout(this.#timer);
    this.#control?.abort();
    const control = new AbortController();
    this.#control = control;
    this.#read(control).catch(() => undefined).then(() => {
      if (this.#control === control) this.#retry();
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#control?.abort();
    this.#control = null;
  }

  #retry(): void {
    const wait = WAITS[Math.min(this.#failures, WAITS.length - 1)] ?? 15_000;
    this.#failures += 1;
    this.#timer = setTimeout(() => this.start(), wait);
    this.events.lost(Date.now() + wait);
  }

  async #read(control: AbortController): Promise<void> {
    const headers: Record<string, string> = { accept: "text/event-stream" };
    if (this.#lastId !== null) headers["last-event-id"] = this.#lastId;
    let silence = setTimeout(() => control.abort(), SILENCE);
    try {
      const answer = await fetch(this.path, { headers, cache: "no-store", signal: control.signal });
      if (!answer.ok || !answer.body) return;
      this.#failures = 0;
      this.events.opened();
      const parser = new EventParser();
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        clearTimeout(silence);
        silence = setTimeout(() => control.abort(), SILENCE);
        for (const message of parser.feed(piece.value)) {
          if (message.id !== null) this.#lastId = message.id;
          this.events.told(message);
        }
      }
    } finally {
      clearTimeout(silence);
    }
  }
}
