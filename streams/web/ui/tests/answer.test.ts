import { describe, expect, it } from "vitest";

import { parseAnswer, shortened } from "../src/api/words";

describe("texts of articles", () => {
  it("lose what turns the words after them, and keep their length", () => {
    const name = "\u202egnp\u2067\u05d0";
    const read = parseAnswer<{ name: string; incident_id: string; list: string[] }>(JSON.stringify({ name, incident_id: name, list: [name] }));
    expect(read.name).toBe("\u200bgnp\u200b\u05d0");
    expect(read.list[0]).toBe(read.name);
    expect(read.incident_id).toBe(name);
  });

  it("are as they were otherwise", () => {
    const said = { name: "<b>Três Rios</b> \u05d0", figures: [1, null, { low: 0 }] };
    expect(parseAnswer(JSON.stringify(said))).toEqual(said);
  });

  it("are cut between characters, not inside one", () => {
    expect(shortened("😀".repeat(201))).toBe(`${"😀".repeat(200)}…`);
    expect(shortened("short")).toBe("short");
  });
});
