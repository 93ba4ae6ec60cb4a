import { createRequire } from 'node:module';
import path from 'node:path';

import { debug, warn } from '../debug.ts';
import { mainProcess, threadState } from '../realm.ts';
import { reportOnce } from '../report-once.ts';
import { wrapMethod } from '../wrap-method.ts';
import { holdToOneThread } from './one-thread-sessions.ts';
import { variablesReachNativeCode } from './set-variables.ts';

/** The native parts of model libraries, by their files. */
const modelLibraries: readonly { readonly name: string; readonly file: RegExp }[] = [
  { name: 'onnxruntime-node', file: /^onnxruntime_binding.*\.node$/ },
  { name: '@tensorflow/tfjs-node', file: /^tfjs_binding.*\.node$/ },
  { name: 'node-llama-cpp', file: /^llama-addon.*\.node$/ },
  { name: 'faiss-node', file: /^faiss-node.*\.node$/ },
  { name: 'tokenizers', file: /^tokenizers\..*\.node$/ },
];

interface LibrariesState {
  watching: boolean;
}

const state = threadState<LibrariesState>('libraries', () => ({ watching: false }));

/**
 * Watches the loading of native libraries in this thread, and says which model libraries were there before
 * the set-up, so that its variables came too late for them.
 */
export function watchNativeLibraries(): void {
  if (state.watching) {
    return;
  }
  state.watching = true;
  tellLateLibraries();
  wrapMethod(mainProcess, 'dlopen', (load) => (...args: unknown[]): unknown => {
    const result = Reflect.apply(load, mainProcess, args);
    libraryLoaded(args[0], String(args[1]));
    return result;
  });
}

function libraryLoaded(module: unknown, file: string): void {
  if (typeof module === 'object' && module !== null && 'exports' in module) {
    holdToOneThread(module.exports);
  }
  const library = modelLibrary(file);
  if (library === undefined) {
    return;
  }
  debug(() => `loaded ${library}: ${file}`);
  // Sessions of onnxruntime are held to one thread without variables.
  if (library !== 'onnxruntime-node' && !variablesReachNativeCode()) {
    reportOnce(
      `${library} was loaded in a worker thread, where native code does not see variables that the set-up ` +
        `sets. Set them in the shell, or run the tests in processes (Vitest: pool: 'forks').`,
    );
  }
}

/** Node's own loader keeps every native module, whichever way it was asked for. */
function tellLateLibraries(): void {
  const cache = createRequire(import.meta.url).cache;
  const late = new Map<string, string>();
  for (const [file, loaded] of Object.entries(cache)) {
    const library = file.endsWith('.node') ? modelLibrary(file) : undefined;
    if (library !== undefined) {
      holdToOneThread(loaded?.exports);
      late.set(library, file);
    }
  }
  for (const [library, file] of late) {
    warn(
      `${library} was loaded before the set-up (${file}), too late to hold it to one thread. ` +
        'Register the set-up before whatever loads it: first in the list of set-up files.',
    );
  }
}

function modelLibrary(file: string): string | undefined {
  const base = path.basename(file);
  return modelLibraries.find((library) => library.file.test(base))?.name;
}
