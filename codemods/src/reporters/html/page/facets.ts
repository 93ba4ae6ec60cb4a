import { STATES, type Report } from './report.ts';

/** What findings can be told apart by. */
export const FACETS = ['practice', 'rule', 'language', 'severity', 'fix', 'state'] as const;

/** The name of a facet, in the page's address too. */
export type FacetName = (typeof FACETS)[number];

/** One of the values of a facet. */
export interface FacetValue {
  /** In the page's address. */
  readonly key: string;
  readonly label: string;
}

/** A facet of the findings. */
export interface Facet {
  readonly name: FacetName;
  readonly title: string;
  readonly values: readonly FacetValue[];
  /** The value's position for each row; -1 for none. */
  readonly column: Int32Array;
}

/** The name by which people know what is no rule's. */
const UNREADABLE = 'unreadable file';

/** The facets of a report. */
export function facetsOf({ data, rows }: Report): Readonly<Record<FacetName, Facet>> {
  const facet = (
    name: FacetName,
    title: string,
    column: Int32Array,
    values: readonly FacetValue[],
  ): Facet => ({
    name,
    title,
    column,
    values,
  });
  return {
    practice: facet(
      'practice',
      'Practice',
      rows.section,
      data.sections.map(({ title }) => ({ key: slug(title), label: title })),
    ),
    rule: facet(
      'rule',
      'Rule',
      rows.rule,
      data.rules.map(({ name }) => ({ key: name || slug(UNREADABLE), label: name || UNREADABLE })),
    ),
    language: facet(
      'language',
      'Language',
      rows.language,
      data.languages.map((label) => ({ key: slug(label), label })),
    ),
    severity: facet('severity', 'Severity', rows.severity, [
      { key: 'off', label: 'Off' },
      { key: 'warning', label: 'Warning' },
      { key: 'error', label: 'Error' },
    ]),
    fix: facet('fix', 'Fix', rows.mending, [
      { key: 'hand', label: 'By hand' },
      { key: 'fix', label: 'Automatic' },
      { key: 'suggestion', label: 'Suggested' },
      { key: 'codemod', label: 'By codemod' },
    ]),
    state: facet('state', 'Since the last report', rows.state, [
      { key: '', label: '' },
      ...STATES.slice(1).map((key) => ({ key, label: `${key[0]?.toUpperCase() ?? ''}${key.slice(1)}` })),
    ]),
  };
}

function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
