'use strict';

module.exports = require('./create-transform.cjs')('cache-models');
