import type * as Api from '../dist/api.js' with { 'resolution-mode': 'import' };

declare const api: typeof Api;
export = api;
