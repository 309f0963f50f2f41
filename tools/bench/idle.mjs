// What thousands of idle and slow connections cost a healthy client: the time of its requests with them and without
// them, in turns in one run, and the memory that an idle connection takes.
//
//   node tools/bench/idle.mjs [--idle 2000] [--slow 200] [--rounds 10] [--requests 2000]
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Client } from '../../tests/http/support/client.mjs';
import { Server } from '../../tests/http/support/server.mjs';

const DRIP_MS = 1000;

/** The other process: holds the connections, so that its work is not measured as the healthy client's waiting. */
function holdConnections() {
  let sockets = [];
  let timer;

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

  process.on('message', async ({ port, idle, slow }) => {
    clearInterval(timer);
    const closing = sockets.map((socket) => new Promise((resolve) => { socket.once('close', resolve).destroy(); }));
    sockets = [];
    await Promise.all(closing);
    const greeting = 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n';
    for (let i = 0; i < idle; i += 100) {
      await Promise.all(Array.from({ length: Math.min(100, idle - i) }, () => open(port, greeting)));
    }
    for (let i = 0; i < slow; i += 1) await openSlow(port);
    let turn = 0;
    timer = setInterval(() => {
      turn += 1;
      sockets.forEach((socket, i) => { if (socket.slow && i % 10 === turn % 10) socket.write('a'); });
    }, DRIP_MS / 10);
    process.send('ready');
  });
  process.on('disconnect', () => process.exit());
}

const percentile = (times, share) => times.sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))];
const median = (values) => percentile([...values], 0.5);
const memoryKb = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);

/** Milliseconds of each of many requests, one after the other. */
async function measure(client, requests) {
  const times = [];
  for (let i = 0; i < requests; i += 1) {
    const begin = process.hrtime.bigint();
    const { status } = await client.get(i % 2 ? '/v2/tryon/tasks/' : '/v2/tryon/person-images/?page_size=1');
    times.push(Number(process.hrtime.bigint() - begin) / 1e6);
    if (status !== 200) throw new Error(`status ${status}`);
  }
  return times;
}

async function main() {
  const { values } = parseArgs({
    options: {
      idle: { type: 'string', default: '2000' }, slow: { type: 'string', default: '200' },
      rounds: { type: 'string', default: '10' }, requests: { type: 'string', default: '2000' },
    },
  });
  const [idle, slow, rounds, requests] = ['idle', 'slow', 'rounds', 'requests'].map((name) => Number(values[name]));
  const server = await Server.start({ args: ['--workers', '0'] });
  const holder = fork(fileURLToPath(import.meta.url), ['hold']);
  const port = Number(new URL(server.url).port);
  const hold = (what) => new Promise((resolve) => {
    holder.once('message', resolve);
    holder.send({ port, idle: 0, slow: 0, ...what });
  });
  const client = new Client(server.url, server.key);
  try {
    await measure(client, 500);
    const before = memoryKb(server.child.pid);
    await hold({ idle });
    const after = memoryKb(server.child.pid);
    console.log(`memory: ${before} kB before, ${after} kB with ${idle} idle connections: `
      + `${(((after - before) * 1024) / idle).toFixed(0)} bytes a connection`);

    const quiet = [];
    const loaded = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const [times, load] of round % 2 ? [[loaded, { idle, slow }], [quiet, {}]] : [[quiet, {}], [loaded, { idle, slow }]]) {
        await hold(load);
        await measure(client, 100);
        times.push(await measure(client, requests));
      }
    }
    for (const [name, share] of [['p50', 0.5], ['p99', 0.99], ['p99.9', 0.999]]) {
      const [without, with_] = [quiet, loaded].map((all) => all.map((times) => percentile([...times], share)));
      const ratio = median(with_.map((value, i) => value / without[i]));
      console.log(`${name}: ${median(without).toFixed(3)} ms without, ${median(with_).toFixed(3)} ms with ${idle} idle and ${slow} slow `
        + `connections: ratio ${ratio.toFixed(3)} (median of ${rounds} rounds; from ${Math.min(...with_.map((value, i) => value / without[i])).toFixed(2)} `
        + `to ${Math.max(...with_.map((value, i) => value / without[i])).toFixed(2)})`);
    }
    const [all, allLoaded] = [quiet, loaded].map((lists) => percentile(lists.flat(), 0.99));
    console.log(`p99 of all ${rounds * requests} requests: ${all.toFixed(3)} ms without, ${allLoaded.toFixed(3)} ms with: ratio ${(allLoaded / all).toFixed(3)}`);
  } finally {
    client.close();
    holder.disconnect();
    await server.remove();
  }
}

if (process.argv[2] === 'hold') holdConnections();
else await main();
