import path from 'node:path';

import { defaultExportValues, followOneImport, readSource } from '../module-file.ts';
import { resolveOrigin } from '../origin.ts';
import { entriesOf, remembered } from '../disk.ts';
import { directoriesAbove, packageIn } from '../project-files.ts';
import { returnedExpressions } from '../returns.ts';
import { isVitestSince } from '../runner-version.ts';
import { literalPattern } from '../../text/literal-pattern.ts';
import {
  elementValues,
  evaluate,
  propertyValues,
  type EvaluateOptions,
  type ObjectValue,
  type StaticValue,
} from '../static-value.ts';
import { configFiles } from './index.ts';

/** The tags that the configurations of Vitest define for a test file. */
export interface VitestTags {
  readonly names: ReadonlySet<string>;
  /** All that define tags is spelt out, so there are no others. */
  readonly isComplete: boolean;
  /** Vitest refuses tests with other tags. */
  readonly isStrict: boolean;
  /** The configuration to define others in, as an absolute path. */
  readonly file: string | undefined;
}

/**
 * The tags that tests of a file can have: those of all configurations in the directories above it and of the
 * projects that these name, since Vitest lets each project have the tags of all. Files are read, never run.
 */
export function vitestTags(file: string): VitestTags {
  return path.isAbsolute(file) ? tagsFor(path.dirname(file)) : UNKNOWN;
}

const UNKNOWN: VitestTags = { names: new Set(), isComplete: false, isStrict: false, file: undefined };
/** Before this version, tags are options that nobody reads. */
const SINCE = [4, 1] as const;
const NOT_STRICT = /\s--no-strict-?tags|\s--strict-?tags[= ]\s*false/i;
/** Other names under which configurations are handed to Vitest. */
const CONFIG = /^vitest\.(?:[\w-]+\.)*(?:config|workspace|projects)\.(?:[\w-]+\.)*[mc]?[jt]s$/;

const tagsFor = remembered((directory: string): VitestTags => {
  const above = directoriesAbove(directory);
  const files = new Set(above.flatMap(configsIn));
  const ownFiles = [...files].map((file) => new TagReader(file));
  const projects = ownFiles.flatMap((config) =>
    config.projects.map((pattern) => projectFiles(pattern, config.file)),
  );
  const others = new Set(projects.flatMap((found) => found ?? []).filter((file) => !files.has(file)));
  const read = [...ownFiles, ...[...others].map((file) => new TagReader(file))];
  const names = new Set(read.flatMap((config) => [...config.names]));
  const isOfAge = names.size > 0 || isVitestSince(path.join(directory, 'test'), ...SINCE);
  const scripts = above.flatMap((folder) => [...(packageIn(folder)?.scripts.values() ?? [])]);
  return {
    names,
    isComplete: isOfAge && !projects.includes(undefined) && read.every(({ isComplete }) => isComplete),
    isStrict: read.every(({ isStrict }) => isStrict) && !scripts.some((script) => NOT_STRICT.test(script)),
    file: (read.find((config) => config.names.size > 0) ?? read[0])?.file,
  };
});

function configsIn(folder: string): readonly string[] {
  const named = entriesOf(folder).matching(CONFIG);
  return [...configFiles('vitest', folder), ...named.map((name) => path.join(folder, name))];
}

/**
 * The configurations that a pattern in `projects` stands for; `undefined` where it is more than `*` in names.
 */
function projectFiles(pattern: string, config: string): readonly string[] | undefined {
  // What is left out may be read in vain.
  if (pattern.startsWith('!')) return [];
  if (/\*\*|[?[\]{}()]/.test(pattern)) return undefined;
  let paths: readonly string[] = [path.dirname(config)];
  for (const segment of pattern.split('/').filter((part) => part !== '' && part !== '.')) {
    const name = new RegExp(`^${segment.split('*').map(literalPattern).join('[^/]*')}$`);
    paths = segment.includes('*')
      ? paths.flatMap((folder) =>
          entriesOf(folder).matching(name).map((entry) => path.join(folder, entry)),
        )
      : paths.map((folder) => path.join(folder, segment));
  }
  return paths.flatMap((found) => (/\.(?:[mc]?[jt]s|json)$/.test(found) ? [found] : configsIn(found)));
}

const options: EvaluateOptions = { followImport: followOneImport };
const MAX_DEPTH = 8;

/** Reads what one configuration says of tags. */
class TagReader {
  readonly names = new Set<string>();
  isComplete = true;
  isStrict = true;
  /** The paths and patterns by which it names its projects. */
  readonly projects: string[] = [];
  readonly file: string;

  constructor(file: string) {
    this.file = file;
    const source = readSource(file);
    const values = source ? defaultExportValues(source, options) : [];
    if (values.length === 0) this.isComplete = false;
    for (const value of values) this.#readConfig(value, 0);
  }

  #readConfig(value: StaticValue, depth: number): void {
    if (depth > MAX_DEPTH) {
      this.isComplete = false;
      return;
    }
    switch (value.kind) {
      case 'object':
        this.#eachOf(value, 'test', (test) => {
          if (test.kind === 'object') this.#readTest(test, depth);
        });
        break;
      case 'array':
        for (const element of elementValues(value, options).flat()) this.#readConfig(element, depth + 1);
        break;
      case 'function':
        for (const node of returnedExpressions(value.node)) {
          for (const returned of evaluate(node, value.source, options)) this.#readConfig(returned, depth + 1);
        }
        break;
      case 'unknown':
        this.#readCall(value, depth);
        break;
      case 'constant':
        break;
    }
  }

  /** `defineConfig(own)`, `mergeConfig(base, own)` */
  #readCall({ node, source }: StaticValue, depth: number): void {
    const origin = node.type === 'CallExpression' ? resolveOrigin(node.callee, source) : undefined;
    if (node.type !== 'CallExpression' || !/^vite(?:st\/config)?$/.test(origin?.module ?? '')) {
      this.isComplete = false;
      return;
    }
    for (const argument of node.arguments) {
      const values = argument.type === 'SpreadElement' ? [] : evaluate(argument, source, options);
      if (values.length === 0) this.isComplete = false;
      for (const value of values) this.#readConfig(value, depth + 1);
    }
  }

  #readTest(test: ObjectValue, depth: number): void {
    this.#eachOf(test, 'tags', (tags) => {
      for (const tag of this.#elementsOf(tags)) {
        if (tag.kind === 'object')
          this.#eachOf(tag, 'name', (name) => {
            this.#add(name);
          });
        else this.isComplete = false;
      }
    });
    for (const value of propertyValues(test, 'strictTags', options)) {
      if (value.kind !== 'constant' || value.value === false) this.isStrict = false;
    }
    for (const key of ['projects', 'workspace']) {
      this.#eachOf(test, key, (projects) => {
        for (const project of this.#elementsOf(projects)) {
          if (project.kind === 'constant') this.projects.push(String(project.value));
          else this.#readConfig(project, depth + 1);
        }
      });
    }
  }

  #add(name: StaticValue): void {
    if (name.kind === 'constant' && typeof name.value === 'string') this.names.add(name.value);
    else this.isComplete = false;
  }

  /** What a property is, as far as it is spelt. */
  #eachOf(object: ObjectValue, key: string, read: (value: StaticValue) => void): void {
    for (const value of propertyValues(object, key, options)) {
      if (value.kind === 'unknown' || value.kind === 'function') this.isComplete = false;
      else read(value);
    }
  }

  #elementsOf(list: StaticValue): readonly StaticValue[] {
    if (list.kind === 'array') return elementValues(list, options).flat();
    this.isComplete = false;
    return [];
  }
}
