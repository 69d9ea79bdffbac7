/** The frame of every page, and which page stands in it. */

import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

import { TipLayer } from "../parts/tip";
import type { Choice, Page } from "../state/choice";
import { place } from "../state/place";
import { useStore } from "../state/store";
import { WorldPage } from "../world/WorldPage";
import { Announcer } from "./Announcer";
import { NotConnected, Notices } from "./Banner";
import { Header } from "./Header";
import { Keys } from "./Keys";
import { Sentence } from "./Sentence";
import { Failed } from "./States";
import { Problem } from "../api/client";

export interface PageProperties {
  readonly page: Page;
  readonly choice: Choice;
}

type Others = ComponentType<PageProperties>;

export function App(): JSX.Element {
  const { page, choice, notices } = useStore(place);
  return (
    <>
      <a class="skip" href="#main">To the figures</a>
      <Header page={page} />
      {page.name !== "method" && page.name !== "missing" && <Sentence page={page} choice={choice} />}
      <NotConnected />
      <Notices notices={notices} />
      <Content page={page} choice={choice} />
      <TipLayer />
      <Keys />
      <Announcer />
    </>
  );
}

function Content({ page, choice }: PageProperties): JSX.Element {
  if (page.name === "world") return <WorldPage choice={choice} />;
  if (page.name === "missing") return <Failed problem={new Problem(404, `There is no page at ${page.path}.`)} />;
  return <Later page={page} choice={choice} />;
}

/** The other pages come in a second file, so that the overview need not wait for them. */
function Later({ page, choice }: PageProperties): JSX.Element {
  const [Loaded, setLoaded] = useState<Others | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    import("../pages/pages").then(
      (module) => setLoaded(() => module.Pages),
      () => setFailed(true),
    );
  }, []);
  if (failed) return <Failed problem={new Problem(0, "A part of this view could not be loaded.")} />;
  return Loaded ? <Loaded page={page} choice={choice} /> : <main id="main" class="single" aria-busy="true" />;
}
