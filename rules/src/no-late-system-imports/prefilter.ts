/** Whether a text can hold what `no-late-system-imports` reports. */
export function mayHoldSystemImport(text: string): boolean {
  return text.length > 0;
}
