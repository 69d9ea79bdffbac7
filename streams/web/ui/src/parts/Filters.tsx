/** Which incidents: by type, by casualties. Two disclosures with plain checkboxes and radio buttons. */

import type { JSX } from "preact";

import { type Choice, EVENT_TYPES, type EventType, type Minimum } from "../state/choice";
import { choose } from "../state/place";
import { writeMinimum } from "../state/address";
import { Chevron } from "./icons";
import { useDisclosure } from "./useDisclosure";

const MINIMA: readonly (readonly [Minimum | null, string])[] = [
  [null, "any"],
  [{ figure: "injured", least: 1 }, "1 or more injured"],
  [{ figure: "injured", least: 10 }, "10 or more injured"],
  [{ figure: "killed", least: 1 }, "1 or more killed"],
  [{ figure: "killed", least: 5 }, "5 or more killed"],
  [{ figure: "killed", least: 25 }, "25 or more killed"],
];

function typesLabel(types: readonly EventType[]): string {
  if (types.length === 0) return "All types";
  return types.length === 1 ? (types[0] ?? "") : `${types.length} types`;
}

const key = (minimum: Minimum | null): string => (minimum ? writeMinimum(minimum) : "any");

export function Filters({ choice }: { choice: Choice }): JSX.Element {
  const types = useDisclosure<HTMLDivElement>();
  const least = useDisclosure<HTMLDivElement>();
  const label = MINIMA.find(([minimum]) => key(minimum) === key(choice.minimum))?.[1] ?? (choice.minimum ? `${choice.minimum.least} or more ${choice.minimum.figure}` : "any");
  const switchType = (type: EventType): void =>
    choose({ types: EVENT_TYPES.filter((one) => (one === type ? !choice.types.includes(one) : choice.types.includes(one))) });
  return (
    <div class="filters">
      <div class="menu" ref={types.box}>
        <button type="button" class={choice.types.length > 0 ? "menu-button chosen" : "menu-button"} aria-expanded={types.open} onClick={types.toggle}>
          <span class="clip">{typesLabel(choice.types)}</span> <Chevron />
        </button>
        {types.open && (
          <fieldset class="popover choices">
            <legend class="hidden">Types of event</legend>
            {EVENT_TYPES.map((type) => (
              <label key={type}><input type="checkbox" checked={choice.types.includes(type)} onChange={() => switchType(type)} /> {type}</label>
            ))}
            {choice.types.length > 0 && <button type="button" class="link" onClick={() => choose({ types: [] })}>All types</button>}
          </fieldset>
        )}
      </div>
      <div class="menu" ref={least.box}>
        <button type="button" class={choice.minimum ? "menu-button chosen" : "menu-button"} aria-expanded={least.open} onClick={least.toggle}>
          <span class="clip">Casualties: {label}</span> <Chevron />
        </button>
        {least.open && (
          <fieldset class="popover choices">
            <legend class="hidden">Casualties</legend>
            {MINIMA.map(([minimum, words]) => (
              <label key={words}><input type="radio" name="least" checked={key(minimum) === key(choice.minimum)} onChange={() => choose({ minimum })} /> {words}</label>
            ))}
          </fieldset>
        )}
      </div>
    </div>
  );
}
