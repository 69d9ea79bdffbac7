/** The page where there are no figures: catching up, empty, failed. It says what is known and what happens next. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";

import { askAgain } from "../api/beat";
import type { Problem } from "../api/client";
import { WorldMap } from "../map/WorldMap";
import { type Stage, connection } from "../state/live";
import { useStore } from "../state/store";
import { whole } from "../words/numbers";

export function CatchingUp(): JSX.Element {
  const { status } = useStore(connection);
  const progress = status?.progress ?? [];
  const done = progress.reduce((sum, topic) => sum + topic.done, 0);
  const total = progress.reduce((sum, topic) => sum + topic.total, 0);
  const left = status?.seconds_left ?? null;
  return (
    <main id="main" class="single">
      <h1>Reading what is already there</h1>
      <p class="subtitle">
        {total > 0 && `${whole(done)} of ${whole(total)} records${left === null ? "" : `, about ${Math.max(1, Math.round(left))} s left`}. `}
        Counts appear when all are read, because half a count is a wrong count.
      </p>
      <ul class="progress">
        {progress.map((topic) => (
          <li key={topic.topic}>
            <span>{topic.topic}</span>
            <progress aria-label={topic.topic} max={Math.max(1, topic.total)} value={topic.total === 0 ? 1 : topic.done} />
            <span>{whole(topic.done)} of {whole(topic.total)}</span>
          </li>
        ))}
      </ul>
      <WorldMap rows={null} measure="attacks" window="7d" hovered={null} onHover={() => undefined} />
    </main>
  );
}

const FIRST_ARTICLE = `echo '{"source": "Example", "title": "Test", "body": "Rockets hit Erbil airport on Monday. Two guards were wounded."}' | streams produce -`;

export function Empty(): JSX.Element {
  const { status } = useStore(connection);
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(FIRST_ARTICLE).then(() => setCopied(true), () => setCopied(false));
  };
  return (
    <main id="main" class="single narrow">
      <h1>No articles yet</h1>
      <p class="subtitle">Connected; the topics are there and empty. Send one article:</p>
      <div class="command">
        <pre><code>{FIRST_ARTICLE}</code></pre>
        <button type="button" class="button" onClick={copy}>{copied ? "Copied" : "Copy"}</button>
      </div>
      <p class="subtitle">or start with the sample articles:</p>
      <div class="command"><pre><code>streams demo</code></pre></div>
      <p class="subtitle">It will pass here:</p>
      <ol class="stages-line">
        {(status?.stages ?? []).map((stage: Stage) => <li key={stage.name}>{stage.name} <b>{whole(stage.records)}</b></li>)}
      </ol>
      <p class="note">Still 0 after a minute? Run <code>streams doctor</code>.</p>
    </main>
  );
}

export function Failed({ problem }: { problem: Problem }): JSX.Element {
  return (
    <main id="main" class="single narrow">
      <h1>{problem.status === 404 ? "Nothing here" : "This page cannot be shown"}</h1>
      <p class="subtitle" role="alert"><bdi>{problem.message}</bdi> {problem.status === 0 && "The view tries again by itself."}</p>
      <p><button type="button" class="button" onClick={askAgain}>Try now</button></p>
    </main>
  );
}
