/** Every page but the overview. */

import type { JSX } from "preact";

import { CountryPage } from "../country/CountryPage";
import type { PageProperties } from "../frame/App";
import { CorrectionsPage } from "./CorrectionsPage";
import { IncidentsPage } from "./IncidentsPage";
import { MethodPage } from "./MethodPage";

export function Pages({ page, choice }: PageProperties): JSX.Element | null {
  switch (page.name) {
    case "country":
      return <CountryPage key={page.iso} iso={page.iso} incident={page.incident} choice={choice} />;
    case "incidents":
      return <IncidentsPage incident={page.incident} choice={choice} />;
    case "corrections":
      return <CorrectionsPage choice={choice} />;
    case "method":
      return <MethodPage />;
    default:
      return null;
  }
}
