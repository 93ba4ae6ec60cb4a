import net from 'node:net';

import { threadState } from '../realm.ts';
import { wrapMethod } from '../wrap-method.ts';
import { captureSite, type CreationSite } from './creation-site.ts';
import { keepsProcessAlive } from './handle.ts';
import { track, type Tracked } from './tracked.ts';

interface SocketsState {
  watching: boolean;
}

const state = threadState<SocketsState>('sockets', () => ({ watching: false }));

const STACK_DEPTH = 30;

/** Tracks the connections and servers, of TCP and of pipes, that are opened from now on. */
export function watchSockets(): void {
  if (state.watching) {
    return;
  }
  state.watching = true;
  wrapMethod(net.Socket.prototype, 'connect', (connect) => {
    return function watched(this: unknown, ...args: unknown[]): unknown {
      if (this instanceof net.Socket) {
        track(new TrackedSocket(this, captureSite(watched, STACK_DEPTH)));
      }
      return Reflect.apply(connect, this, args);
    };
  });
  wrapMethod(net.Server.prototype, 'listen', (listen) => {
    return function watched(this: unknown, ...args: unknown[]): unknown {
      const result = Reflect.apply(listen, this, args);
      if (this instanceof net.Server) {
        track(new TrackedServer(this, captureSite(watched, STACK_DEPTH)));
      }
      return result;
    };
  });
}

class TrackedSocket implements Tracked {
  readonly advice = 'Close the client, or destroy the socket, before the test ends.';
  readonly site: CreationSite;
  private readonly socket: net.Socket;

  constructor(socket: net.Socket, site: CreationSite) {
    this.socket = socket;
    this.site = site;
  }

  describe(): string {
    const { remoteAddress, remotePort } = this.socket;
    return remoteAddress === undefined ? 'connection' : `connection to ${remoteAddress}:${remotePort}`;
  }

  hasEnded(): boolean {
    return this.socket.destroyed;
  }

  holdsProcess(): boolean {
    return !this.hasEnded() && keepsProcessAlive(this.socket);
  }

  mayEndWithin(): boolean {
    return true;
  }

  isShort(): boolean {
    return false;
  }

  end(): void {
    this.socket.destroy();
  }
}

class TrackedServer implements Tracked {
  readonly advice = 'Close it in an after-hook and await that.';
  readonly site: CreationSite;
  private readonly server: net.Server;
  private readonly name: string;

  constructor(server: net.Server, site: CreationSite) {
    this.server = server;
    this.site = site;
    this.name = server.constructor.name === 'Server' ? 'server' : server.constructor.name;
  }

  describe(): string {
    const address = this.server.address();
    const where = typeof address === 'string' ? address : address && `port ${address.port}`;
    return where === null ? this.name : `${this.name} on ${where}`;
  }

  hasEnded(): boolean {
    return !this.server.listening;
  }

  holdsProcess(): boolean {
    return this.server.listening && keepsProcessAlive(this.server);
  }

  mayEndWithin(): boolean {
    return false;
  }

  isShort(): boolean {
    return false;
  }

  end(): void {
    this.server.close();
    const closeAll: unknown = Reflect.get(this.server, 'closeAllConnections');
    if (typeof closeAll === 'function') {
      Reflect.apply(closeAll, this.server, []);
    }
  }
}
