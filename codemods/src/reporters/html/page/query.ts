import { FACETS, type FacetName } from './facets.ts';

/** What the list can be sorted by. */
export const SORTS = ['place', 'rule', 'severity', 'fix', 'message'] as const;

/** What the list is sorted by. */
export type SortName = (typeof SORTS)[number];

/** What of the report is shown. */
export interface Query {
  /** Words that all have to stand in path, rule or message. */
  readonly text: string;
  /** A folder or file; the empty text for all. */
  readonly path: string;
  /** The keys of the values that are wanted. */
  readonly facets: Readonly<Partial<Record<FacetName, string>>>;
  readonly sort: SortName;
  readonly isDescending: boolean;
  /** From 0. */
  readonly page: number;
  /** What the finding that is open is known by. */
  readonly finding: string | undefined;
}

/** Everything, by its place. */
export const EVERYTHING: Query = {
  text: '',
  path: '',
  facets: {},
  sort: 'place',
  isDescending: false,
  page: 0,
  finding: undefined,
};

/** Whether a query leaves something out. */
export function isFiltered({ text, path, facets }: Query): boolean {
  return text.trim() !== '' || path !== '' || Object.keys(facets).length > 0;
}

/** The query that an address's fragment holds. What means nothing is left out. */
export function readFragment(fragment: string): Query {
  const values = new URLSearchParams(fragment.replace(/^#/, ''));
  const sort = values.get('sort') ?? '';
  const name = SORTS.find((known) => known === sort.replace(/^-/, ''));
  const page = Number(values.get('page') ?? '1');
  return {
    text: values.get('q') ?? '',
    path: values.get('path') ?? '',
    facets: Object.fromEntries(
      FACETS.flatMap((facet) => {
        const key = values.get(facet);
        return key === null || key === '' ? [] : [[facet, key]];
      }),
    ),
    sort: name ?? 'place',
    isDescending: sort.startsWith('-'),
    page: Number.isSafeInteger(page) && page > 0 ? page - 1 : 0,
    finding: values.get('finding') ?? undefined,
  };
}

/** The fragment of the address that leads to a query. */
export function writeFragment({ text, path, facets, sort, isDescending, page, finding }: Query): string {
  const values = new URLSearchParams();
  if (text.trim() !== '') values.set('q', text.trim());
  if (path !== '') values.set('path', path);
  for (const facet of FACETS) {
    const key = facets[facet];
    if (key !== undefined) values.set(facet, key);
  }
  if (sort !== 'place' || isDescending) values.set('sort', `${isDescending ? '-' : ''}${sort}`);
  if (page > 0) values.set('page', String(page + 1));
  if (finding !== undefined) values.set('finding', finding);
  const fragment = values.toString();
  return fragment === '' ? '' : `#${fragment}`;
}
