/** The generated sections of pages, from the rules' own `meta`. */

/** @import { GuideSection } from 'cogniverse-codemod' */
/** @import { Rule } from 'eslint' */

/**
 * Puts text between the markers `<!-- begin NAME -->` and `<!-- end NAME -->` of a page.
 *
 * @param {string} page The page.
 * @param {Record<string, string>} sections The text for each marker.
 * @returns {string} The page with all sections filled.
 * @throws {Error} Where a marker is missing.
 */
export function fillSections(page, sections) {
  let result = page;
  for (const [name, text] of Object.entries(sections)) {
    const pattern = new RegExp(`(<!-- begin ${name} -->\n)[^]*?(<!-- end ${name} -->)`);
    if (!pattern.test(result)) throw new Error(`no markers for the section "${name}"`);
    result = result.replace(pattern, (_, begin, end) => `${begin}${text}\n${end}`);
  }
  return result;
}

/** The parts of a rule's page, in their order. */
const RULE_HEADINGS = ['Why', 'Bad', 'Good', 'What it looks at', 'Options', 'Fix', 'When not to use it'];
/** The one that a page can do without. */
const OPTIONAL_HEADING = 'What it looks at';

/**
 * What a rule's page has in another order than all others, or does not have.
 *
 * @param {string} page The page's text.
 * @returns {string[]} A line where it differs.
 */
export function structureProblems(page) {
  const code = /^(?<fence>`{3,})[^]*?^\k<fence>$/gm;
  const headings = [...page.replaceAll(code, '').matchAll(/^## (?<heading>.+)$/gm)].map(({ groups }) => groups?.heading ?? '');
  const expected = RULE_HEADINGS.filter((heading) => heading !== OPTIONAL_HEADING || headings.includes(heading));
  if (headings.join('\n') === expected.join('\n')) return [];
  return [`its parts are ${headings.join(', ')}, and should be ${expected.join(', ')}`];
}

/** @type {Record<string, string>} The presets that turn a rule on, by the one that its `meta` names. */
const PRESETS = {
  recommended: '`recommended` and `strict`',
  strict: '`strict`',
  project: '`project`, and [`check --project`](../codemods/check.md#the-files-around-the-tests)',
};

/**
 * The generated sections of a rule's page.
 *
 * @param {string} name The rule's name.
 * @param {Rule.RuleModule} rule The rule.
 * @returns {{ summary: string, options: string }} The sections by marker name.
 */
export function ruleSections(name, rule) {
  const { meta } = rule;
  const docs = docsOf(rule);
  const summary = [
    `${docs.description}.`,
    '',
    `- **Practice**: ${docs.practice}`,
    `- **On in**: ${PRESETS[docs.preset]}`,
    `- **Fix**: ${fixText(rule)}`,
  ].join('\n');
  return { summary, options: optionsText(`cogniverse/${name}`, meta?.schema, meta?.defaultOptions) };
}

/**
 * The table of all rules.
 *
 * @param {Record<string, Rule.RuleModule>} rules The rules by name.
 * @param {string} base Where the pages lie, seen from the table.
 * @returns {string} A Markdown table.
 */
export function ruleTable(rules, base) {
  const rows = Object.entries(rules).map(
    ([name, rule]) => `| [\`${name}\`](${base}${name}.md) | ${docsOf(rule).description} | ${fixText(rule)} |`,
  );
  return ['| Rule | What it asks for | Fix |', '| --- | --- | --- |', ...rows].join('\n');
}

/**
 * The table of what sees to each section of the guide.
 *
 * @param {readonly GuideSection[]} sections The guide's sections.
 * @returns {string} A Markdown table.
 */
export function guideTable(sections) {
  const rows = sections.map(({ title, rules, command, isForJavaScript, needsSetup, setup }) => {
    const commands = [...(command === undefined ? [] : [command]), ...(needsSetup && command !== 'setup' ? ['setup'] : [])];
    const commandLinks = commands.map((name) => commandLink(name) + (isForJavaScript && name === command ? ' (JavaScript)' : ''));
    const cells = [
      title,
      rules.map((name) => `[\`${name}\`](rules/${name}.md)`).join(', '),
      commandLinks.join(', '),
      ...[setup.javascript, setup.python].map((page) => (page ? `[${page.title}](${page.page})` : '')),
    ];
    return `| ${cells.map((cell) => cell || '–').join(' | ')} |`;
  });
  return [
    '| Section | Rules | `cogniverse-codemod` | JavaScript set-up | pytest set-up |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/**
 * @param {string} command A command with its options.
 * @returns {string} A link to its page.
 */
function commandLink(command) {
  const [name = ''] = command.split(' ');
  const page = name === 'fix' ? 'check' : name;
  return `[\`${command}\`](codemods/${page}.md${command.endsWith('--ci') ? '#ci-workflows-and-images' : ''})`;
}

/**
 * @param {Rule.RuleModule} rule The rule.
 * @returns {{ description: string, practice: string, preset: string, codemod: unknown }} What its `meta.docs` says.
 */
function docsOf(rule) {
  const docs = /** @type {Record<string, unknown>} */ (rule.meta?.docs ?? {});
  const { description, practice, preset, codemod } = docs;
  return { description: String(description), practice: String(practice), preset: String(preset), codemod };
}

/**
 * @param {Rule.RuleModule} rule The rule.
 * @returns {string} How far the rule mends what it reports.
 */
function fixText(rule) {
  const { meta } = rule;
  const { codemod } = docsOf(rule);
  if (typeof codemod === 'string') return `by the codemod \`${codemod}\``;
  if (meta?.fixable && meta.hasSuggestions) return 'automatic where it is safe, else suggested';
  if (meta?.fixable) return 'automatic';
  return meta?.hasSuggestions ? 'suggested' : 'by hand';
}

/**
 * @param {string} id The rule's name with the plugin's prefix.
 * @param {unknown} schema The rule's `meta.schema`.
 * @param {unknown} defaults The rule's `meta.defaultOptions`.
 * @returns {string} A table of options with an example of their use.
 */
function optionsText(id, schema, defaults) {
  const [first] = Array.isArray(schema) ? schema : [];
  const [given] = Array.isArray(defaults) ? defaults : [];
  const properties = Object.entries(first?.properties ?? {});
  if (properties.length === 0) return 'This rule has no options.';
  const rows = properties.map(([key, property]) => {
    const value = given?.[key];
    const shown = value === undefined ? '–' : `\`${JSON.stringify(value)}\``;
    return `| \`${key}\` | ${typeText(property)} | ${shown} | ${String(property.description ?? '')} |`;
  });
  return [
    `The options are an object after the severity: \`'${id}': ['error', { … }]\`.`,
    '',
    '| Option | Type | Default | Meaning |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/**
 * @param {any} schema A JSON schema.
 * @returns {string} The type it describes, in words of a table cell.
 */
function typeText(schema) {
  // A page explains a long list of names in its text.
  if (schema.enum?.length > 12) return 'names';
  if (schema.enum) return schema.enum.map((/** @type {unknown} */ value) => `\`${JSON.stringify(value)}\``).join(', ');
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives) return alternatives.map(typeText).join(' or ');
  if (schema.type === 'array') return `list of ${typeText(schema.items ?? {})}`;
  if (schema.type === 'object') return 'object';
  return Array.isArray(schema.type) ? schema.type.join(' or ') : String(schema.type ?? 'any');
}
