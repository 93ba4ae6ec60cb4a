/** What `registered-markers` says. */
export const messages = {
  unregistered:
    'Nothing registers the marker `{{marker}}`{{uses}}: pytest can’t tell it from a ' +
    'misspelling{{refused}}. Register it under `markers` of {{config}}.',
  misspelt: 'Nothing registers the marker `{{marker}}`. Did you mean `{{meant}}`?',
  plugin:
    '`{{marker}}`{{uses}} is a marker of {{plugin}}, which is not among the dependencies in {{statedIn}}: ' +
    'nothing registers it, and it does nothing. Add {{plugin}}, or take the marker away.',
  undefinedTag:
    'Nothing defines the tag `{{marker}}`{{uses}}: {{consequence}}. Define it under `{{option}}` of ' +
    '{{config}}.',
  misspeltTag: 'Nothing defines the tag `{{marker}}`. Did you mean `{{meant}}`?',
  member: '`{{object}}` has no member `{{marker}}`. Did you mean `{{meant}}`?',
  write: 'Write `{{meant}}`',
};
