import { PROGRAM } from './shells.ts';
import type { CommandSpecification, OptionSpecification, Values } from './specification.ts';

const HELP = '(- *)--help[Show help]';
const VERSION = '(- *)--version[Show version number]';

/** The script for zsh, for a folder of `fpath` or to be sourced. */
export function zshScript(commands: readonly CommandSpecification[]): string {
  const lines = [
    `#compdef ${PROGRAM}`,
    `# Completion of ${PROGRAM} for zsh.`,
    '_cogniverse_codemod() {',
    '  local curcontext=$curcontext state line',
    '  local -a commands',
    '  commands=(',
    ...commands.map(({ name, describe }) => `    ${quoted(`${name}:${describe.replaceAll(':', '\\:')}`)}`),
    '  )',
    `  _arguments -C ${[HELP, VERSION, '1: :->command', '*:: :->rest'].map(quoted).join(' ')}`,
    '  case $state in',
    "    command) _describe -t commands 'command' commands ;;",
    '    rest)',
    '      case $line[1] in',
    ...commands.map(
      ({ name, options, takes }) =>
        `        ${name}) _arguments ${options.map(optionText).join(' ')} ${quoted(`*: :${action(takes)}`)} ;;`,
    ),
    '      esac',
    '      ;;',
    '  esac',
    '}',
    'if [ "$funcstack[1]" = "_cogniverse_codemod" ] || [ "$funcstack[1]" = "_cogniverse-codemod" ]; then',
    '  _cogniverse_codemod "$@"',
    'else',
    `  compdef _cogniverse_codemod ${PROGRAM}`,
    'fi',
  ];
  return `${lines.join('\n')}\n`;
}

function optionText({ name, short, describe, takes, repeats }: OptionSpecification): string {
  const about = `[${describe.replace(/[[\]:\\]/g, '\\$&')}]`;
  const argument = takes === undefined ? '' : `: :${action(takes)}`;
  const star = repeats ? '*' : '';
  const forms = [`--${name}${takes === undefined ? '' : '='}`, ...(short === undefined ? [] : [`-${short}`])];
  return forms.map((form) => quoted(star + form + about + argument)).join(' ');
}

function action(takes: Values): string {
  if (takes === 'files') return '_files';
  if (takes === 'folders') return '_files -/';
  return takes === 'text' ? ' ' : `(${takes.join(' ')})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
