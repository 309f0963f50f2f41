// kill -9 under load, again and again, on one data folder.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pause } from '../http/support/client.mjs';
import { Receiver } from '../http/support/receiver.mjs';
import { Ledger } from './support/ledger.mjs';
import { CRASH_PROGRAM, Life, RELEASE_PROGRAM, TELLS, audit, makeKey } from './support/life.mjs';
import { ENGINES } from './support/pictures.mjs';
import { Random } from './support/random.mjs';

/** Cycles on one folder: then everything must end, is read byte for byte, and a fresh folder begins. */
const CYCLES_A_FOLDER = 50;
/** Clients that work at the same time, and how many tasks they leave unfinished at most. */
const CLIENTS = 3;
const UNFINISHED_MAX = 8;
/** A task whose worker was killed this often is still not given up: here nobody's photo is the cause. */
const SETTINGS = ['--task-crashes-max', '1000000', '--workers', '2', '--requests-per-minute-max', '0', ...TELLS];
/** How many orders ask for a webhook, and how many of its attempts meet a receiver that fails. */
const TOLD = 0.5;
const RECEIVER_FAILS = 0.1;
/** The longest life under load, ms. */
const LIFE_MS_MAX = { 'stand-in': 600, real: 3_000 };
/** How many servers are killed while they start. */
const KILLED_STARTING = 0.1;
/** A loop that acknowledges fewer tasks than this in a cycle has killed idle servers and proves nothing. */
const TASKS_A_CYCLE_MIN = 0.5;

/** One client: uploads, deletes and submits until the server is gone. */
async function client(life, ledger, { engine: { pictures }, receiver }, random) {
  const mine = {};
  while (life.alive) {
    mine.person ??= await ledger.upload(life.client, 'person', pictures.person(random.below(50)));
    mine.garment ??= await ledger.upload(life.client, 'garment', pictures.garment(random.below(50)));
    if (!life.alive || !mine.person || !mine.garment) return;
    if (random.chance(0.3)) {
      const unwanted = await ledger.upload(life.client, 'garment', pictures.garment(random.below(50)));
      if (unwanted) await ledger.remove(life.client, 'garment', unwanted);
    }
    if (ledger.unfinished() < UNFINISHED_MAX) {
      const id = await ledger.submit(life.client, mine.person, mine.garment,
        { cache: random.chance(0.2), webhook: random.chance(TOLD) ? receiver.url : undefined });
      if (random.chance(0.1)) await ledger.cancel(life.client, id);
      else if (random.chance(0.1)) await ledger.removeTask(life.client, id);
    }
    if (ledger.unfinished() >= UNFINISHED_MAX && !await ledger.look(life.client)) return;
    if (random.chance(0.1)) mine.garment = undefined;
  }
}

const startLife = ({ program, data, key, engine }) =>
  new Life({ program, data, key, args: [...engine.args, ...SETTINGS], env: engine.env });

/** Where webhooks go: now and then it fails. */
function startReceiver(seed) {
  const random = new Random(seed);
  return Receiver.start({ answer: (_, response) => response.writeHead(random.chance(RECEIVER_FAILS) ? 500 : 204).end() });
}

/** Load, and the kill after a random time. The delays and each client's choices are the seed's and the number's. */
async function cycle(folder, ledger, seed) {
  const random = new Random(seed);
  const began = Date.now();
  const life = startLife(folder);
  if (random.chance(KILLED_STARTING)) pause(random.next() * folder.startMs).then(() => life.kill());
  let killed = life.ended;
  if (await life.serving) {
    folder.startMs = Date.now() - began;
    await ledger.check(life.client);
    killed = pause(random.below(folder.lifeMsMax)).then(() => life.kill());
    await Promise.all(Array.from({ length: CLIENTS },
      (_, i) => client(life, ledger, folder, new Random(seed + i))));
  }
  const { signal, code } = await killed.then(() => life.ended);
  if (signal !== 'SIGKILL') ledger.violations.push(`died by itself: ${code} ${life.unread.join(' ')}`);
  ledger.noteLogs(life.logs);
}

/** Everything ends and is told, the server stops in peace, every byte is read. */
async function reckoning(folder, ledger) {
  const life = startLife(folder);
  if (!await life.serving) {
    ledger.violations.push(`start: ${life.unread.join(' ')}`);
    return { tasks: [], counts: { hashed: 0 } };
  }
  await ledger.check(life.client);
  const pictures = await ledger.settle(life.client);
  await ledger.checkTold(life.client, folder.receiver.requests);
  await life.stop();
  ledger.noteLogs(life.logs);
  const found = await audit(folder.data, { hash: true });
  ledger.compare(found, pictures);
  return found;
}

/**
 * Options: cycles, seed, engine ('stand-in': the test program with the stand-in engine; 'real': the release program
 * as it is shipped), print. Returns the figures: {cycles, uploads, tasks, deletions, told, interrupted, hashed, violations}.
 */
export async function killLoop({ cycles, seed, engine = 'stand-in', print = () => {} }) {
  const total = { cycles: 0, uploads: 0, tasks: 0, deletions: 0, told: 0, interrupted: 0, hashed: 0, violations: [] };
  while (total.cycles < cycles && total.violations.length === 0) {
    const data = mkdtempSync(path.join(tmpdir(), 'drape-kill-'));
    const program = engine === 'real' ? RELEASE_PROGRAM : CRASH_PROGRAM;
    const receiver = await startReceiver(seed + total.cycles);
    const folder = {
      program, data, key: makeKey(program, data), engine: ENGINES[engine], receiver, lifeMsMax: LIFE_MS_MAX[engine], startMs: 100,
    };
    const ledger = new Ledger();
    const end = Math.min(cycles, total.cycles + CYCLES_A_FOLDER);
    for (; total.cycles < end && ledger.violations.length === 0; total.cycles += 1) {
      await cycle(folder, ledger, (seed * 1_000_003 + total.cycles * CLIENTS) >>> 0);
    }
    const found = await reckoning(folder, ledger);
    await receiver.close();
    total.told += ledger.told;
    for (const name of ['uploads', 'tasks', 'deletions']) total[name] += ledger.acknowledged[name];
    total.interrupted += found.tasks.reduce((sum, task) => sum + task.crashes, 0);
    total.hashed += found.counts.hashed;
    total.violations.push(...ledger.violations);
    if (ledger.violations.length === 0) rmSync(data, { recursive: true });
    else total.violations.push(`the folder is kept: ${data}`);
    print(total);
  }
  if (total.tasks < total.cycles * TASKS_A_CYCLE_MIN) total.violations.push(`no load: ${total.tasks} tasks in ${total.cycles} cycles`);
  return total;
}
