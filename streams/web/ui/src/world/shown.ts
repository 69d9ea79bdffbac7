/** The rows that the page shows, for who speaks of them. Empty where no table of countries is open. */

import type { Row } from "../api/types";
import { createStore } from "../state/store";

export const shown = createStore<readonly Row[]>([]);
