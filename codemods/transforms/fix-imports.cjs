'use strict';

module.exports = require('./create-transform.cjs')('fix-imports');
