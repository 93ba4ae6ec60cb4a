#!/usr/bin/env node
import { createRequire } from 'node:module';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isSupported = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
if (isSupported) {
  await import(new URL('../bundle/cli.js', import.meta.url).href);
} else {
  // An older Node.js fails on syntax that it does not know, which says nothing to whoever has it.
  /** @type {{ engines: { node: string } }} */
  const { engines } = createRequire(import.meta.url)('../package.json');
  console.error(`cogniverse-codemod needs Node.js ${engines.node}; ${process.execPath} is ${process.versions.node}`);
  process.exitCode = 2;
}
