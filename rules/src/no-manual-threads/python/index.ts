import { findThreadApi, isThreadApiAllowed, threadApiLabel, type ThreadApi } from '@cogniverse/guide';
import type { Py } from '@cogniverse/eslint-python';
import type { TSESLint } from '@typescript-eslint/utils';

import { policyFor } from '../../project.ts';
import { neverRuns } from '../../resolve/python/condition.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { isPythonInScope } from '../../resolve/python/test-file.ts';
import type { MessageIds, Options } from '../options.ts';
import { fixtureAround, isAllowedPlace } from './allowed-place.ts';
import { isExportedClass } from './exported-class.ts';
import { isReplaced } from './is-replaced.ts';
import { mayHoldPythonThread } from './prefilter.ts';
import { replacedByAssignment, replacedByCall, type Replacement } from './replacements.ts';
import { threadClass, threadValue, type ThreadSearch } from './thread-apis.ts';

type Context = Readonly<TSESLint.RuleContext<MessageIds, [Options]>>;

/** What `no-manual-threads` listens for in a Python file. */
export function pythonListeners(context: Context, source: PythonSource, options: Options): TSESLint.RuleListener {
  if (!mayHoldPythonThread(source.text) || !isPythonInScope(context, source)) return {};
  const search: ThreadSearch = {
    source,
    isAsked: ({ optional }) => optional === undefined || options[optional] === true,
  };
  const made: MadeThread[] = [];
  const replacements: Replacement[] = [];
  const threadClasses = new Map<Py.ClassDef, ThreadApi>();
  const constructed = new Set<Py.ClassDef>();

  return {
    Call(node: Py.Call) {
      replacements.push(...replacedByCall(node, search));
      const value = threadValue(node.func, search);
      if (value && !options.threadingServers && isPoolOfServer(node, source)) return;
      if (value) {
        made.push({ node, api: value.api, path: value.path });
        for (const subclass of value.subclasses) constructed.add(subclass);
      } else if (options.runInExecutor) {
        const api = loopOffload(node.func, source);
        if (api) made.push({ node, api, path: '' });
      }
    },
    Assign(node: Py.Assign) {
      replacements.push(...replacedByAssignment(node, search));
    },
    ClassDef(node: Py.ClassDef) {
      const value = threadClass(node, search);
      if (value) threadClasses.set(node, value.api);
    },
    'Module:exit'() {
      const calls = made
        .filter(({ node, path }) => !isReplaced(node, path, replacements, source) && !neverRuns(node, source))
        .map(({ node, api }): Finding => ({ node, until: node.func, api }));
      // Who imports such a class makes threads with it, out of sight.
      const exported = [...threadClasses].flatMap(([node, api]): readonly Finding[] =>
        constructed.has(node) || !isExportedClass(node, source)
          ? []
          : [{ node, until: node.bases.at(-1) ?? node, api }],
      );
      const findings = [...calls, ...exported].filter(({ node }) => !isAllowedPlace(node, options, source));
      if (findings.length === 0) return;
      const allow = [...policyFor(context.physicalFilename).threads.allow, ...(options.allow ?? [])];
      for (const { node, until, api } of findings) {
        if (isThreadApiAllowed(api, allow)) continue;
        const fixture = fixtureAround(node, source)?.name;
        context.report({
          loc: { start: node.loc.start, end: until.loc.end },
          messageId: fixture === undefined ? 'manualThread' : 'threadInFixture',
          data: {
            api: threadApiLabel(api),
            reason: api.reason,
            ...(fixture === undefined ? { instead: api.managedBy } : { fixture }),
          },
        });
      }
    },
  };
}

interface MadeThread {
  readonly node: Py.Call;
  readonly api: ThreadApi;
  readonly path: string;
}

interface Finding {
  readonly node: Py.Call | Py.ClassDef;
  /** The end of what is underlined. */
  readonly until: Py.Node;
  readonly api: ThreadApi;
}

/** `grpc.server(ThreadPoolExecutor())`: the server has the threads for its requests, and takes no other form. */
function isPoolOfServer({ parent }: Py.Call, source: PythonSource): boolean {
  const server = parent?.nodeType === 'keyword' ? parent.parent : parent;
  return (
    server?.nodeType === 'Call' && originsOf(server.func, source).some(({ path }) => path === 'grpc.server')
  );
}

/** A loop mostly comes from a fixture or a parameter; nothing else has a method of that name. */
function loopOffload(func: Py.expr, source: PythonSource): ThreadApi | undefined {
  if (func.nodeType !== 'Attribute' || func.attr !== 'run_in_executor') return undefined;
  if (originsOf(func, source).length > 0) return undefined;
  return findThreadApi('python', 'asyncio', 'get_running_loop().run_in_executor');
}
