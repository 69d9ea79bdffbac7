/** The finer outlines of a country and its neighbours, from the file that the build cut for it. */

import { useEffect, useState } from "preact/hooks";
import type { Feature, MultiPolygon } from "geojson";

export interface Drawn {
  readonly iso: string;
  readonly name: string;
  readonly shape: Feature<MultiPolygon>;
}

type Row = readonly [iso: string, name: string, polygons: MultiPolygon["coordinates"]];

export function useOutlines(iso: string): readonly Drawn[] {
  const [drawn, setDrawn] = useState<readonly Drawn[]>([]);
  useEffect(() => {
    const control = new AbortController();
    setDrawn([]);
    fetch(`/outlines/${iso}.json`, { signal: control.signal })
      .then(async (answer) => (answer.ok ? ((await answer.json()) as readonly Row[]) : []))
      .then(
        (rows) => setDrawn(rows.map(([code, name, coordinates]) => ({ iso: code, name, shape: { type: "Feature", properties: {}, geometry: { type: "MultiPolygon", coordinates } } }))),
        () => undefined, // points without outlines are still points
      );
    return () => control.abort();
  }, [iso]);
  return drawn;
}
