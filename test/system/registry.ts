import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A registry of npm packages on this machine. */
export interface Registry {
  /** Its address, with `/` at the end. */
  readonly url: string;
  /** Variables that make npm, npx, pnpm and whatever calls them use it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** What of a `package.json` counts here. */
interface Manifest {
  readonly name: string;
  readonly version: string;
}

interface PackedPackage {
  readonly file: string;
  readonly manifest: Manifest;
  readonly integrity: string;
}

/**
 * Starts a registry that has our packed packages, so that clients install them by the names that users type. All
 * other names are sent on to the registry that npm is set up for.
 *
 * @param tarballs The packed packages, as `inject('installed').tarballs` names them.
 */
export async function startRegistry(tarballs: readonly string[]): Promise<Registry> {
  const upstream = await npmSetting('registry');
  const packages = new Map<string, PackedPackage>();
  for (const file of tarballs) {
    const packed = await readPackage(file);
    packages.set(packed.manifest.name, packed);
  }
  const server = createServer(({ url = '/' }, response) => {
    const name = decodeURIComponent(url.slice(1));
    const packed = packages.get(name.replace(/\.tgz$/, ''));
    if (!packed) {
      response.writeHead(302, { location: new URL(url.slice(1), upstream).href }).end();
    } else if (name.endsWith('.tgz')) {
      createReadStream(packed.file).pipe(response);
    } else {
      sendDocument(response, packed, base());
    }
  });
  const base = (): string => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cache = await ownCache();
  return {
    url: base(),
    environment: { npm_config_registry: base(), npm_config_cache: cache, npm_config_update_notifier: 'false' },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await rm(cache, { recursive: true, force: true });
    },
  };
}

/** What a client reads of a package before it installs it. */
function sendDocument(response: ServerResponse, { manifest, integrity }: PackedPackage, base: string): void {
  const { name, version } = manifest;
  const dist = { tarball: `${base}${name}.tgz`, integrity };
  const document = { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(document));
}

async function readPackage(file: string): Promise<PackedPackage> {
  const [{ stdout }, content] = await Promise.all([
    run('tar', ['-xOzf', file, 'package/package.json']),
    readFile(file),
  ]);
  const integrity = `sha512-${createHash('sha512').update(content).digest('base64')}`;
  return { file, manifest: JSON.parse(stdout) as Manifest, integrity };
}

/**
 * A cache for npm that has what the user's has fetched, but not the programs that npx has kept: it would run our
 * packages of an earlier day.
 */
async function ownCache(): Promise<string> {
  const cache = await mkdtemp(path.join(tmpdir(), 'cogniverse-npm-'));
  const fetched = path.join(await npmSetting('cache'), '_cacache');
  await mkdir(fetched, { recursive: true });
  await symlink(fetched, path.join(cache, '_cacache'), 'junction');
  return cache;
}

async function npmSetting(name: string): Promise<string> {
  const { stdout } = await run('npm', ['config', 'get', name], { shell: process.platform === 'win32' });
  return stdout.trim();
}
