/** What the rule says. */
export const messages = {
  insideFunction:
    '`{{module}}` is loaded inside a function. ' +
    'Import it at module level, so that it is there before anything registers on it.',
  afterRegistration:
    '`{{module}}` is imported after `{{registration}}`. ' +
    'Import it above, so that it is there before anything registers on it.',
  hoist: 'Import `{{module}}` at module level, but check: {{doubts}}.',
  moveUp: 'Import `{{module}}` above, but check: {{doubts}}.',
} as const;

/** The name of a message. */
export type MessageId = keyof typeof messages;
