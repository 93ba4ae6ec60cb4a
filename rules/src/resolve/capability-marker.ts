const PREFIX = 'requires_';

/** The name of a capability without the prefix of markers. */
export function plainName(name: string): string {
  return name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name;
}

/** The capability that a marker is named for; `undefined` for other markers. */
export function requiredBy(marker: string): string | undefined {
  return marker.startsWith(PREFIX) ? plainName(marker) : undefined;
}

/** The marker of a capability, which the set-up for pytest registers by the same name. */
export function markerOf(capability: string): string {
  return PREFIX + plainName(capability).replaceAll(/[-.]/g, '_');
}
