import { systemModuleSets, type SystemModuleSet } from '@cogniverse/guide';
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

const names: SystemModuleSet[] = [...systemModuleSets];
const set = { type: 'string', enum: names } as const;
const list = { type: 'array', items: { type: 'string', minLength: 1 }, uniqueItems: true } as const;
const setOrList: [typeof set, typeof list] = [set, list];

/** The JSON schema of the rule's options. */
export const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    modules: {
      anyOf: setOrList,
      description:
        'The modules that count as system modules: `"core"` (process, files, module loader), ' +
        '`"system"` (whatever touches the operating system), `"stdlib"` (all that Node.js or Python provides), ' +
        'or a list of modules. ' +
        "Unless given, `systemModules` of the project's policy.",
    },
  },
} as const satisfies JSONSchema;

/** The rule's options. */
export type Options = FromSchema<typeof schema>;
