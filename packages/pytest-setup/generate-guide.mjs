// Writes the guide's data for Python: src/pytest_cogniverse/guide.json. A test compares it with the guide.
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { guideText } from './guide-text.mjs';

writeFileSync(path.join(import.meta.dirname, 'src/pytest_cogniverse/guide.json'), guideText());
