/** A value in a policy that does not fit the policy's schema, or contradicts another value. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
  /** The path of the value at fault. */
  readonly key: string;

  constructor(key: string, problem: string) {
    super(problem);
    this.key = key;
  }
}

/** The path of a member or item; a name that would read as more than one part is quoted. */
export function memberKey(key: string, name: unknown): string {
  if (typeof name !== 'string' || !/^[\w-]+$/.test(name)) {
    return `${key}[${JSON.stringify(name)}]`;
  }
  return key === '' ? name : `${key}.${name}`;
}
