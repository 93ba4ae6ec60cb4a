import path from 'node:path';

import { findPolicyFile, PolicyError } from '@cogniverse/guide';

import { toPosix } from '../files/posix.ts';
import { pageAddress } from '../page-address.ts';
import { appendTomlTable } from '../setup/text/edit-toml.ts';
import { applySplices, splitMark } from '../setup/text/splice.ts';
import { tomlEntries } from '../setup/text/toml-tree.ts';
import type { PartPlan } from './part.ts';
import type { InitProject } from './project.ts';

/** Where nothing is said, the guide holds: a policy begins with no more than a place for what is to be said. */
const JSON_START = '{\n  "models": {\n    "allow": []\n  }\n}\n';
const TOML_START = [
  '[tool.cogniverse]',
  '# Where nothing is said here, the guide holds. Every key:',
  `# ${pageAddress('policy.md')}`,
  '# models.allow = ["intfloat/e5-small-v2"]',
  '# timeouts.default = "30s"',
];

/** Plans the policy: a place for what the project wants otherwise than the guide. */
export function planPolicy(project: InitProject): PartPlan {
  const { folder, root, files } = project;
  const known = policyFile(folder);
  if (known !== undefined) {
    const text = `${toPosix(path.relative(root, known))} has the policy`;
    return { part: 'policy', files: [], notes: [{ kind: 'present', text }] };
  }
  const pyproject = path.join(folder, 'pyproject.toml');
  if (project.pytest.length > 0 && files.has(pyproject) && addTable(pyproject, project)) {
    return { part: 'policy', files: [pyproject], notes: [] };
  }
  const file = path.join(folder, 'cogniverse.config.json');
  files.create(file, JSON_START);
  return { part: 'policy', files: [file], notes: [] };
}

function policyFile(folder: string): string | undefined {
  try {
    return findPolicyFile(folder);
  } catch (error) {
    // One that can't be read is one, and `check` says what is wrong with it.
    if (error instanceof PolicyError) return error.file;
    throw error;
  }
}

/** Whether the table could be added. */
function addTable(file: string, { files }: InitProject): boolean {
  const { mark, body } = splitMark(files.read(file));
  const text = applySplices(body, appendTomlTable(body, TOML_START));
  try {
    tomlEntries(text);
  } catch {
    return false;
  }
  files.edit(file, mark + text);
  return true;
}
