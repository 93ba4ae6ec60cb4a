'use strict';

module.exports = require('./create-transform.cjs')('unique-ids');
