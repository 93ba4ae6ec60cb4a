/** Builds the site once for all tests. A link to a page that is not there ends the build. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const docs = path.resolve(import.meta.dirname, '..');

export default async function buildSite(): Promise<void> {
  await promisify(execFile)('npm', ['run', '--silent', 'docs:build'], { cwd: docs });
}
