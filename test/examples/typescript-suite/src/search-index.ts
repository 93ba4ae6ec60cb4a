import { readFile, writeFile } from 'node:fs/promises';

import type { Embeddings } from './embedder.ts';

/** Pages with their embeddings, searched by dot product. */
export class SearchIndex {
  readonly #pages = new Map<string, readonly number[]>();

  get size(): number {
    return this.#pages.size;
  }

  add(names: readonly string[], rows: Embeddings): void {
    names.forEach((name, index) => this.#pages.set(name, rows[index] ?? []));
  }

  nearest(query: readonly number[]): string | undefined {
    const score = (row: readonly number[]) => row.reduce((sum, value, index) => sum + value * (query[index] ?? 0), 0);
    return [...this.#pages].sort(([, a], [, b]) => score(b) - score(a))[0]?.[0];
  }

  async save(file: string): Promise<void> {
    await writeFile(file, JSON.stringify([...this.#pages]));
  }

  static async open(file: string): Promise<SearchIndex> {
    const index = new SearchIndex();
    const pages: [string, number[]][] = JSON.parse(await readFile(file, 'utf8'));
    for (const [name, row] of pages) index.add([name], [row]);
    return index;
  }
}
