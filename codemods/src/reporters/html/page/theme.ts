const KEY = 'cogniverse-report-theme';

type Theme = 'light' | 'dark';

/** Shows the page as it was shown last, before anything of it is drawn; otherwise as the system is. */
export function applyTheme(): void {
  const kept = stored();
  if (kept) document.documentElement.dataset['theme'] = kept;
}

/** Switches between light and dark. */
export function toggleTheme(): void {
  const { dataset } = document.documentElement;
  const isDark = (dataset['theme'] ?? systemTheme()) === 'dark';
  const theme: Theme = isDark ? 'light' : 'dark';
  dataset['theme'] = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // A browser that keeps nothing for pages of its own still shows it.
  }
}

function systemTheme(): Theme {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function stored(): Theme | undefined {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === 'light' || theme === 'dark' ? theme : undefined;
  } catch {
    return undefined;
  }
}
