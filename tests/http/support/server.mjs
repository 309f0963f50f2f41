// Starts the real program on a free port with a data folder of its own.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from './client.mjs';

const PROGRAM = process.env.DRAPE_PROGRAM ?? fileURLToPath(new URL('../../../build/release/drape', import.meta.url));

/** Makes a key with the program's own command. */
export function makeKey(data, account, ...options) {
  return execFileSync(PROGRAM, ['keys', 'create', account, '--data', data, ...options], { encoding: 'utf8' }).trim();
}

/** Runs the program to its end; {status, stdout, stderr}. */
export function runProgram(...args) {
  try {
    return { status: 0, stdout: execFileSync(PROGRAM, args, { encoding: 'utf8', stdio: 'pipe' }), stderr: '' };
  } catch (error) {
    return { status: error.status, stdout: error.stdout, stderr: error.stderr };
  }
}

/** A data folder that outlives a server, for restarts. */
export class DataFolder {
  constructor() {
    this.path = mkdtempSync(path.join(tmpdir(), 'drape-test-'));
  }

  remove() {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A running server. `logs` holds its log lines, parsed. */
export class Server {
  /**
   * Options: args (settings), data (a DataFolder to keep; else one that goes with the server), key (of an earlier start),
   * openFiles (soft and hard limit of open files, as ulimit takes them: '256:20000').
   */
  static async start({ args = [], data, key, openFiles } = {}) {
    const server = new Server();
    server.ownsData = data === undefined;
    server.data = data ?? new DataFolder();
    server.key = key ?? makeKey(server.data.path, 'first');
    server.logs = [];
    const command = [PROGRAM, 'serve', '--listen', '127.0.0.1:0', '--data', server.data.path, ...args];
    if (openFiles) {
      const [soft, hard] = openFiles.split(':');
      command.unshift('sh', '-c', `ulimit -Sn ${soft} && ulimit -Hn ${hard} && exec "$0" "$@"`);
    }
    // Tests ask as fast as they can, with one key. Those of the rate limit set it by a flag, which beats this.
    server.child = spawn(command[0], command.slice(1),
      { stdio: ['ignore', 'ignore', 'pipe'], env: { DRAPE_REQUESTS_PER_MINUTE_MAX: '0', ...process.env } });
    server.exited = new Promise((resolve) => {
      server.child.once('exit', (code, signal) => resolve({ code, signal }));
    });
    await server.#listening();
    server.client = new Client(server.url, server.key);
    return server;
  }

  #listening() {
    return new Promise((resolve, reject) => {
      const unread = [];
      readline.createInterface({ input: this.child.stderr }).on('line', (line) => {
        let event;
        try {
          event = JSON.parse(line);
        } catch {
          unread.push(line);
          return;
        }
        this.logs.push(event);
        if (event.event === 'listening') {
          this.url = `http://127.0.0.1:${event.port}`;
          resolve();
        }
      });
      this.exited.then(({ code }) => reject(new Error(`the server ended with ${code}: ${unread.join('\n')}`)));
    });
  }

  /** A client with another key. */
  clientOf(account, ...options) {
    return new Client(this.url, makeKey(this.data.path, account, ...options));
  }

  signal(name) {
    this.child.kill(name);
  }

  /** Ends the server at once and removes what it left. */
  async remove() {
    this.client.close();
    this.child.kill('SIGKILL');
    await this.exited;
    if (this.ownsData) this.data.remove();
  }
}
