import { PROGRAM } from './shells.ts';
import type { CommandSpecification, OptionSpecification, Values } from './specification.ts';

/** The script for fish. */
export function fishScript(commands: readonly CommandSpecification[]): string {
  const lines = [
    `# Completion of ${PROGRAM} for fish.`,
    line(['-n', '__fish_use_subcommand', '-l', 'help', '-d', 'Show help']),
    line(['-n', '__fish_use_subcommand', '-l', 'version', '-d', 'Show version number']),
    ...commands.flatMap((command) => commandLines(command)),
  ];
  return `${lines.join('\n')}\n`;
}

function commandLines({ name, describe, options, takes }: CommandSpecification): readonly string[] {
  const within = ['-n', `__fish_seen_subcommand_from ${name}`];
  return [
    line(['-n', '__fish_use_subcommand', '-f', '-a', name, '-d', describe]),
    ...options.map((option) => line([...within, ...optionWords(option)])),
    ...(takes === 'files' ? [] : [line([...within, ...offer(takes)])]),
  ];
}

function optionWords({ name, short, describe, takes }: OptionSpecification): readonly string[] {
  const value = takes === undefined ? [] : takes === 'files' ? ['-r', '-F'] : ['-r', ...offer(takes)];
  return ['-l', name, ...(short === undefined ? [] : ['-s', short]), ...value, '-d', describe];
}

function offer(takes: Exclude<Values, 'files'>): readonly string[] {
  if (takes === 'text') return ['-f'];
  return ['-f', '-a', takes === 'folders' ? '(__fish_complete_directories)' : takes.join(' ')];
}

function line(words: readonly string[]): string {
  return `complete -c ${PROGRAM} ${words.map(quoted).join(' ')}`;
}

function quoted(word: string): string {
  return /^[\w-]+$/.test(word) ? word : `'${word.replace(/['\\]/g, '\\$&')}'`;
}
