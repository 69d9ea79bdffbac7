/** The first row of every page: name, pages, search, freshness, theme. */

import type { JSX } from "preact";

import { Link } from "../parts/Link";
import { Logo, ThemeIcon } from "../parts/icons";
import type { Page } from "../state/choice";
import { Freshness } from "./Freshness";
import { Search } from "./Search";
import { switchTheme } from "./theme";

const PAGES: readonly (readonly [Page, string])[] = [
  [{ name: "world" }, "World"],
  [{ name: "incidents", incident: null }, "Incidents"],
  [{ name: "corrections" }, "Corrections"],
  [{ name: "method" }, "Method"],
];

export function Header({ page }: { page: Page }): JSX.Element {
  const current = page.name === "country" ? "world" : page.name;
  return (
    <header class="header">
      <div class="inner">
        <Link to={{ name: "world" }} class="brand"><Logo /><span>streams</span></Link>
        <nav aria-label="Pages">
          <ul>
            {PAGES.map(([to, words]) => (
              <li key={words}><Link to={to} current={to.name === current}>{words}</Link></li>
            ))}
          </ul>
        </nav>
        <Search />
        <Freshness />
        <button type="button" class="icon-button theme" aria-label="Light or dark" title="Light or dark" onClick={switchTheme}><ThemeIcon /></button>
      </div>
    </header>
  );
}
