import { spawnSync } from 'node:child_process';

import { describe, expect, it } from 'vitest';

import { specification } from '../src/completion/specification.ts';
import { Project } from './support/project.ts';

/** Lines up to the cursor, and what is offered there. */
const LINES: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ['cogniverse-codemod che', ['check']],
  ['cogniverse-codemod check --update', ['--update-baseline']],
  ['cogniverse-codemod check --format s', ['sarif', 'stylish']],
  ['cogniverse-codemod fix --rule no-s', ['no-shared-test-state']],
  ['cogniverse-codemod explain require-t', ['require-test-setup']],
  ['cogniverse-codemod init --only h', ['hook']],
  ['cogniverse-codemod setup --runner vi', ['vitest']],
  ['cogniverse-codemod completion po', ['powershell']],
];

function isInstalled(shell: string): boolean {
  return spawnSync(shell, ['-c', 'exit 0']).status === 0;
}

function scriptOf(project: Project, shell: string): string {
  const { stdout, exitCode } = project.run(['completion', shell]);
  expect(exitCode).toBe(0);
  project.write({ script: stdout });
  return project.at('script');
}

/** Runs a shell on a program and gives the words that it prints, a line for each line of input. */
function offered(shell: string, args: readonly string[]): readonly (readonly string[])[] {
  const { stdout, stderr } = spawnSync(shell, args, { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout
    .split('=\n')
    .slice(1)
    .map((words) =>
      words
        .split(/\s+/)
        .filter((word) => word !== '')
        .sort(),
    );
}

const EXPECTED = LINES.map(([, words]) => words);

describe('completion', () => {
  it.skipIf(!isInstalled('bash'))('works in bash', () => {
    const script = scriptOf(new Project(), 'bash');
    const steps = LINES.map(([line]) => {
      const words = line.split(' ');
      return `COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _cogniverse_codemod; echo =; echo "\${COMPREPLY[*]}"`;
    });
    expect(offered('bash', ['--norc', '-c', `. ${script}\n${steps.join('\n')}`])).toEqual(EXPECTED);
    // Bash has three words in `--format=s`.
    const line = 'COMP_WORDS=(cogniverse-codemod check --format = s); COMP_CWORD=4; _cogniverse_codemod';
    const [equals] = offered('bash', [
      '--norc',
      '-c',
      `. ${script}; ${line}; echo =; echo "\${COMPREPLY[*]}"`,
    ]);
    expect(equals).toEqual(['sarif', 'stylish']);
  });

  it.skipIf(!isInstalled('fish'))('works in fish', () => {
    const script = scriptOf(new Project(), 'fish');
    const steps = LINES.map(([line]) => `echo =; complete -C '${line}' | string replace -r '\\t.*' ''`);
    expect(offered('fish', ['--no-config', '-c', `source ${script}\n${steps.join('\n')}`])).toEqual(EXPECTED);
  });

  it.skipIf(!isInstalled('pwsh'))('works in PowerShell', () => {
    const script = scriptOf(new Project(), 'powershell');
    const steps = LINES.map(
      ([line]) =>
        `'='; (TabExpansion2 '${line}' ${line.length}).CompletionMatches | ForEach-Object CompletionText`,
    );
    expect(
      offered('pwsh', [
        '-NoProfile',
        '-Command',
        `. ([scriptblock]::Create((Get-Content -Raw ${script})))\n${steps.join('\n')}`,
      ]),
    ).toEqual(EXPECTED);
  });

  it.skipIf(!isInstalled('zsh'))('works in zsh', () => {
    const script = scriptOf(new Project(), 'zsh');
    expect(spawnSync('zsh', ['-f', '-n', script], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
    for (const [line, words] of LINES.slice(0, 3)) {
      const { stdout } = spawnSync('zsh', ['-f', '-c', ZSH, 'zsh', script, line], { encoding: 'utf8' });
      // Below what was typed stands what is offered.
      const below = stdout.slice(stdout.indexOf('\n'));
      for (const word of words) expect(below).toMatch(new RegExp(`\\s${word}\\s`));
    }
  });

  it('knows all commands and options that --help names', () => {
    const project = new Project();
    const commands = specification();
    const [help = ''] = project.run(['--help']).stdout.split('\nOptions:');
    const named = [...help.matchAll(/^ {2}cogniverse-codemod ([\w-]+) /gm)].map(([, name]) => name);
    expect(commands.map(({ name }) => name).sort()).toEqual([...new Set(named)].sort());
    for (const name of ['check', 'init', 'setup']) {
      const options = [...project.run([name, '--help']).stdout.matchAll(/^ +(?:-\w, )?--([\w-]+) /gm)].map(
        ([, option]) => option,
      );
      const known =
        commands.find((command) => command.name === name)?.options.map((option) => option.name) ?? [];
      expect([...known, 'version'].sort()).toEqual([...new Set(options)].sort());
    }
  });

  it('says which shells there are', () => {
    const project = new Project();
    expect(project.run(['completion'])).toMatchObject({
      exitCode: 2,
      stderr: 'Name a shell: cogniverse-codemod completion bash|zsh|fish|powershell\n',
    });
    expect(project.run(['completion', 'bsh']).stderr).toBe('Unknown shell "bsh". Did you mean bash?\n');
  });
});

/** Types a line into an interactive zsh and has it list what could follow. */
const ZSH = `
zmodload zsh/zpty
zpty shell "TERM=dumb zsh -f -i"
zpty -w shell "PS1=; LISTMAX=9999; autoload -Uz compinit; compinit -u -D; source $1; bindkey '^D' list-choices; zle-line-init() { print -n READY-\\$((1+1)) }; zle -N zle-line-init"
zpty -r -m shell line "*READY-2*"
zpty -n -w shell "$2"$'\\x04'
out=
for i in {1..50}; do
  sleep 0.1
  while zpty -r -t shell line; do out+=$line; done
  [[ $out == *--\\ * || $out == *stylish* ]] && break
done
print -r -- \${out//$'\\r'/}
zpty -d shell
`;
