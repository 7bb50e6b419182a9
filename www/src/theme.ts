// Light or dark: as the system says, until the visitor says otherwise.

import { signal } from "@preact/signals";

const KEY = "theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

type Theme = "light" | "dark";

const system = (): Theme => (dark.matches ? "dark" : "light");

export const theme = signal<Theme>(stored() ?? system());

theme.subscribe((value) => {
  document.documentElement.dataset.theme = value;
});
dark.addEventListener("change", () => {
  if (stored() === undefined) theme.value = system();
});

export function switchTheme() {
  theme.value = theme.value === "dark" ? "light" : "dark";
  try {
    localStorage.setItem(KEY, theme.value);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}

function stored(): Theme | undefined {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : undefined;
  } catch {
    return undefined;
  }
}
