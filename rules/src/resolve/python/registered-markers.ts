import path from 'node:path';

import { policyFor } from '../../project.ts';
import { markerOf } from '../capability-marker.ts';
import { oncePer } from '../once-per.ts';
import { remembered } from '../disk.ts';
import { codeLoadedBy, codeLoadedIn, isOfOwnPlugin, type LoadedCode } from './loaded-plugins.ts';
import {
  joinedRegistrations,
  markersInCode,
  markersInLines,
  NO_REGISTRATIONS,
  UNKNOWN_REGISTRATIONS,
  type Registrations,
} from './marker-registrations.ts';
import {
  COMMON_PLUGIN_MARKERS,
  isKnownPlugin,
  pluginMarkers,
  PYTEST_MARKERS,
  type PluginMarker,
} from './plugin-markers.ts';
import { acceptsAnyMark, pytestConfigFor, type PytestConfig } from './pytest-config.ts';
import type { PythonSource } from './source.ts';
import { pluginStatements, type PluginStatements } from './stated-plugins.ts';

/** The marker of a plugin that a project does not have. */
export interface AbsentPlugin {
  /** The package to add. */
  readonly name: string;
  /** The file that states pytest, but not the plugin, as an absolute path. */
  readonly statedIn: string;
}

/**
 * The markers that pytest knows when it runs the tests of one file: its own; those of the option `markers` of
 * the nearest configuration; those that conftests up to the folder of that configuration, and plugins of the
 * project, register in code; and those of plugins that the project has.
 */
export class RegisteredMarkers {
  /** Of the file that a rule is given, or of another one. */
  static readonly of = oncePer((source: PythonSource): RegisteredMarkers => new RegisteredMarkers(source));

  /** The configuration that the file's tests run under. */
  readonly config: PytestConfig;
  readonly #source: PythonSource;
  readonly #configured: ReadonlySet<string>;
  #found: Found | undefined;

  private constructor(source: PythonSource) {
    this.#source = source;
    this.config = pytestConfigFor(source.file);
    this.#configured = new Set([...PYTEST_MARKERS, ...markersInLines(this.config.lines('markers')).names]);
  }

  /** Whether a marker is registered, as far as that can be told. */
  has(name: string): boolean {
    if (this.#configured.has(name)) return true;
    const { code, plugins } = this.#all;
    return (
      code.names.has(name) || code.beginnings.some((start) => name.startsWith(start)) || plugins.has(name)
    );
  }

  /** Whether there may be others, whose names are not spelt, or the project takes any marker. */
  get hasOthers(): boolean {
    return this.#all.code.hasOthers;
  }

  /** The names that are spelt, and may be what a misspelt one was meant to be. */
  get names(): ReadonlySet<string> {
    const { code, plugins, statements } = this.#all;
    const meant = statements.pytest === undefined ? COMMON_PLUGIN_MARKERS : plugins;
    return new Set([...this.#configured, ...code.names, ...meant]);
  }

  /**
   * The plugin that a marker is known to belong to, where the project states what its tests need, and not
   * that.
   */
  absentPlugin(name: string): AbsentPlugin | undefined {
    const marker = pluginMarkers.get(name);
    const [plugin] = marker?.packages ?? [];
    const { pytest } = this.#all.statements;
    return plugin === undefined || pytest === undefined || this.#all.plugins.has(name)
      ? undefined
      : { name: plugin, statedIn: pytest };
  }

  /**
   * Whether a plugin that is stated, and of which nothing is known, may bring a marker: they share a word.
   */
  mayBeOfPlugin(name: string): boolean {
    const words = wordsOf(name);
    return [...this.#all.statements.stated]
      .filter((plugin) => !isKnownPlugin(plugin))
      .some((plugin) => wordsOf(plugin).some((word) => word !== 'pytest' && words.includes(word)));
  }

  get #all(): Found {
    this.#found ??= findAll(this.#source, this.config);
    return this.#found;
  }
}

/** What only has to be known where a marker is not pytest's own, and is not configured. */
interface Found {
  readonly code: Registrations;
  /** Markers of plugins that the project has, or may have. */
  readonly plugins: ReadonlySet<string>;
  readonly statements: PluginStatements;
}

function findAll(source: PythonSource, config: PytestConfig): Found {
  const directory = path.dirname(source.file);
  const statements = pluginStatements(directory);
  const brought = path.isAbsolute(source.file)
    ? [broughtIn(directory), broughtBy(codeLoadedBy(source))]
    : [{ code: UNKNOWN_REGISTRATIONS, packages: [], hasOwnPlugin: false }];
  const packages = new Set([...statements.mentioned, ...brought.flatMap((each) => each.packages)]);
  const isThere = (marker: PluginMarker): boolean =>
    statements.pytest === undefined || marker.packages.some((name) => packages.has(name));
  const hasOwnPlugin = packages.has(OWN_PLUGIN) || brought.some((each) => each.hasOwnPlugin);
  return {
    code: joinedRegistrations([
      ...brought.map(({ code }) => code),
      hasOwnPlugin ? markersOfPolicy(source.file) : NO_REGISTRATIONS,
      acceptsAnyMark(config) || statements.hasOtherConfig ? UNKNOWN_REGISTRATIONS : NO_REGISTRATIONS,
    ]),
    plugins: new Set([...pluginMarkers.values()].filter(isThere).map(({ name }) => name)),
    statements,
  };
}

/** What code that is loaded brings. */
interface Brought {
  readonly code: Registrations;
  /** Packages of which modules are loaded. */
  readonly packages: readonly string[];
  readonly hasOwnPlugin: boolean;
}

/** The trees of the code are not kept. */
const broughtIn = remembered((directory: string): Brought => broughtBy(codeLoadedIn(directory)));

function broughtBy({ sources, installed, hasUnknown }: LoadedCode): Brought {
  const isUnknown = hasUnknown || installed.some((module) => !packagesOf(module).some(isKnownPlugin));
  return {
    code: joinedRegistrations([
      ...sources.filter((source) => !isOfOwnPlugin(source)).map(markersInCode),
      isUnknown ? UNKNOWN_REGISTRATIONS : NO_REGISTRATIONS,
    ]),
    packages: installed.flatMap(packagesOf),
    hasOwnPlugin: sources.some(isOfOwnPlugin),
  };
}

const OWN_PLUGIN = 'pytest-cogniverse';

/** Of these the set-up leaves the registration to the plugins that bring them. */
const LEFT_TO_PLUGINS = new Set(['asyncio', 'timeout']);

/** What the set-up for pytest registers: the markers of the policy, and one for each capability. */
function markersOfPolicy(file: string): Registrations {
  const { markers, capabilities } = policyFor(file);
  const names = Object.keys(markers).filter((name) => !LEFT_TO_PLUGINS.has(name));
  const requires = Object.keys(capabilities).map(markerOf);
  return { ...NO_REGISTRATIONS, names: new Set([...names, ...requires, 'requires']) };
}

/** The packages that a module of an installed plugin, or the name that `-p` gives one, may belong to. */
function packagesOf(module: string): readonly string[] {
  const [top = ''] = module.split('.', 1);
  const name = top.toLowerCase().replaceAll('_', '-');
  return BUILTIN_PLUGINS.has(top) ? ['pytest'] : [name, `pytest-${name}`];
}

const BUILTIN_PLUGINS = new Set([
  '_pytest',
  'pytest',
  'pytester',
  'legacypath',
  'terminal',
  'doctest',
  'logging',
]);

function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[-_.]/)
    .filter((word) => word.length > 2);
}
