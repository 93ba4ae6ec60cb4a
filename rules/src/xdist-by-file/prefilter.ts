/** Whether a text can have pytest-xdist spread tests. */
export function maySpreadTests(text: string): boolean {
  return /-n\b|-n\w|--numprocesses/.test(text);
}
