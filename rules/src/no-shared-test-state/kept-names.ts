const BEFOREHAND = /before|start|prev|initial|orig|saved|baseline|count|length|old/i;

/** Whether a name is one for what a test looks at to compare it with what is there after it has done something. */
export function isForBeforehand(name: string): boolean {
  return BEFOREHAND.test(name);
}
