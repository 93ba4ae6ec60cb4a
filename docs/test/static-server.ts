/** Serves the built site as GitHub Pages does: `/page` is `page.html`, what is missing is `404.html`. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** A server on a port of its own. */
export interface StaticServer {
  /** Its address, without a slash at the end. */
  readonly url: string;
  close(): void;
}

/** Serves a folder. */
export async function serve(folder: string): Promise<StaticServer> {
  const server = createServer((request, response) => {
    void answerFor(folder, new URL(request.url ?? '/', 'http://localhost').pathname).then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answerFor(folder: string, pathname: string): Promise<{ status: number; type: string; body: Buffer }> {
  const name = decodeURIComponent(pathname);
  const file = name.endsWith('/') ? `${name}index.html` : path.extname(name) === '' ? `${name}.html` : name;
  try {
    const body = await readFile(path.join(folder, file));
    return { status: 200, type: TYPES[path.extname(file)] ?? 'application/octet-stream', body };
  } catch {
    return { status: 404, type: 'text/html; charset=utf-8', body: await readFile(path.join(folder, '404.html')) };
  }
}
