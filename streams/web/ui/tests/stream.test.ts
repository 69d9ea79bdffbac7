import { describe, expect, it } from "vitest";

import { EventParser } from "../src/api/sse";

const STREAM = 'retry: 1000\n\nid: g.7\nevent: change\ndata: {"countries":["IRQ"]}\n\n: still here\n\nevent: status\r\ndata: one\r\ndata: two\r\n\r\nid: g.8\n\n';

describe("the event stream", () => {
  it("is read the same in whatever pieces it comes", () => {
    const whole = new EventParser().feed(STREAM);
    for (const size of [1, 2, 3, 7, 50]) {
      const parser = new EventParser();
      const found = [];
      for (let at = 0; at < STREAM.length; at += size) found.push(...parser.feed(STREAM.slice(at, at + size)));
      expect(found, `pieces of ${size}`).toEqual(whole);
    }
    expect(whole).toEqual([
      { event: "change", data: '{"countries":["IRQ"]}', id: "g.7" },
      { event: "status", data: "one\ntwo", id: "g.7" },
    ]);
  });
});
