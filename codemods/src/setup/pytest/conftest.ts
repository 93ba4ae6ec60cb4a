import { supersededCode } from 'eslint-plugin-cogniverse/registration';

import { UnusableFile } from '../draft-files.ts';
import { splitMark } from '../text/splice.ts';
import type { MergeConftest } from './project.ts';

/**
 * What the `conftest.py` files of a project do by hand and the plugin does now. It is left alone: done twice
 * it does no harm, and whose code it is decides what of it goes.
 */
export const mergeConftest: MergeConftest = ({ conftests }, files) =>
  conftests.flatMap((file) => {
    try {
      const { body } = splitMark(files.read(file));
      return supersededCode(body, file).map(({ name, instead, line }) => {
        const reason = `${name} ${name.includes(',') ? 'are' : 'is'} no longer needed, since ${instead}`;
        return { file, line, column: 1, kind: 'left' as const, reason };
      });
    } catch (error) {
      // pytest says what it makes of a file that can't be read.
      if (error instanceof UnusableFile) return [];
      throw error;
    }
  });
