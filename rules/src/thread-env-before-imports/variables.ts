import {
  telemetryEnvironment,
  threadEnvironment,
  type EnvironmentVariable,
  type Language,
  type Policy,
} from '@cogniverse/guide';

const VARIABLES: readonly EnvironmentVariable[] = [...threadEnvironment, ...telemetryEnvironment];

/**
 * Packages of npm that bring native code with threads of its own. What that reads is up to their builds, so the
 * guide has these variables set before they are loaded.
 */
const NATIVE_PACKAGES = ['@huggingface/transformers', '@xenova/transformers', 'onnxruntime-node'];
const FOR_NATIVE_PACKAGES = new Set(['OMP_NUM_THREADS', 'TOKENIZERS_PARALLELISM']);

/** The libraries that are to be imported below a variable, by the variable's name. */
export type ReadersByVariable = ReadonlyMap<string, ReadonlySet<string>>;

/** The variables of a policy that have to be set before the import of some library. */
export function variablesOf(
  { environment }: Pick<Policy, 'environment'>,
  language: Language,
): ReadersByVariable {
  const asked = VARIABLES.filter(({ name }) => name in environment);
  const entries = asked.map((variable) => [variable.name, new Set(readersOf(variable, language))] as const);
  return new Map(entries.filter(([, readers]) => readers.size > 0));
}

/** Whether a text names one of the variables that libraries of a language read as they are imported. */
export function namesVariable(text: string, language: Language): boolean {
  return VARIABLES.some(
    (variable) => readersOf(variable, language).length > 0 && text.includes(variable.name),
  );
}

/** Whether a library reads all of some variables once and for all as it is imported. */
export function readsOnImport(library: string, names: readonly string[], language: Language): boolean {
  return names.every((name) =>
    VARIABLES.some((variable) => variable.name === name && variable.readOnImport[language].includes(library)),
  );
}

/** Those that read a variable as they are imported; where none does, those that do once they are used. */
function readersOf(variable: EnvironmentVariable, language: Language): readonly string[] {
  const { name, readBy, readOnImport } = variable;
  const native = language === 'javascript' && FOR_NATIVE_PACKAGES.has(name) ? NATIVE_PACKAGES : [];
  const isForThreads = threadEnvironment.includes(variable);
  const readers = readOnImport[language].length > 0 || !isForThreads ? readOnImport : readBy;
  return [...readers[language], ...native];
}
