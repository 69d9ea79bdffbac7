/** What is shown, to take away. */

import type { JSX } from "preact";

import { paths } from "../api/paths";
import type { Choice } from "../state/choice";
import { Chevron } from "./icons";
import { useDisclosure } from "./useDisclosure";

const FORMATS = [["csv", "CSV with HXL hashtags"], ["json", "JSON"], ["geojson", "GeoJSON"]] as const;

export function ExportMenu({ country, choice }: { country: string | null; choice: Choice }): JSX.Element {
  const { open, toggle, close, box } = useDisclosure<HTMLDivElement>();
  return (
    <div class="menu" ref={box}>
      <button type="button" class="menu-button" aria-expanded={open} onClick={toggle}>Export <Chevron /></button>
      {open && (
        <ul class="popover choices right">
          {FORMATS.map(([format, words]) => <li key={format}><a href={paths.export(format, country, choice)} download onClick={close}>{words}</a></li>)}
        </ul>
      )}
    </div>
  );
}
