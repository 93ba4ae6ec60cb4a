/** Whether a text can hold what `allowed-models` reports. */
export function mayHoldModel(text: string): boolean {
  return text.length > 0;
}
