/** What a reader must know before reading the figures: not connected, a past time, words not understood. */

import type { JSX } from "preact";

import { connection, missed, tryNow } from "../state/live";
import type { Choice } from "../state/choice";
import { choose } from "../state/place";
import { useStore } from "../state/store";
import { plural } from "../words/numbers";
import { clockWithSeconds } from "../words/time";
import { useNow } from "./Freshness";

export function NotConnected(): JSX.Element | null {
  const connected = useStore(connection);
  const now = useNow(1000);
  if (connected.state !== "not connected") return null;
  const wait = connected.retryAt === null ? null : Math.max(0, Math.round((connected.retryAt - now) / 1000));
  return (
    <div class="banner" role="alert">
      <div class="inner">
        <p>
          <b>No updates since {clockWithSeconds(connected.since)} UTC.</b><br />
          Figures are as of then. {wait === null ? "The view tries again by itself." : <span aria-live="off">Next try {wait === 0 ? "now" : `in ${wait} s`}.</span>}
        </p>
        <button type="button" class="button" onClick={tryNow}>Try now</button>
      </div>
    </div>
  );
}

export function Notices({ notices }: { notices: readonly string[] }): JSX.Element | null {
  if (notices.length === 0) return null;
  return <div class="notices" role="status">{notices.map((notice) => <p key={notice}><bdi>{notice}</bdi></p>)}</div>;
}

export function PastNote({ choice }: { choice: Choice }): JSX.Element | null {
  const later = useStore(missed);
  if (choice.asOf === null) return null;
  return (
    <p class="past-note">
      Figures are as known now, not as known then: later reports about that time still move them.{" "}
      <button type="button" class="link" onClick={() => choose({ asOf: null })}>
        {later.size > 0 ? `${plural(later.size, "newer change")}, show live` : "Show live"}
      </button>
    </p>
  );
}
