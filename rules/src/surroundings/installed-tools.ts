import { commandsOf } from '../text/shell.ts';

/** Packages that lint, test and read files, and bring no library that computes. */
const TOOL =
  /^(?:pip|setuptools|wheel|build|packaging|pytest(?:-[\w-]+)?|coverage|pyyaml|tomli?|requests|httpx|jinja2|jsonschema|ruff|black|mypy|playwright|typing[-_]extensions)$/i;
/** What may bring packages without naming them. */
const MAY_INSTALL =
  /^(?:uvx?|poetry|pdm|hatch|pipenv|pipx|conda|mamba|micromamba|pixi|rye|make|just|task|tox|nox|docker|(?:ba|z|da)?sh|source|\.)$/;
/** Options of pip with a value. */
const WITH_VALUE = /^(?:-i|--(?:extra-)?index-url|--find-links|-f|--timeout|--retries)$/;

/** Whether all that scripts of a job install, as far as they do, are tools: at least one, and each by its name. */
export function installOnlyTools(scripts: readonly string[]): boolean {
  const commands = scripts.flatMap((script) => commandsOf(script).map(({ words }) => words.map(({ text }) => text)));
  const lists = commands.map(packagesOfPip);
  return (
    lists.some((list) => list !== undefined) &&
    commands.every((words, index) => {
      const list = lists[index];
      return list ? list.every((name) => TOOL.test(name)) : !mayInstall(words);
    })
  );
}

/** Whether a command is, or starts, a program that may install something: a script of the project is one. */
function mayInstall(words: readonly string[]): boolean {
  const [program = '', script = ''] = words;
  return (
    program.includes('/') || /\.(?:py|sh)$/.test(script) || words.slice(0, 3).some((word) => MAY_INSTALL.test(word))
  );
}

/** What `pip install` is given, without versions; `undefined` for another command. */
function packagesOfPip(words: readonly string[]): readonly string[] | undefined {
  const pip = words.findIndex((word) => /^pip[\d.]*$/.test(word));
  if (pip === -1 || words[pip + 1] !== 'install') return undefined;
  const given = words.slice(pip + 2);
  return given.flatMap((word, place) => {
    if (WITH_VALUE.test(given[place - 1] ?? '')) return [];
    // `-r`, `-e` and `-c` are followed by what is no name of a tool.
    return word.startsWith('-') ? [] : word.replace(/[\s[<>=!~;].*$/, '');
  });
}
