/** Server-sent events read from a fetch, so that we decide when to try again and from which position. */

export interface Message {
  readonly event: string;
  readonly data: string;
  readonly id: string | null;
}

/** A parser of the text/event-stream format; feed it text in any pieces. Source: WHATWG HTML, 9.2.6. */
export class EventParser {
  #rest = "";
  #event = "";
  #data: string[] = [];
  #id: string | null = null;

  /** The messages that this piece completes. */
  feed(text: string): Message[] {
    const messages: Message[] = [];
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "") {
        if (this.#data.length > 0) messages.push(this.#finished());
        this.#event = "";
        this.#data = [];
      } else {
        this.#field(line);
      }
    }
    return messages;
  }

  #field(line: string): void {
    if (line.startsWith(":")) return; // a heartbeat
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "event") this.#event = value;
    else if (name === "data") this.#data.push(value);
    else if (name === "id" && !value.includes("\0")) this.#id = value;
  }

  #finished(): Message {
    return { event: this.#event || "message", data: this.#data.join("\n"), id: this.#id };
  }
}
