/** Light or dark: follows the system until the button says otherwise, then is kept on this device. */

const KEY = "streams-theme";
type Theme = "light" | "dark";

function stored(): Theme | null {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : null;
  } catch {
    return null; // storage may be forbidden; then the system decides
  }
}

function shown(): Theme {
  return stored() ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

export function applyTheme(): void {
  const kept = stored();
  if (kept) document.documentElement.dataset["theme"] = kept;
  else delete document.documentElement.dataset["theme"];
}

export function switchTheme(): void {
  const next: Theme = shown() === "dark" ? "light" : "dark";
  document.documentElement.dataset["theme"] = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // It lasts as long as the page.
  }
}
