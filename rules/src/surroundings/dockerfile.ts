import type { Dockerfile, Instruction } from 'dockerfile-ast';

import { dockerfileAst } from './parsers.ts';
import { suiteRunsIn } from './script.ts';
import type { Edit, SuiteRun } from './suite-run.ts';

/**
 * The runs of suites in the instructions of an image.
 *
 * @param folder Absolute path of the folder of the project that the image is built of.
 */
export function runsInImage(text: string, folder: string): readonly SuiteRun[] {
  const image = dockerfileAst().DockerfileParser.parse(text);
  const lines = lineStarts(text);
  const stages = stagesOf(image);
  return stages.flatMap(({ instructions, inherited }, number) => {
    const set = new Set(inherited);
    return instructions.flatMap((instruction) => {
      for (const name of variablesOf(instruction)) set.add(name);
      const environment = new Set(set);
      return runsIn(instruction, { text, folder, lines }).map(
        (run): SuiteRun => ({
          ...run,
          environment: new Set([...environment, ...run.environment]),
          owners: { limit: run.start, environment: number },
        }),
      );
    });
  });
}

interface Stage {
  readonly instructions: readonly Instruction[];
  /** Variables of the stage that it is made from. */
  readonly inherited: ReadonlySet<string>;
}

function stagesOf(image: Dockerfile): readonly Stage[] {
  const stages: { name: string; instructions: Instruction[]; inherited: Set<string> }[] = [];
  for (const instruction of image.getInstructions()) {
    if (instruction.getKeyword() === 'FROM') {
      const words = instruction.getArguments().map(String).filter((word) => !word.startsWith('--'));
      const base = stages.find(({ name }) => name === words[0]?.toLowerCase());
      const inherited = new Set([...(base?.inherited ?? []), ...(base?.instructions.flatMap(variablesOf) ?? [])]);
      stages.push({ name: words[2]?.toLowerCase() ?? '', instructions: [], inherited });
    } else {
      stages.at(-1)?.instructions.push(instruction);
    }
  }
  return stages;
}

/** The names that an instruction sets. */
function variablesOf(instruction: Instruction): readonly string[] {
  if (!['ENV', 'ARG'].includes(instruction.getKeyword())) return [];
  const words = instruction.getArguments().map(String);
  const pairs = words.flatMap((word) => /^(\w+)=/.exec(word)?.[1] ?? []);
  // `ENV NAME value` is the old way.
  return pairs.length > 0 ? pairs : words.slice(0, 1);
}

type Run = Omit<SuiteRun, 'owners' | 'environment'> & { readonly environment: ReadonlySet<string> };

interface Place {
  readonly text: string;
  readonly folder: string;
  readonly lines: readonly number[];
}

function runsIn(instruction: Instruction, { text, folder, lines }: Place): readonly Run[] {
  const keyword = instruction.getKeyword();
  if (!['RUN', 'CMD', 'ENTRYPOINT'].includes(keyword)) return [];
  const range = instruction.getArgumentsRange();
  const whole = instruction.getRange();
  if (!range) return [];
  const offset = ({ line, character }: { line: number; character: number }): number => (lines[line] ?? 0) + character;
  const [from, to] = [offset(range.start), offset(range.end)];
  const stated = text.slice(from, to);
  const words = jsonWords(stated);
  const script = words ? words.map((word) => JSON.stringify(word)).join(' ') : withoutFlags(stated);
  const instructionStart = offset(whole.start);
  return suiteRunsIn(script, folder).map((run) => ({
    ...run,
    ...(words ? { start: from, end: to } : { start: from + run.start, end: from + run.end }),
    place: `The image's ${keyword}`,
    limitBy: (limit): Edit => {
      const seconds = String(Math.ceil(limit / 1000));
      if (!words) return { start: from + run.start, end: from + run.start, text: `timeout ${seconds} ` };
      const at = from + stated.indexOf('[') + 1;
      return { start: at, end: at, text: `"timeout", "${seconds}", ` };
    },
    setBy: (settings): Edit => ({
      start: instructionStart,
      end: instructionStart,
      text: `ENV ${settings.map(({ name, value }) => `${name}=${value}`).join(' ')}${/\r?\n/.exec(text)?.[0] ?? '\n'}`,
    }),
  }));
}

/** The words of the form `["pytest", "-x"]`. */
function jsonWords(stated: string): readonly string[] | undefined {
  if (!stated.trimStart().startsWith('[')) return undefined;
  try {
    const words: unknown = JSON.parse(stated);
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : undefined;
  } catch {
    return undefined;
  }
}

/** Blanks `--mount=…` and the like in front of a command, and the marks of a script on lines. Offsets stay. */
function withoutFlags(stated: string): string {
  const command = stated.replace(/^(?:\s*--[\w-]+(?:=\S*)?)+/, (flags) => ' '.repeat(flags.length));
  return command.replace(
    /^(\s*<<-?\s*["']?(\w+)["']?[^\n]*)(\n[^]*\n)([ \t]*\2\s*)$/,
    (_, head: string, _name: string, body: string, end: string) =>
      ' '.repeat(head.length) + body + ' '.repeat(end.length),
  );
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\n/g)) starts.push(index + end.length);
  return starts;
}
