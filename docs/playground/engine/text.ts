/** What reading CI workflows and Dockerfiles takes beyond tests: loaded when the first such file is linted. */
import * as dockerfile from 'dockerfile-ast';
import * as yaml from 'yaml';

import { provideModule } from './shims/module.ts';

provideModule('dockerfile-ast', dockerfile);
provideModule('yaml', yaml);
