import { surroundingsKind } from 'eslint-plugin-cogniverse/surroundings-kind';

import { isPython } from '../../parse/language.ts';

/** What files are written in, as a report counts them. */
export const LANGUAGES = [
  'TypeScript',
  'JavaScript',
  'Python',
  'CI workflow',
  'Image',
  'Configuration',
] as const;

/** The position of a file's language in `LANGUAGES`. */
export function languageIndex(file: string): number {
  return LANGUAGES.indexOf(languageOf(file));
}

function languageOf(file: string): (typeof LANGUAGES)[number] {
  switch (surroundingsKind(file)) {
    case 'workflow':
    case 'pipeline':
      return 'CI workflow';
    case 'image':
      return 'Image';
    case 'pytest-config':
      return 'Configuration';
    case undefined:
      if (isPython(file)) return 'Python';
      return /\.[cm]?tsx?$/.test(file) ? 'TypeScript' : 'JavaScript';
  }
}
