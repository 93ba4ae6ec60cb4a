/** What `registered-markers` says. */
export const messages = {
  unregistered:
    'Nothing registers the marker `{{marker}}`{{uses}}: {{runner}} can’t tell it from a ' +
    'misspelling{{refused}}. Register it under `markers` of {{config}}.',
  misspelt: 'Nothing registers the marker `{{marker}}`. Did you mean `{{meant}}`?',
  plugin:
    '`{{marker}}` is a marker of {{plugin}}, which is not among the dependencies in {{statedIn}}: nothing ' +
    'registers it{{uses}}, and it does nothing{{refused}}. Add {{plugin}}, or take the marker away.',
  write: 'Write `{{meant}}`',
};
