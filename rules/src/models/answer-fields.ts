/** What only the answer of a model server says beside the model that it names. */
const OF_ANSWERS = new Set([
  'choices',
  'created_at',
  'done_reason',
  'finish_reason',
  'finishReason',
  'stop_reason',
  'stopReason',
]);

/** Whether an object with these keys is what a model server answers: nothing loads the model that it names. */
export function isAnswer(keys: readonly (string | null | undefined)[]): boolean {
  return keys.some((key) => typeof key === 'string' && OF_ANSWERS.has(key));
}
