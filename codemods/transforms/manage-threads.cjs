'use strict';

module.exports = require('./create-transform.cjs')('manage-threads');
