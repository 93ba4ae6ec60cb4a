const DOCS = 'https://github.com/cogniverse/test-toolkit/blob/main/docs/';

/** The address of a page of the documentation. */
export function pageAddress(page: string): string {
  return DOCS + page;
}
