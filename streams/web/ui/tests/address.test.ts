import { describe, expect, it } from "vitest";

import { readAddress, writeAddress } from "../src/state/address";
import { type Choice, DEFAULT_CHOICE, type Page } from "../src/state/choice";

const CHOICES: Record<string, [Page, Partial<Choice>, string]> = {
  "the default is empty": [{ name: "world" }, {}, "/"],
  "a past time": [{ name: "world" }, { asOf: "2023-10-31T12:00Z", measure: "injured" }, "/?m=injured&as_of=2023-10-31T12:00Z"],
  "filters and sort": [
    { name: "world" },
    { types: ["air/drone strike", "grenade"], minimum: { figure: "injured", least: 1 }, sort: { column: "country", descending: false }, query: "a & b=c#d" },
    "/?sort=country&type=air%2Fdrone%20strike&type=grenade&min=injured:1&q=a%20%26%20b%3Dc%23d",
  ],
  "an incident of a country": [{ name: "country", iso: "IRQ", incident: "sha256-1#x/y" }, { window: "30d" }, "/c/IRQ?w=30d&i=sha256-1%23x%2Fy"],
  "the list of incidents": [{ name: "incidents", incident: null }, { window: "all" }, "/incidents?w=all"],
};

describe("address", () => {
  it.each(Object.entries(CHOICES))("%s: written and read gives the same", (_, [page, changes, address]) => {
    const choice = { ...DEFAULT_CHOICE, ...changes };
    expect(writeAddress(page, choice)).toBe(address);
    const url = new URL(address, "http://localhost");
    expect(readAddress(url.pathname, url.search)).toEqual({ page, choice, notices: [] });
  });

  it.each(["m=deaths", "w=5d", "as_of=yesterday", "sort=-size", "type=tickle", "min=injured", "min=attacks:3"])("%s falls back and says so", (search) => {
    const { choice, notices } = readAddress("/", `?${search}`);
    expect(choice).toEqual(DEFAULT_CHOICE);
    expect(notices).toHaveLength(1);
  });

  it("clips what it repeats of an address", () => {
    expect(readAddress("/", `?m=${"x".repeat(5000)}`).notices[0]?.length).toBeLessThan(100);
  });

  it("reads a zone, also where the plus became a space", () => {
    expect(readAddress("/", "?as_of=2023-10-31T12:00+02:00").choice.asOf).toBe("2023-10-31T10:00Z");
  });

  it("does not take an unknown path for a page", () => {
    expect(readAddress("/c/Iraq", "").page).toEqual({ name: "missing", path: "/c/Iraq" });
    expect(readAddress("/c/irq/", "").page).toEqual({ name: "country", iso: "IRQ", incident: null });
  });
});
