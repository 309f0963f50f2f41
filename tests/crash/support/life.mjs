// One life of the server: from its start to its death, of whatever kind.
import { execFile, execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from '../../http/support/client.mjs';

const BUILD = process.env.DRAPE_BUILD ?? fileURLToPath(new URL('../../../build/release', import.meta.url));

/** The program with crash points, and what is shipped. */
export const CRASH_PROGRAM = path.join(BUILD, 'drape-crash');
export const RELEASE_PROGRAM = path.join(BUILD, 'drape');
export const AUDIT_PROGRAM = path.join(BUILD, 'drape-audit');

/** What a process that died at a crash point exits with. */
export const CRASH_EXIT = 86;

/** Settings with which a receiver on the loopback is told, soon again after a failure. */
export const TELLS = ['--webhook-allow-http', '--webhook-allow-network', '127.0.0.1', '--webhook-retry-schedule', '0.1,0.1,0.1'];

/** What drape-audit finds in a data folder: {tasks, counts, violations}. */
export async function audit(data, { hash = false } = {}) {
  const { stdout } = await promisify(execFile)(AUDIT_PROGRAM, [data, ...(hash ? ['--hash'] : [])], { maxBuffer: 1 << 30 });
  return JSON.parse(stdout);
}

export function makeKey(program, data) {
  return execFileSync(program, ['keys', 'create', 'shop', '--data', data], { encoding: 'utf8' }).trim();
}

export class Life {
  /** Options: program, data (folder), key, args (settings), env (on top of this process's). */
  constructor({ program, data, key, args = [], env = {} }) {
    this.logs = [];
    this.unread = [];
    this.key = key;
    this.child = spawn(program, ['serve', '--listen', '127.0.0.1:0', '--data', data, ...args],
      { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } });
    const closed = new Promise((resolve) => { this.child.stderr.once('close', resolve); });
    this.ended = new Promise((resolve) => {
      this.child.once('exit', async (code, signal) => {
        await closed;
        resolve({ code, signal });
      });
    });
    this.serving = new Promise((resolve) => {
      readline.createInterface({ input: this.child.stderr }).on('line', (line) => {
        const event = this.#read(line);
        if (event?.event !== 'listening') return;
        this.client = new Client(`http://127.0.0.1:${event.port}`, key);
        resolve(true);
      });
      this.ended.then(() => resolve(false));
    });
    this.ended.then(() => this.client?.close());
  }

  #read(line) {
    try {
      const event = JSON.parse(line);
      this.logs.push(event);
      return event;
    } catch {
      this.unread.push(line);
      return undefined;
    }
  }

  get alive() {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** kill -9. */
  async kill() {
    this.child.kill('SIGKILL');
    return this.ended;
  }

  /** Asks it to stop; {code, signal}. */
  async stop() {
    this.child.kill('SIGTERM');
    return this.ended;
  }
}
