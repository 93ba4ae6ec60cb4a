/** Whether a text can be a configuration: a module that exports something. */
export function mayBeConfiguration(text: string): boolean {
  return /\bexports?\b/.test(text);
}
