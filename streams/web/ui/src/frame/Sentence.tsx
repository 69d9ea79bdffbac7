/** The controls are a sentence: show attacks in the last 7 d up to live. It governs title, map, table and chart. */

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import type { Timeline as TimelineAnswer } from "../api/types";
import { paths } from "../api/paths";
import { useResource } from "../api/resource";
import { RadioGroup } from "../parts/RadioGroup";
import { StateDot } from "../parts/icons";
import { type Choice, MEASURES, MEASURE_LABELS, type Page, WINDOWS, WINDOW_LABELS } from "../state/choice";
import { choose } from "../state/place";
import { AsOf } from "./AsOf";
import { Timeline } from "./Timeline";

interface Properties {
  readonly page: Page;
  readonly choice: Choice;
}

export function Sentence({ page, choice }: Properties): JSX.Element {
  const country = page.name === "country" ? page.iso : null;
  const { data } = useResource<TimelineAnswer>(paths.timeline(country));
  const [folded, setFolded] = useFolded();
  const live = choice.asOf === null;
  const summary = `${MEASURE_LABELS[choice.measure]}, ${WINDOW_LABELS[choice.window]}, ${live ? "live" : "past"}`;
  return (
    <section class={folded ? "sentence folded" : "sentence"} aria-label="What is shown">
      <div class="inner">
        <button type="button" class="fold" aria-expanded={!folded} onClick={() => setFolded(!folded)}>{summary}</button>
        <span class="word">Show</span>
        <RadioGroup name="measure" label="Measure" value={choice.measure} onChoose={(measure) => choose({ measure, sort: null })} options={MEASURES.map((measure) => [measure, MEASURE_LABELS[measure]])} />
        <span class="word">in the last</span>
        <RadioGroup name="window" label="Window" value={choice.window} onChoose={(window) => choose({ window })} options={WINDOWS.map((window) => [window, WINDOW_LABELS[window]])} />
        <span class="word">up to</span>
        <button type="button" class={live ? "live-button chosen" : "live-button"} aria-pressed={live} onClick={() => choose({ asOf: live && data ? data.as_of : null })}>
          <StateDot state={live ? "live" : "past"} /> Live
        </button>
        <Timeline answer={data} choice={choice} />
        <AsOf now={data?.as_of ?? null} choice={choice} />
      </div>
    </section>
  );
}

/** On a phone the bar folds to a line once the page is scrolled, and opens again at the top. */
function useFolded(): [boolean, (folded: boolean) => void] {
  const [folded, setFolded] = useState(false);
  const high = useRef(true);
  useEffect(() => {
    const follow = (): void => {
      const scrolled = scrollY > 140;
      if (scrolled !== high.current) return; // only when the top is left or reached, so that a press holds
      high.current = !scrolled;
      setFolded(scrolled && matchMedia("(max-width: 719px)").matches);
    };
    addEventListener("scroll", follow, { passive: true });
    return () => removeEventListener("scroll", follow);
  }, []);
  return [folded, setFolded];
}
