/** One search over places, actors and sentences: a list under the field, walked by arrows, opened by Enter. */

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { paths } from "../api/paths";
import { useResource } from "../api/resource";
import { hits, type Hit, type SearchAnswer } from "../api/search";
import { Marked } from "../parts/Fragment";
import { SearchIcon } from "../parts/icons";
import { go } from "../state/place";
import { plural } from "../words/numbers";
import { day } from "../words/time";

const PAUSE = 150; // ms without a key before we ask

export function Search(): JSX.Element {
  const [words, setWords] = useState("");
  const [asked, setAsked] = useState("");
  const [open, setOpen] = useState(false);
  const [unfolded, setUnfolded] = useState(false);
  const [active, setActive] = useState(0);
  const box = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => { setAsked(words.trim()); setActive(0); }, PAUSE);
    return () => clearTimeout(timer);
  }, [words]);
  useEffect(() => {
    const press = (event: Event): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) { setOpen(false); setUnfolded(false); }
    };
    addEventListener("pointerdown", press);
    return () => removeEventListener("pointerdown", press);
  }, []);
  useEffect(() => {
    if (unfolded) field.current?.focus();
  }, [unfolded]);
  const { data, waiting, error } = useResource<SearchAnswer>(asked ? paths.search(asked) : null);
  const found = data && asked ? hits(data) : [];
  const listed = open && asked !== "";
  const take = (hit: Hit): void => {
    setOpen(false);
    setUnfolded(false);
    setWords("");
    field.current?.blur();
    if (hit.country) go({ name: "country", iso: hit.country, incident: hit.incident }, { window: "all", asOf: null, types: [], minimum: null, query: hit.incident ? "" : hit.query });
    else go({ name: "incidents", incident: null }, { window: "all", query: hit.query });
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown") setActive((index) => Math.min(found.length - 1, index + 1));
    else if (event.key === "ArrowUp") setActive((index) => Math.max(0, index - 1));
    else if (event.key === "Escape") { setOpen(false); setUnfolded(false); }
    else return;
    event.preventDefault();
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const hit = found[active];
    if (hit && listed) take(hit);
    else if (words.trim()) { setOpen(false); go({ name: "incidents", incident: null }, { query: words.trim(), window: "all" }); }
  };
  return (
    <>
      <button type="button" class="icon-button search-open" aria-label="Search" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}><SearchIcon /></button>
      <form class={unfolded ? "search unfolded" : "search"} role="search" ref={box} onSubmit={submit}>
        <SearchIcon />
        <input
          ref={field} id="search" type="text" placeholder="Place, actor or words in a sentence" aria-label="Search" autocomplete="off" spellcheck={false} maxLength={200}
          role="combobox" aria-expanded={listed} aria-controls="found" aria-autocomplete="list" aria-activedescendant={listed && found[active] ? `found-${active}` : undefined}
          value={words} onInput={(event) => { setWords(event.currentTarget.value); setOpen(true); }} onFocus={() => setOpen(true)} onKeyDown={press}
        />
        {listed && !waiting && data ? <span class="search-count">{plural(found.length, "result")}</span> : <kbd aria-hidden="true">/</kbd>}
        <div id="found" class={listed ? "popover found" : "popover found empty"} role="listbox" aria-label="Results">
          {listed && found.map((hit, index) => (
            <div
              key={hit.key} id={`found-${index}`} role="option" aria-selected={index === active} class={index === active ? "hit active" : "hit"}
              onPointerDown={(event) => { event.preventDefault(); take(hit); }} onPointerEnter={() => setActive(index)}
            >
              <p class="clip-2"><bdi><b><Marked {...hit.title} /></b>{hit.after}</bdi> <span class="quiet">{hit.when ? day(hit.when) : hit.kind}</span></p>
              {hit.fragment && <p class={hit.quoted ? "quote clip-2" : "clip-2"}><bdi><Marked {...hit.fragment} /></bdi></p>}
            </div>
          ))}
        </div>
        {listed && !waiting && found.length === 0 && <p class="popover found-none" role="status">{error ? error.message : "Nothing matches these words."}</p>}
      </form>
    </>
  );
}
