import {
  telemetryEnvironment,
  threadEnvironment,
  type EnvironmentVariable,
  type Language,
  type Policy,
} from '@cogniverse/guide';

const VARIABLES: readonly EnvironmentVariable[] = [...threadEnvironment, ...telemetryEnvironment];

/** The libraries whose import reads a variable, by the variable's name. */
export type ReadersByVariable = ReadonlyMap<string, ReadonlySet<string>>;

/** The variables of a policy that some library reads once and for all as it is imported. */
export function variablesOf(
  { environment }: Pick<Policy, 'environment'>,
  language: Language,
): ReadersByVariable {
  const asked = VARIABLES.filter(({ name }) => name in environment);
  const entries = asked.map(({ name, readOnImport }) => [name, new Set(readOnImport[language])] as const);
  return new Map(entries.filter(([, readers]) => readers.size > 0));
}

/** Whether a text names one of the variables that libraries of a language read as they are imported. */
export function namesVariable(text: string, language: Language): boolean {
  return VARIABLES.some(({ name, readOnImport }) => readOnImport[language].length > 0 && text.includes(name));
}
