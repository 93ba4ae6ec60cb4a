import type { CommandSpecification, Values } from './specification.ts';
import { PROGRAM } from './shells.ts';

/**
 * The script for bash. Where it has no words to offer, bash completes files, as it does by itself. It keeps to
 * what bash 3.2 knows, which macOS has.
 */
export function bashScript(commands: readonly CommandSpecification[]): string {
  const names = commands.map(({ name }) => name);
  const values = commands.flatMap(({ name, options }) =>
    options.flatMap(({ name: option, short, takes }) =>
      takes === undefined ? [] : [`    ${forms(name, option, short)}) ${offer(takes)}; return ;;`],
    ),
  );
  const lines = [
    `# Completion of ${PROGRAM} for bash.`,
    '_cogniverse_codemod() {',
    '  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= i',
    '  COMPREPLY=()',
    '  # bash takes the sign in --format=json for a word of its own.',
    '  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi',
    '  for ((i = 1; i < COMP_CWORD; i++)); do',
    '    case ${COMP_WORDS[i]} in',
    `      ${names.join('|')}) command=\${COMP_WORDS[i]}; break ;;`,
    '    esac',
    '  done',
    '  case "$command $prev" in',
    ...values,
    '  esac',
    '  if [[ $cur == -* ]]; then',
    '    case $command in',
    ...commands.map(({ name, options }) => {
      const words = options.flatMap(({ name: option, short }) => [
        `--${option}`,
        ...(short === undefined ? [] : [`-${short}`]),
      ]);
      return `      ${name}) COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$cur")) ;;`;
    }),
    `      *) COMPREPLY=($(compgen -W '--help --version' -- "$cur")) ;;`,
    '    esac',
    '    return',
    '  fi',
    '  case $command in',
    `    '') COMPREPLY=($(compgen -W '${names.join(' ')}' -- "$cur")) ;;`,
    ...commands.flatMap(({ name, takes }) => (takes === 'files' ? [] : [`    ${name}) ${offer(takes)} ;;`])),
    '  esac',
    '}',
    `complete -o bashdefault -o default -F _cogniverse_codemod ${PROGRAM}`,
  ];
  return `${lines.join('\n')}\n`;
}

function forms(command: string, option: string, short: string | undefined): string {
  const long = `'${command} --${option}'`;
  return short === undefined ? long : `${long}|'${command} -${short}'`;
}

/** Without a reply, bash completes files. */
function offer(takes: Values): string {
  if (takes === 'folders') return 'COMPREPLY=($(compgen -d -- "$cur"))';
  return typeof takes === 'string' ? ':' : `COMPREPLY=($(compgen -W '${takes.join(' ')}' -- "$cur"))`;
}
