import { createRequire } from 'node:module';

import type * as DockerfileAst from 'dockerfile-ast';
import type * as Yaml from 'yaml';

const require = createRequire(import.meta.url);
let yamlModule: typeof Yaml | undefined;
let dockerfileModule: typeof DockerfileAst | undefined;

/**
 * The parser of YAML, loaded with the first pipeline: an editor that shows tests needs neither this one nor the
 * other. A bundler sees no `require` here; a bundle has to put static imports in this module's place.
 */
export function yaml(): typeof Yaml {
  yamlModule ??= require('yaml') as typeof Yaml;
  return yamlModule;
}

/** The parser of Dockerfiles, loaded with the first one. */
export function dockerfileAst(): typeof DockerfileAst {
  dockerfileModule ??= require('dockerfile-ast') as typeof DockerfileAst;
  return dockerfileModule;
}
