import { GitError, spawnGit, startFailure } from '../files/git.ts';

const NEWLINE = 0x0a;

/** Reads what a repository keeps, one blob after the other, by one process of git. */
export class BlobReader {
  readonly #git: ReturnType<typeof spawnGit>;
  readonly #output: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  #failure: GitError | undefined;
  #said = '';

  /** @param root Absolute path of the repository's root. */
  constructor(root: string) {
    this.#git = spawnGit(root, ['cat-file', '--batch']);
    this.#git.stderr.setEncoding('utf8').on('data', (text: string) => (this.#said += text));
    this.#git.on('error', (error) => {
      this.#failure = startFailure(error);
    });
    // Writing to a process that has ended; reading from it tells more.
    this.#git.stdin.on('error', () => undefined);
    this.#output = this.#git.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /**
   * The bytes of a blob. Ask for the next one when this one is read.
   *
   * @throws {GitError} where the repository has no such blob, or git fails.
   */
  async read(blob: string): Promise<Buffer> {
    this.#git.stdin.write(`${blob}\n`);
    const head = await this.#takeLine();
    const size = / blob (\d+)$/.exec(head)?.[1];
    if (size === undefined) throw new GitError(`git cat-file: ${head}`, 'failed');
    return this.#take(Number(size));
  }

  async #takeLine(): Promise<string> {
    while (!this.#rest.includes(NEWLINE)) this.#rest = Buffer.concat([this.#rest, await this.#next()]);
    const end = this.#rest.indexOf(NEWLINE);
    const line = this.#rest.toString('latin1', 0, end);
    this.#rest = this.#rest.subarray(end + 1);
    return line;
  }

  /** Takes so many bytes, and the newline behind them. */
  async #take(size: number): Promise<Buffer> {
    const chunks: Buffer[] = [this.#rest];
    for (let length = this.#rest.length; length <= size; length += chunks.at(-1)?.length ?? 0) {
      chunks.push(await this.#next());
    }
    const bytes = Buffer.concat(chunks);
    this.#rest = bytes.subarray(size + 1);
    return bytes.subarray(0, size);
  }

  async #next(): Promise<Buffer> {
    const next = await this.#output.next();
    if (next.done !== true) return next.value;
    throw this.#failure ?? new GitError(`git cat-file: ${this.#said.trim() || 'it ended early'}`, 'failed');
  }
}
