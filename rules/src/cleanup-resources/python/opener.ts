import type { Py } from '@cogniverse/eslint-python';

import { keywordOf } from '../../resolve/python/calls.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { endsByItself } from '../one-shot.ts';

/** What has to be closed, and how one would do it. */
export interface Opener {
  /** How the rule calls it: `subprocess.Popen`. */
  readonly api: string;
  /** What ends it, as one would write it: `close()`. */
  readonly end: string;
  /**
   * `object`: has a method that ends it. `started`: ends by a method of the object that was started. `path`:
   * a file or folder that is removed by its path.
   */
  readonly kind: 'object' | 'started' | 'path';
  /** It lives on where nobody keeps it: a process, a patch, a browser. */
  readonly outlivesName: boolean;
  /** Ends by a plain call of `close`, without `await`. */
  readonly closesPlainly: boolean;
}

/**
 * Paths with spaces between, by what ends them. A part in capitals at the end stands for any class of the
 * module.
 */
const OBJECTS: Readonly<Record<string, string>> = {
  'close()': [
    'builtins.open io.open gzip.open bz2.open lzma.open tarfile.open zipfile.ZipFile',
    'socket.socket socket.create_connection socket.create_server',
    'sqlite3.connect psycopg.connect psycopg2.connect pymysql.connect MySQLdb.connect duckdb.connect',
    'sqlalchemy.orm.Session redis.Redis redis.StrictRedis',
    'pymongo.MongoClient httpx.Client requests.Session requests.session',
    'asyncio.new_event_loop distributed.Client dask.distributed.Client distributed.LocalCluster',
    'dask.distributed.LocalCluster grpc.insecure_channel grpc.secure_channel',
  ].join(' '),
  'await … .close()':
    'aiohttp.ClientSession asyncpg.connect aiosqlite.connect psycopg.AsyncConnection.connect',
  'await … .aclose()': 'httpx.AsyncClient redis.asyncio.Redis',
  'shutdown()': [
    'concurrent.futures.ThreadPoolExecutor concurrent.futures.ProcessPoolExecutor',
    'concurrent.futures.thread.ThreadPoolExecutor concurrent.futures.process.ProcessPoolExecutor',
  ].join(' '),
  'server_close()': [
    'http.server.HTTPServer http.server.ThreadingHTTPServer wsgiref.simple_server.make_server',
    'socketserver.TCPServer socketserver.UDPServer socketserver.ThreadingTCPServer',
  ].join(' '),
};

/** What lives on in the process, or outside of it, when the last name of it is gone. */
const LIVING: Readonly<Record<string, string>> = {
  'terminate() and wait()': 'subprocess.Popen asyncio.create_subprocess_exec asyncio.create_subprocess_shell',
  'quit()': 'selenium.webdriver.Chrome selenium.webdriver.Firefox selenium.webdriver.Edge',
};

const PATCH = /^(?:unittest\.mock|mock)\.patch(?:\.(?:object|dict|multiple))?\(\)\.start$/;
const CONTAINER = /^testcontainers\.[\w.]+\(\)\.start$/;
const PLAYWRIGHT = /^playwright\.(?:sync_api\.sync|async_api\.async)_playwright\(\)\.start$/;
const BROWSERS = new Set(['chromium', 'firefox', 'webkit']);

const byPath = new Map<string, Opener>(
  [OBJECTS, LIVING].flatMap((group) =>
    Object.entries(group).flatMap(([end, paths]) =>
      paths.split(' ').map((path): [string, Opener] => [
        path,
        {
          api: path.replace(/^builtins\./, ''),
          end,
          kind: 'object',
          outlivesName: group === LIVING,
          closesPlainly: end === 'close()',
        },
      ]),
    ),
  ),
);

/** What a call opens, if that has to be closed. */
export function openerOf(call: Py.Call, source: PythonSource): Opener | undefined {
  const paths = originsOf(call.func, source).map(({ path }) => path);
  const [path, ...others] = paths;
  if (path === undefined || others.length > 0) return browserLaunch(call);
  const found = byPath.get(path);
  if (found) return isHarmless(path, call) ? undefined : found;
  if (PATCH.test(path)) return started('patch(…).start()', 'stop()');
  if (CONTAINER.test(path)) return started('the start() of a container', 'stop()');
  if (PLAYWRIGHT.test(path)) return started('sync_playwright().start()', 'stop()');
  return leftFile(path, call);
}

function started(api: string, end: string): Opener {
  return { api, end, kind: 'started', outlivesName: true, closesPlainly: false };
}

/** A client that is given its transport mostly plays the network, and some programs end by themselves. */
function isHarmless(path: string, call: Py.Call): boolean {
  const [first] = call.args;
  const command = first?.nodeType === 'List' ? first.elts[0] : first;
  if (command?.nodeType === 'Constant' && command.valueType === 'str' && /Popen|subprocess/.test(path)) {
    return endsByItself(command.value);
  }
  return (
    /^httpx\.|^grpc\./.test(path) && (keywordOf(call, 'transport') ?? keywordOf(call, 'app')) !== undefined
  );
}

function leftFile(path: string, call: Py.Call): Opener | undefined {
  const isTemporary =
    path === 'tempfile.mkdtemp' ||
    path === 'tempfile.mkstemp' ||
    (path === 'tempfile.NamedTemporaryFile' && isFalse(keywordOf(call, 'delete')));
  // What lies in a folder goes with it.
  if (!isTemporary || keywordOf(call, 'dir') || call.args.length > 2) return undefined;
  const end = path === 'tempfile.mkdtemp' ? 'shutil.rmtree()' : 'os.unlink()';
  return { api: path, end, kind: 'path', outlivesName: true, closesPlainly: false };
}

function isFalse(node: Py.expr | undefined): boolean {
  return node?.nodeType === 'Constant' && node.valueType === 'bool' && !node.value;
}

/** `playwright.chromium.launch()`, whose first name mostly is a fixture or what `with` gives. */
function browserLaunch({ func }: Py.Call): Opener | undefined {
  if (func.nodeType !== 'Attribute' || func.attr !== 'launch' || func.value.nodeType !== 'Attribute')
    return undefined;
  if (!BROWSERS.has(func.value.attr)) return undefined;
  return {
    api: `${func.value.attr}.launch()`,
    end: 'close()',
    kind: 'object',
    outlivesName: true,
    closesPlainly: false,
  };
}
