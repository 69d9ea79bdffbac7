/** The few signs that stand where no word fits. All are decoration: the words are beside them or in a label. */

import type { JSX } from "preact";

function Icon({ children, size = 16 }: { children: JSX.Element | JSX.Element[]; size?: number }): JSX.Element {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const Logo = (): JSX.Element => (
  <svg class="logo" width="18" height="16" viewBox="0 0 18 16" aria-hidden="true" focusable="false">
    <rect x="0" y="2" width="11" height="2.6" /><rect x="0" y="6.7" width="18" height="2.6" /><rect x="0" y="11.4" width="8" height="2.6" />
  </svg>
);
export const SearchIcon = (): JSX.Element => (
  <Icon><circle cx="7" cy="7" r="4.5" /><path d="M10.5 10.5 14 14" /></Icon>
);
export const CalendarIcon = (): JSX.Element => (
  <Icon><rect x="2.5" y="3.5" width="11" height="10" rx="1" /><path d="M2.5 6.5h11M5.5 1.5v3M10.5 1.5v3" /></Icon>
);
export const ThemeIcon = (): JSX.Element => (
  <Icon><circle cx="8" cy="8" r="5.5" /><path class="filled" d="M8 2.5a5.5 5.5 0 0 1 0 11z" /></Icon>
);
export const Chevron = (): JSX.Element => <Icon size={12}><path d="M4 6l4 4 4-4" /></Icon>;
export const ChevronRight = (): JSX.Element => <Icon size={12}><path d="M6 3l5 5-5 5" /></Icon>;
export const ExternalIcon = (): JSX.Element => (
  <Icon size={11}><path d="M6 3H3v10h10v-3M9 3h4v4M13 3 7.5 8.5" /></Icon>
);

/** The state of the system by shape as well as colour: full, pie, hollow. */
export function StateDot({ state }: { state: "live" | "catching" | "lost" | "past" }): JSX.Element {
  return (
    <svg class={`dot dot-${state}`} width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" focusable="false">
      <circle cx="5" cy="5" r={state === "live" || state === "past" ? 4.5 : 3.6} />
      {state === "catching" && <path d="M5 5V1.4A3.6 3.6 0 1 1 1.4 5z" />}
    </svg>
  );
}
