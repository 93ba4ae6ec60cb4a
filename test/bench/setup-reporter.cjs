'use strict';

const { writeFileSync } = require('node:fs');

/** Writes what each test file of a run of Vitest took, in milliseconds, to the file that a variable names. */
module.exports = class SetupReporter {
  /** @param {readonly import('vitest/node').TestModule[]} modules */
  onTestRunEnd(modules) {
    const times = modules.map((module) => {
      const { prepareDuration, setupDuration, collectDuration, duration } = module.diagnostic();
      return prepareDuration + setupDuration + collectDuration + duration;
    });
    writeFileSync(process.env.SETUP_TIMES ?? '', JSON.stringify(times));
  }
};
