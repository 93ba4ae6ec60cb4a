'use strict';

module.exports = require('./main-realm.cjs')();
