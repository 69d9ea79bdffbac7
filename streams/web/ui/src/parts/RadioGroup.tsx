/** Words in a row, one of them chosen: native radio buttons, so arrows and screen readers work as everywhere. */

import type { JSX } from "preact";

interface Properties<T extends string> {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [T, string])[];
  readonly value: T;
  readonly onChoose: (value: T) => void;
}

export function RadioGroup<T extends string>({ name, label, options, value, onChoose }: Properties<T>): JSX.Element {
  return (
    <fieldset class="radios">
      <legend class="hidden">{label}</legend>
      {options.map(([option, words]) => (
        <label key={option} class={option === value ? "radio chosen" : "radio"}>
          <input class="hidden" type="radio" name={name} value={option} checked={option === value} onChange={() => onChoose(option)} />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}
