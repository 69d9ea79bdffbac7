/** How fresh the page is: shape, word, age of the newest record, lag; opens to each stage. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

import { useDisclosure } from "../parts/useDisclosure";
import { StateDot } from "../parts/icons";
import { type Connection, connection } from "../state/live";
import { useStore } from "../state/store";
import { whole } from "../words/numbers";
import { age, clock } from "../words/time";

export function useNow(every: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

export function percentRead(connected: Connection): number {
  const progress = connected.status?.progress ?? [];
  const total = progress.reduce((sum, topic) => sum + topic.total, 0);
  return total === 0 ? 100 : Math.floor((100 * progress.reduce((sum, topic) => sum + topic.done, 0)) / total);
}

export function Freshness(): JSX.Element {
  const connected = useStore(connection);
  const now = useNow(connected.state === "live" ? 1000 : 5000);
  const { open, toggle, box } = useDisclosure<HTMLDivElement>();
  const { status } = connected;
  return (
    <div class="freshness" ref={box}>
      <button type="button" class="quiet-button freshness-button" aria-expanded={open} aria-controls="stages" onClick={toggle}>
        {connected.state === "live" && (
          <>
            <StateDot state="live" /> <b>Live</b>{" "}
            {status?.newest ? (
              <span class="fresh-age"><span class="wide-only">newest record </span>{age(now - Date.parse(status.newest))}<span class="wide-only"> ago</span></span>
            ) : <span>nothing read</span>}
            {status && <span class="fresh-lag wide-only">lag {whole(status.lag)}</span>}
          </>
        )}
        {connected.state === "connecting" && <><StateDot state="catching" /> <b>Connecting</b></>}
        {connected.state === "catching up" && <><StateDot state="catching" /> <b>Catching up</b> <span>{percentRead(connected)} %</span></>}
        {connected.state === "not connected" && <><StateDot state="lost" /> <b>Not connected</b> <span>since {clock(connected.since)}</span></>}
      </button>
      {open && <Stages connected={connected} now={now} />}
    </div>
  );
}

function Stages({ connected, now }: { connected: Connection; now: number }): JSX.Element {
  const { status } = connected;
  return (
    <div id="stages" class="popover stages">
      <table>
        <thead><tr><th scope="col"><span class="hidden">Stage</span></th><th scope="col">records</th><th scope="col">lag</th><th scope="col">newest</th></tr></thead>
        <tbody>
          {(status?.stages ?? []).map((stage) => (
            <tr key={stage.name}>
              <th scope="row">{stage.name}</th>
              <td>{whole(stage.records)}</td>
              <td class={stage.lag > 0 ? "behind" : "even"}>{whole(stage.lag)}</td>
              <td>{stage.newest ? age(now - Date.parse(stage.newest)) : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {status ? (
        <p class="note">
          Clock: {status.clock === "event" ? "event time (newest event seen)" : "the wall clock"}. Dead letters: <b>{whole(status.dead_letters)}</b>
          {status.dead_letters > 0 && <>; <code>streams dead-letters</code> lists them</>}
        </p>
      ) : <p class="note">Nothing is known yet of the stages.</p>}
    </div>
  );
}
