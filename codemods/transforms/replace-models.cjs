'use strict';

module.exports = require('./create-transform.cjs')('replace-models');
