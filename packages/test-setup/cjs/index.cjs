'use strict';

module.exports = require('./main-realm.cjs')('../dist/api.js');
