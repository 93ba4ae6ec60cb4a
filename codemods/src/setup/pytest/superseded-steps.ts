import { supersededCode } from 'eslint-plugin-cogniverse/registration';

import type { DraftFiles } from '../draft-files.ts';
import { splitMark } from '../text/splice.ts';
import type { PytestProject, PytestStep } from './project.ts';

/**
 * What the `conftest.py` files of a project do by hand and the plugin does now. It is left alone: done twice
 * it does no harm, and whose code it is decides what of it goes.
 */
export function supersededSteps({ conftests }: PytestProject, files: DraftFiles): readonly PytestStep[] {
  return conftests.flatMap((file) => {
    const text = files.tryRead(file);
    // pytest says what it makes of a file that can't be read.
    if (text === undefined) return [];
    return supersededCode(splitMark(text).body, file).map(({ name, instead, line }) => {
      const reason = `${name} ${name.includes(',') ? 'are' : 'is'} no longer needed, since ${instead}`;
      return { file, line, column: 1, kind: 'left' as const, reason };
    });
  });
}
