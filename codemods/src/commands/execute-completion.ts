import { bashScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import { powershellScript } from '../completion/powershell.ts';
import { COMPLETION, type Shell, SHELLS } from '../completion/shells.ts';
import { specification } from '../completion/specification.ts';
import { zshScript } from '../completion/zsh.ts';
import { UsageError } from '../errors.ts';
import { hintAt } from './did-you-mean.ts';
import { requireOptions } from './require-options.ts';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript, powershell: powershellScript };
const OTHER_NAMES: Readonly<Record<string, Shell>> = { pwsh: 'powershell' };

/**
 * Carries out `completion`: prints the script of a shell.
 *
 * @throws {UsageError} where no shell is named, an unknown one, or an option.
 */
export function executeCompletion(argv: Record<string, unknown>): number {
  requireOptions(argv, { name: COMPLETION.name, positional: 'shell' });
  process.stdout.write(SCRIPTS[shellNamed(argv['shell'])](specification()));
  return 0;
}

function shellNamed(given: unknown): Shell {
  if (typeof given !== 'string') {
    throw new UsageError(`Name a shell: cogniverse-codemod completion ${SHELLS.join('|')}`);
  }
  const name = given.toLowerCase();
  const shell = SHELLS.find((known) => known === name) ?? OTHER_NAMES[name];
  if (shell) return shell;
  const hint = hintAt(name, SHELLS, `The shells: ${SHELLS.join(', ')}`);
  throw new UsageError(`Unknown shell ${JSON.stringify(given)}. ${hint}`);
}
