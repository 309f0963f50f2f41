// What thousands of idle and slow connections cost a healthy client: the time of its requests to two servers, one with
// those connections and one without, in turns, so that whatever else the machine does meets both alike.
//
//   node tools/bench/idle.mjs [--idle 2000] [--slow 200] [--requests 20000]
import { fork } from 'node:child_process';
import net from 'node:net';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Server } from '../../tests/http/support/server.mjs';

const DRIP_MS = 1000;

/** The other process: holds the connections, so that its work is not measured as the healthy client's waiting. */
function holdConnections() {
  const sockets = [];

  function open(port, greeting) {
    return new Promise((resolve, reject) => {
      const socket = net.connect({ host: '127.0.0.1', port });
      sockets.push(socket);
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.on('error', () => {});
        if (greeting) socket.write(greeting);
        else resolve(socket);
      });
      socket.once('data', () => resolve(socket));
    });
  }

  /** A client that never comes to the end of its head, and comes back when it is cut off. */
  async function openSlow(port) {
    const socket = await open(port);
    socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    socket.slow = true;
    socket.once('close', () => {
      const at = sockets.indexOf(socket);
      if (at < 0) return;
      sockets.splice(at, 1);
      openSlow(port).catch(() => {});
    });
  }

  process.once('message', async ({ port, idle, slow }) => {
    const greeting = 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n';
    for (let i = 0; i < idle; i += 100) {
      await Promise.all(Array.from({ length: Math.min(100, idle - i) }, () => open(port, greeting)));
    }
    for (let i = 0; i < slow; i += 1) await openSlow(port);
    let turn = 0;
    setInterval(() => {
      turn += 1;
      sockets.forEach((socket, i) => { if (socket.slow && i % 10 === turn % 10) socket.write('a'); });
    }, DRIP_MS / 10);
    process.send('ready');
  });
  process.on('disconnect', () => process.exit());
}

const percentile = (times, share) => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))];

const blocks = (times) => Array.from({ length: Math.ceil(times.length / 1000) }, (_, i) => times.slice(i * 1000, (i + 1) * 1000));

/** Milliseconds of one request. */
async function time(client, path) {
  const begin = process.hrtime.bigint();
  const { status } = await client.get(path);
  if (status !== 200) throw new Error(`status ${status}`);
  return Number(process.hrtime.bigint() - begin) / 1e6;
}

async function main() {
  const { values } = parseArgs({
    options: {
      idle: { type: 'string', default: '2000' }, slow: { type: 'string', default: '200' }, requests: { type: 'string', default: '20000' },
    },
  });
  const [idle, slow, requests] = ['idle', 'slow', 'requests'].map((name) => Number(values[name]));
  const servers = [await Server.start({ args: ['--workers', '0'] }), await Server.start({ args: ['--workers', '0'] })];
  const holder = fork(fileURLToPath(import.meta.url), ['hold']);
  try {
    const held = new Promise((resolve) => { holder.once('message', resolve); });
    holder.send({ port: Number(new URL(servers[1].url).port), idle, slow });
    await held;
    const paths = ['/v2/tryon/tasks/', '/v2/tryon/person-images/?page_size=1', '/health/live'];
    const times = [[], []];
    for (let i = -1000; i < requests; i += 1) {
      for (const which of i % 2 ? [0, 1] : [1, 0]) {
        const ms = await time(servers[which].client, paths[Math.abs(i) % paths.length]);
        if (i >= 0) times[which].push(ms);
      }
    }
    console.log(`${requests} requests to a server without other connections, and in turns to one with ${idle} idle and ${slow} slow ones:`);
    for (const [name, share] of [['p50', 0.5], ['p90', 0.9], ['p99', 0.99]]) {
      // A burst of other work on the machine spoils one block, not the median of them.
      const [without, with_] = times.map((all) => blocks(all).map((block) => percentile(block, share)));
      const ratio = percentile(with_.map((value, i) => value / without[i]), 0.5);
      console.log(`${name}: ${percentile(without, 0.5).toFixed(3)} ms without, ${percentile(with_, 0.5).toFixed(3)} ms with: ratio ${ratio.toFixed(3)}`
        + ` (medians of ${without.length} blocks; all together ${(percentile(times[1], share) / percentile(times[0], share)).toFixed(3)})`);
    }
  } finally {
    holder.disconnect();
    for (const server of servers) await server.remove();
  }
}

if (process.argv[2] === 'hold') holdConnections();
else await main();
