export type Theme = 'light' | 'dark';

const ENTRY = 'drape.theme';
const systemDark = matchMedia('(prefers-color-scheme: dark)');

/** What is shown now: what was chosen in this tab, else what the system prefers. */
export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return systemDark.matches ? 'dark' : 'light';
}

export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  sessionStorage.setItem(ENTRY, theme);
}

export function restoreTheme(): void {
  const chosen = sessionStorage.getItem(ENTRY);
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
}

export function onSystemTheme(listener: () => void, signal: AbortSignal): void {
  systemDark.addEventListener('change', listener, { signal });
}
