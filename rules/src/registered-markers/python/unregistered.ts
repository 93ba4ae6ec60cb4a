import { nearMiss } from '../../resolve/near-miss.ts';
import { PYTEST_MARKERS } from '../../resolve/python/plugin-markers.ts';
import { RegisteredMarkers } from '../../resolve/python/registered-markers.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { mayNameMarker } from './prefilter.ts';
import { markerUses, type MarkerUse } from './uses.ts';

/** Why a marker is not registered. */
export type Cause =
  /** It is one of the project's own. */
  | { readonly kind: 'unregistered' }
  /** It is near to a marker that is registered. */
  | { readonly kind: 'misspelt'; readonly meant: string }
  /** It is one of a plugin that the project does not have. */
  | { readonly kind: 'plugin'; readonly plugin: string; readonly statedIn: string };

/** A marker that a file uses and nothing registers. */
export interface UnregisteredMarker {
  readonly marker: string;
  readonly cause: Cause;
  /** At least one. */
  readonly uses: readonly MarkerUse[];
}

/** The markers that a file uses and nothing registers for it, as far as that is sure. */
export function unregisteredIn(source: PythonSource): readonly UnregisteredMarker[] {
  if (!mayNameMarker(source.text)) return [];
  const uses = markerUses(source);
  const registered = RegisteredMarkers.of(source);
  return [...new Set(uses.map(({ name }) => name))].flatMap((marker) => {
    const cause = causeFor(marker, registered);
    return cause ? [{ marker, cause, uses: uses.filter(({ name }) => name === marker) }] : [];
  });
}

function causeFor(marker: string, registered: RegisteredMarkers): Cause | undefined {
  if (registered.has(marker)) return undefined;
  // Nobody registers what is next to a marker of pytest itself.
  const own = nearMiss(marker, PYTEST_MARKERS);
  if (own !== undefined) return { kind: 'misspelt', meant: own };
  if (registered.hasOthers) return undefined;
  const absent = registered.absentPlugin(marker);
  if (absent) return { kind: 'plugin', plugin: absent.name, statedIn: absent.statedIn };
  const meant = nearMiss(marker, registered.names);
  if (meant !== undefined) return { kind: 'misspelt', meant };
  return registered.mayBeOfPlugin(marker) ? undefined : { kind: 'unregistered' };
}
