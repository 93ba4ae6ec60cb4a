import path from 'node:path';

import { messageOf } from '../../errors.ts';
import { type DraftFiles, UnusableFile } from '../draft-files.ts';
import type { Place } from '../runners/target.ts';
import { ConfigText } from './config/config-text.ts';
import type { PytestProject, PytestStep } from './project.ts';
import type { Setting } from './settings.ts';

/**
 * The file that configures pytest for a project, or is to: settings are put into it, and written at the end.
 */
export class ConfigHome {
  readonly config: ConfigText;
  readonly #project: PytestProject;
  readonly #files: DraftFiles;
  /** Whether there is no such file yet. */
  readonly #isNew: boolean;

  /**
   * Without a configuration it is the project's `pyproject.toml`, else a `pytest.ini` that is yet to be made.
   *
   * @throws {UnusableFile} where the file can't be read, or not be edited without loss.
   */
  constructor(project: PytestProject, files: DraftFiles) {
    const { directory, configFile } = project;
    const pyproject = path.join(directory, 'pyproject.toml');
    const file = configFile ?? (files.has(pyproject) ? pyproject : path.join(directory, 'pytest.ini'));
    this.#project = project;
    this.#files = files;
    this.#isNew = !files.has(file);
    this.config = open(file, this.#isNew ? '' : files.read(file));
  }

  /** Puts a setting in, as far as that is asked for and can be done for certain. */
  carryOut(setting: Setting): PytestStep {
    switch (setting.kind) {
      case 'left':
        return { ...this.#placeOf(setting.name), kind: 'left', reason: setting.reason };
      case 'manual':
        return setting;
      case 'put':
    }
    const { wanted, missing } = setting;
    const place = this.#placeOf(wanted.name);
    if (this.config.put(wanted)) {
      const [test] = this.#project.tests;
      const reported = this.#isNew && test !== undefined ? { file: test, line: 1, column: 1 } : undefined;
      return { ...place, kind: this.#isNew ? 'create' : 'edit', missing, ...(reported && { reported }) };
    }
    const reason = `${wanted.name} is written in a way that is not edited`;
    return { ...place, kind: 'manual', missing, snippet: this.config.snippet(wanted), reason };
  }

  /** Hands the text over, if anything was put into it. */
  save(steps: readonly PytestStep[]): void {
    const { file, text } = this.config;
    if (!steps.some(({ kind }) => kind === 'edit' || kind === 'create')) return;
    if (this.#isNew) this.#files.create(file, text);
    else this.#files.edit(file, text);
  }

  /** Where an option stands in the file as it is on disk. */
  #placeOf(name: string): Place {
    const { file } = this.config;
    // Where the file does not configure pytest yet, it says nothing of it.
    if (this.#project.configFile === undefined) return { file, line: 1, column: 1 };
    return { file, ...new ConfigText(file, this.#files.original(file)).placeOf(name) };
  }
}

function open(file: string, text: string): ConfigText {
  try {
    return new ConfigText(file, text);
  } catch (error) {
    throw new UnusableFile(`it can't be read: ${messageOf(error)}`);
  }
}
