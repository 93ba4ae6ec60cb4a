import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

import { hasCode, messageOf, UsageError } from '../errors.ts';
import { digestOf } from '../files/digest.ts';
import { createSourceFile, writeSourceFile } from '../files/write.ts';
import { isRecord } from '../is-record.ts';
import { type Accepted, Tally } from './tally.ts';

/** The form of the file; another one is another tool's, or a later version's. */
const VERSION = 1;
const CONFLICT = /^(?:<{7}|={7}|>{7})/m;

/** A baseline as it stands on the disk. */
export interface BaselineFile {
  /** Absolute path. */
  readonly file: string;
  /** The findings that are accepted, by the paths of their files from the baseline's folder. */
  readonly accepted: Accepted;
  /** What it is written with; absent where there is no such file yet. */
  readonly text: string | undefined;
}

/**
 * Reads a baseline.
 *
 * @param mayBeNew Whether it need not exist.
 * @throws {UsageError} where it can't be read, or holds something else.
 */
export function readBaseline(file: string, mayBeNew: boolean): BaselineFile {
  const name = JSON.stringify(path.relative(process.cwd(), file) || file);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      if (mayBeNew) return { file, accepted: new Tally(), text: undefined };
      throw new UsageError(`The baseline ${name} does not exist; --update-baseline makes it`);
    }
    if (hasCode(error, 'EISDIR')) {
      throw new UsageError(
        `--baseline ${name} is a folder. To limit the run to a folder, write it before the option: tests --baseline`,
      );
    }
    throw new UsageError(`The baseline ${name} can't be read: ${messageOf(error)}`);
  }
  if (CONFLICT.test(text)) {
    throw new UsageError(
      `The baseline ${name} has the conflict markers of a merge; take either side, then run --update-baseline`,
    );
  }
  return { file: realpathSync(file), accepted: parseBaseline(text, name), text };
}

function parseBaseline(text: string, name: string): Accepted {
  const refuse = (why: string): UsageError =>
    new UsageError(
      `The baseline ${name} is not valid: ${why}. Restore it, or remove it and run --update-baseline`,
    );
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw refuse(messageOf(error));
  }
  if (!isRecord(data)) throw refuse('it is no JSON object');
  const { version, findings } = data;
  if (version !== VERSION) {
    const shown = version === undefined ? 'no version' : `version ${JSON.stringify(version)}`;
    throw refuse(`it has ${shown}, and this cogniverse-codemod reads version ${VERSION}`);
  }
  if (!isRecord(findings)) throw refuse('"findings" is no object');
  const accepted = new Tally();
  for (const [file, rules] of Object.entries(findings)) {
    if (!isRecord(rules)) throw refuse(`what stands under ${JSON.stringify(file)} is no object`);
    for (const [rule, places] of Object.entries(rules)) {
      if (!isRecord(places)) throw refuse(`${JSON.stringify(rule)} of ${JSON.stringify(file)} is no object`);
      for (const [place, count] of Object.entries(places)) {
        if (typeof count !== 'number' || !Number.isInteger(count) || count < 1) {
          throw refuse(`the number of ${JSON.stringify(place)} in ${JSON.stringify(file)} is no whole number from 1`);
        }
        accepted.add({ file, rule, place }, count);
      }
    }
  }
  return accepted;
}

/**
 * Writes accepted findings to a baseline, in one step, unless they are what it holds: sorted, one a line, so that
 * those of two branches merge.
 *
 * @throws {UsageError} where that is refused.
 */
export async function writeBaseline({ file, text }: BaselineFile, accepted: Accepted): Promise<void> {
  const lineEnd = text?.includes('\r\n') === true ? '\r\n' : '\n';
  const json = `${JSON.stringify({ version: VERSION, findings: accepted.toJSON() }, null, 2)}\n`;
  const wanted = json.replaceAll('\n', lineEnd);
  if (wanted === text) return;
  try {
    if (text === undefined) await createSourceFile(file, wanted);
    else await writeSourceFile(file, wanted, digestOf(Buffer.from(text)));
  } catch (error) {
    throw new UsageError(`The baseline ${JSON.stringify(file)} can't be written: ${messageOf(error)}`);
  }
}
