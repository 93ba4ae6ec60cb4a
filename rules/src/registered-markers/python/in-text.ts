import { parsePythonSource } from '../../resolve/python/module-file.ts';
import { RegisteredMarkers } from '../../resolve/python/registered-markers.ts';
import { unregisteredIn, type Cause } from './unregistered.ts';

/** A marker of a Python file that nothing registers. */
export interface MarkerFinding {
  readonly marker: string;
  readonly cause: Cause;
  /** The lines that use it, from 1. */
  readonly lines: readonly number[];
  /**
   * The configuration of pytest that would register it, as an absolute path; `undefined` where there is none.
   */
  readonly config: string | undefined;
}

/**
 * What `registered-markers` finds in a Python file; nothing where it can't be parsed.
 *
 * @param file - The absolute path.
 * @param text - What it holds.
 */
export function unregisteredMarkers(file: string, text: string): readonly MarkerFinding[] {
  const source = parsePythonSource(file, text);
  if (!source) return [];
  const { config } = RegisteredMarkers.of(source);
  return unregisteredIn(source).map(({ marker, cause, uses }) => ({
    marker,
    cause,
    lines: uses.map(({ node }) => node.loc.end.line),
    config: config.file,
  }));
}
