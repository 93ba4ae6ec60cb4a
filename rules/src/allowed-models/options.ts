import { checkModel, isSameModel, type ModelPolicy } from '@cogniverse/guide';
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

const nameOrNull: { type: ['string', 'null'] } = { type: ['string', 'null'] };
const names = { type: 'array', items: { type: 'string', minLength: 1 }, uniqueItems: true } as const;

/** The JSON schema of the rule's options. */
export const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    allow: {
      ...names,
      description: 'Names or globs (`*`, `?`) of models that may be loaded, beside those of the policy.',
    },
    deny: {
      type: 'object',
      additionalProperties: nameOrNull,
      description: 'Names or globs of models that are refused, each with the name to use instead, or `null`.',
    },
    loaders: {
      ...names,
      description:
        'Names of further functions, methods or classes that load a model: by their first argument, or by ' +
        'a field such as `model` of an options object, in Python a keyword.',
    },
    fields: {
      ...names,
      description:
        'Names of further fields, constants and parameters in which a refused model is reported, such as `encoder`.',
    },
    reportDynamic: {
      type: 'boolean',
      description: 'Also report loads whose model is known only when the test runs.',
    },
    reportImplicit: {
      type: 'boolean',
      description: 'Also report loads that leave the model to the library, as `pipeline(task)` does.',
    },
    checkUrls: {
      type: 'boolean',
      description: 'Also check the models in addresses of files on the Hugging Face Hub.',
    },
  },
} as const satisfies JSONSchema;

/** The rule's options. */
export type Options = FromSchema<typeof schema>;

/** What holds for a file: its project's policy, with the rule's own lists over it. */
export function policyWith(policy: ModelPolicy, { allow = [], deny = {} }: Options): ModelPolicy {
  const refused = Object.entries(policy.deny).filter(
    ([name]) => !allow.some((allowed) => isSameModel(allowed, name)),
  );
  const all = { ...Object.fromEntries(refused), ...deny };
  // What is to be used instead of another model is allowed without being listed.
  const replacements = Object.values(all).filter((name) => name !== null);
  const lists = { allow: [...new Set([...policy.allow, ...allow, ...replacements])], deny: all };
  return { ...lists, deny: withUsableReplacements(lists) };
}

/** A replacement that is refused itself is none. */
function withUsableReplacements(policy: ModelPolicy): ModelPolicy['deny'] {
  const isUsable = (name: string | null): boolean =>
    name !== null && checkModel(name, policy).kind !== 'denied';
  return Object.fromEntries(
    Object.entries(policy.deny).map(([name, replacement]) => [
      name,
      isUsable(replacement) ? replacement : null,
    ]),
  );
}
