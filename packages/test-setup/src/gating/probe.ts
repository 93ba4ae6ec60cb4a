import { execFile } from 'node:child_process';
import net from 'node:net';

import type { CapabilityProbe } from '@cogniverse/guide/runtime';

import { mainProcess } from '../realm.ts';
import type { Outcome } from './cached-outcome.ts';
import { isModelCached } from './hub-cache.ts';

/** How long an address may take to answer, in milliseconds. */
const ANSWER_LIMIT = 2000;
/** How long a program may take, in milliseconds. */
const COMMAND_LIMIT = 5000;

// Taken as the module loads: tests put stand-ins in their places.
const { connect } = net;
const run = execFile;

/**
 * Looks for something.
 *
 * @param wanted - All that it names has to be there.
 * @returns Why it is not there.
 */
export async function probe(wanted: CapabilityProbe): Promise<Outcome> {
  const { url, command, environment, model } = wanted;
  if (environment !== undefined && (mainProcess.env[environment] ?? '') === '') return `${environment} is not set`;
  if (model !== undefined && !isModelCached(model)) return `${model} is not in the cache of the Hugging Face hub`;
  return (
    (url === undefined ? undefined : await probeUrl(url)) ??
    (command === undefined ? undefined : await probeCommand(command))
  );
}

async function probeUrl(url: string): Promise<Outcome> {
  const { protocol, hostname, port } = new URL(url);
  if (protocol !== 'tcp:') {
    const answer = await ask(url);
    if (typeof answer === 'string') return answer;
    return answer.status < 500 ? undefined : `${url} answers with status ${answer.status}`;
  }
  return new Promise((resolve) => {
    const host = hostname.replace(/^\[(.*)\]$/, '$1');
    const socket = connect({ host, port: Number(port), signal: AbortSignal.timeout(ANSWER_LIMIT) });
    socket.on('error', (error) => {
      resolve(noAnswer(url, error));
    });
    socket.on('connect', () => {
      socket.destroy();
      resolve(undefined);
    });
  });
}

/** What an address answers. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/**
 * Asks an address over HTTP.
 *
 * @returns The answer, or why there is none.
 */
export function ask(url: string): Promise<Answer | string> {
  return new Promise((resolve) => {
    // Loaded here, since both take milliseconds that a file without probes need not spend.
    const { request } = mainProcess.getBuiltinModule(url.startsWith('https:') ? 'node:https' : 'node:http');
    const fail = (error: unknown): void => {
      resolve(noAnswer(url, error));
    };
    const sent = request(url, { agent: false, signal: AbortSignal.timeout(ANSWER_LIMIT) }, (response) => {
      let body = '';
      response
        .setEncoding('utf8')
        .on('data', (chunk: string) => (body += chunk))
        .on('error', fail)
        .on('end', () => {
          resolve({ status: response.statusCode ?? 0, body });
        });
    });
    sent.on('error', fail).end();
  });
}

function noAnswer(url: string, error: unknown): string {
  if (!(error instanceof Error)) return `no answer from ${url}`;
  if (error.name === 'AbortError' || error.name === 'TimeoutError') {
    return `no answer from ${url} in ${ANSWER_LIMIT / 1000} s`;
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return `no answer from ${url} (${code})`;
}

/**
 * Runs a program.
 *
 * @returns Why it did not end with 0.
 */
export function probeCommand([program = '', ...args]: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    run(program, args, { timeout: COMMAND_LIMIT, windowsHide: true }, (error) => {
      if (error === null) resolve(undefined);
      else if (error.code === 'ENOENT') resolve(`${program} is not installed`);
      else if (error.killed === true) resolve(`"${program}" took longer than ${COMMAND_LIMIT / 1000} s`);
      else resolve(`"${[program, ...args].join(' ')}" failed (${error.code ?? error.signal ?? 'unknown'})`);
    });
  });
}
