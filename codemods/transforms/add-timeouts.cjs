'use strict';

module.exports = require('./create-transform.cjs')('add-timeouts');
