// The processes that decode: who they are, and what becomes of them.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { until } from './support/client.mjs';
import { drawing, png } from './support/pictures.mjs';
import { childrenOf, isAlive } from './support/processes.mjs';
import { Server } from './support/server.mjs';

const servers = [];
const start = async (...args) => {
  const server = await Server.start({ args: ['--workers', '0', ...args] });
  servers.push(server);
  return server;
};
const decoders = (server, count) => until(`${count} decoders`, () => {
  const children = childrenOf(server.child.pid);
  return children.length === count && children.every(({ state }) => state !== 'Z') ? children.map(({ pid }) => pid) : null;
});

describe('decoding', () => {
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.remove();
  });

  it('children that were killed are replaced, and the next upload is taken', async () => {
    const server = await start('--decode-children', '2');
    const before = await decoders(server, 2);
    for (const pid of before) process.kill(pid, 'SIGKILL');
    assert.equal((await server.client.upload('person', png({ width: 20 }))).width, 20);
    await until('the death is counted', async () => /deaths_total\{cause="killed"\} [12]/.test((await server.client.get('/metrics')).text));
  });

  it('a drained server leaves no child behind', async () => {
    const server = await start('--decode-children', '3');
    const children = await decoders(server, 3);
    server.signal('SIGTERM');
    assert.deepEqual(await server.exited, { code: 0, signal: null });
    assert.deepEqual(children.filter(isAlive), []);
    assert.deepEqual(server.logs.filter(({ event }) => event === 'decode_child_died'), []);
  });

  it('children do not outlive a killed server', async () => {
    const server = await start('--decode-children', '2');
    const children = await decoders(server, 2);
    server.signal('SIGKILL');
    await server.exited;
    await until('all children are gone', () => !children.some(isAlive));
  });

  it('children have no file, no environment and no rights of the server', async () => {
    process.env.DRAPE_TEST_SECRET = 'a secret';
    const server = await start('--decode-children', '1');
    delete process.env.DRAPE_TEST_SECRET;
    const [pid] = await decoders(server, 1);
    const { readFileSync, readdirSync, readlinkSync } = await import('node:fs');
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    assert.match(status, /NoNewPrivs:\s*1/);
    assert.match(status, /Seccomp:\s*2/);
    // Only root may look into a process that gave its rights up.
    if (process.getuid() === 0) {
      assert.ok(!readFileSync(`/proc/${pid}/environ`, 'utf8').includes('secret'));
      const files = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
      assert.deepEqual(files.filter((file) => !/^(\/dev\/null|socket:)/.test(file)), []);
    }
  });

  it('with --decode-sandbox off there is no child, and the log says so', async () => {
    const server = await start('--decode-sandbox', 'off');
    assert.equal((await server.client.upload('person', drawing('heic'))).width, 96);
    assert.deepEqual(childrenOf(server.child.pid), []);
    assert.ok(server.logs.some(({ event }) => event === 'decode_sandbox_off'));
  });
});
