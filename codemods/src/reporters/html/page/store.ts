import type { Facet, FacetName } from './facets.ts';
import { EVERYTHING, readFragment, writeFragment, type Query } from './query.ts';
import type { Report } from './report.ts';
import { select, type Selection } from './select.ts';

/** What the parts of the page share: the report, what of it is selected, and who is told of changes. */
export class Store {
  readonly report: Report;
  readonly facets: Readonly<Record<FacetName, Facet>>;
  /** What is selected without any condition. */
  readonly all: Selection;
  #query: Query;
  #selection: Selection;
  readonly #listeners: (() => void)[] = [];

  constructor(report: Report, facets: Readonly<Record<FacetName, Facet>>) {
    this.report = report;
    this.facets = facets;
    this.all = select(report, facets, EVERYTHING);
    this.#query = readFragment(location.hash);
    this.#selection = this.#select();
    addEventListener('hashchange', () => {
      this.#query = readFragment(location.hash);
      this.#selection = this.#select();
      this.#tell();
    });
  }

  get query(): Query {
    return this.#query;
  }

  get selection(): Selection {
    return this.#selection;
  }

  /** Calls whenever the selection changes, and once at first. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
    listener();
  }

  /** Changes the query; another selection begins at its first page, and with no finding open. */
  change(change: Partial<Query>): void {
    const isSelecting = ['text', 'path', 'facets', 'sort', 'isDescending'].some((name) => name in change);
    this.#query = { ...this.#query, ...(isSelecting && { page: 0, finding: undefined }), ...change };
    // What is typed is no step to go back to.
    this.#write('facets' in change || 'path' in change ? 'pushState' : 'replaceState');
    if (isSelecting) this.#selection = this.#select();
    this.#tell();
  }

  /** Opens a finding, or none: the address tells of it, and the rest of the page stays. */
  open(finding: string | undefined): void {
    this.#query = { ...this.#query, finding };
    this.#write('replaceState');
  }

  /** Wants one value of a facet, or all where it is wanted already. */
  toggle(facet: FacetName, key: string): void {
    this.want(facet, this.#query.facets[facet] === key ? '' : key);
  }

  /** Wants one value of a facet; the empty text for all. */
  want(facet: FacetName, key: string): void {
    const facets = { ...this.#query.facets };
    if (key === '') Reflect.deleteProperty(facets, facet);
    else facets[facet] = key;
    this.change({ facets });
  }

  clear(): void {
    const { sort, isDescending } = this.#query;
    this.change({ ...EVERYTHING, sort, isDescending });
  }

  #select(): Selection {
    return select(this.report, this.facets, this.#query);
  }

  #write(how: 'pushState' | 'replaceState'): void {
    history[how](null, '', writeFragment(this.#query) || '#');
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
