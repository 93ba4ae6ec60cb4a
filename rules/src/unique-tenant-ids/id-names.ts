/** Ids that state is kept under in most multi-tenant code. */
const ID_NAMES: readonly (readonly [id: string, name: string])[] = [
  ['tenantId', 'tenantId'],
  // A text that is called a tenant is the tenant's id; one that is called a user may be a name.
  ['tenantId', 'tenant'],
  ['userId', 'userId'],
];

/** What makes of an id a note on who did something, under which nothing is kept. */
const NOTES = new Set([
  'actor', 'assigned', 'assignee', 'author', 'by', 'created', 'creator', 'expected', 'recipient', 'sender',
  'triggered', 'updated',
]);

/** Tells names of ids. */
export interface IdNames {
  /** The id that a variable, a field or a header of this name holds: `tenantId` for `X-Tenant-Id`. */
  readonly nameFor: (name: string) => string | undefined;
  /** Whether a text can hold any of the names. */
  readonly mayBeIn: (text: string) => boolean;
}

/**
 * Recognizes names of ids, in whatever style they are written.
 *
 * @param more - Names beside the guide's.
 */
export function idNames(more: readonly string[] = []): IdNames {
  const names = [...ID_NAMES, ...more.map((name) => [name, name] as const)].map(([id, name]) => ({
    name: id,
    words: wordsOf(name).join(' '),
  }));
  const pattern = new RegExp(names.map(({ words }) => words.replaceAll(' ', '[^a-z]*')).join('|'), 'i');
  return {
    nameFor(name) {
      const parts = wordsOf(name);
      if (parts.some((word) => NOTES.has(word))) return undefined;
      const words = parts.join(' ');
      return names.find((known) => words === known.words || words.endsWith(` ${known.words}`))?.name;
    },
    mayBeIn: (text) => pattern.test(text),
  };
}

/** The words of a name without digits: `['tenant', 'id']` for `TENANT_ID_2`. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
}
