import path from 'node:path';

/** This package's folder, with a separator at its end. Modules and bundle stand in one folder of it. */
export const packageFolder = path.dirname(import.meta.dirname) + path.sep;
