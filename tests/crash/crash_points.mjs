// Crash points x runs x invariants: the server dies at a named place, is started again, and keeps its promises.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Receiver } from '../http/support/receiver.mjs';
import { Ledger } from './support/ledger.mjs';
import { CRASH_EXIT, CRASH_PROGRAM, Life, TELLS, audit, makeKey } from './support/life.mjs';
import { ENGINES } from './support/pictures.mjs';

const SOURCES = fileURLToPath(new URL('../../src', import.meta.url));

/** The points that stand in the source, and those of the engine's stages, which are named when they run. */
export function declaredPoints() {
  const text = execFileSync('grep', ['-rhoE', 'DRAPE_CRASH_POINT\\("[a-z_]+"\\)', SOURCES, '--include=*.cpp', '--include=*.h'],
    { encoding: 'utf8' });
  return [...new Set(text.match(/"[a-z_]+"/g).map((name) => name.slice(1, -1)))].sort();
}

const folder = () => mkdtempSync(path.join(tmpdir(), 'drape-crash-'));

let receiver;
/** Where all servers tell how their tasks ended. */
async function webhookUrl() {
  receiver ??= Receiver.start();
  return (await receiver).url;
}

/** Every day of the server has all this in it. Stops where the server dies. */
async function day(life, ledger, { pictures }, seed) {
  const client = life.client;
  const person = await ledger.upload(client, 'person', pictures.person(seed));
  const garment = await ledger.upload(client, 'garment', pictures.garment(seed));
  const nobody = await ledger.upload(client, 'person', pictures.nobody());
  if (!life.alive) return;
  const webhook = await webhookUrl();
  await ledger.submit(client, person, garment, { webhook });
  await ledger.submit(client, nobody, garment, { fails: 'no_person', webhook });
  const unwanted = await ledger.upload(client, 'garment', pictures.garment(seed + 1));
  if (unwanted) await ledger.remove(client, 'garment', unwanted);
  await ledger.submit(client, person, garment);
  await ledger.cancel(client, await ledger.submit(client, person, garment));
  await ledger.removeTask(client, await ledger.submit(client, person, garment));
  for (const id of ledger.tasks.keys()) {
    if (!life.alive) return;
    await client.finished(id).catch(() => undefined);
  }
  await ledger.submit(client, person, garment, { cache: true });
}

/** Things that no run makes by itself and every start must clear away. */
function litter(data) {
  writeFileSync(path.join(data, 'incoming', 'left-over'), 'half an upload');
  const bytes = 'a blob whose row was never written';
  const hash = createHash('sha256').update(bytes).digest('hex');
  mkdirSync(path.join(data, 'blobs', '1', hash.slice(0, 2)), { recursive: true });
  writeFileSync(path.join(data, 'blobs', '1', hash.slice(0, 2), hash), bytes);
}

/** A folder in which a server died while it computed a task; copied for each run. */
async function interruptedFolder(engine) {
  const data = folder();
  const key = makeKey(CRASH_PROGRAM, data);
  const ledger = new Ledger();
  const life = new Life({
    program: CRASH_PROGRAM, data, key, args: [...engine.args, ...TELLS], env: { ...engine.env, DRAPE_CRASH_AT: 'task_claimed:1' },
  });
  if (!await life.serving) throw new Error(`the server did not start: ${life.unread.join('\n')}`);
  await day(life, ledger, engine, 1);
  if ((await life.ended).code !== CRASH_EXIT) throw new Error('the server did not die where it was told to');
  litter(data);
  return { data, key, ledger };
}

function copyOf({ data, key, ledger }) {
  const copy = folder();
  cpSync(data, copy, { recursive: true });
  const continued = Object.assign(new Ledger(), structuredClone({ ...ledger }));
  return { data: copy, key, ledger: continued };
}

/** An empty folder: its first start makes the database. */
const emptyFolder = () => ({ data: folder(), key: undefined, ledger: new Ledger() });

/** Runs a day, dying at `at` ("point:passage") if that is given. Returns how the server ended. */
async function firstLife(place, engine, { at, trace }) {
  const env = { ...engine.env, ...(at && { DRAPE_CRASH_AT: at }), ...(trace && { DRAPE_CRASH_TRACE: trace }) };
  const life = new Life({ program: CRASH_PROGRAM, data: place.data, key: place.key, args: [...engine.args, ...TELLS], env });
  if (await life.serving && place.key) await day(life, place.ledger, engine, 2);
  const end = await (life.alive ? life.stop() : life.ended);
  place.ledger.noteLogs(life.logs);
  return end;
}

/** Starts it again, lets it finish, stops it, looks at everything. */
async function afterlife(place, engine) {
  place.key ??= makeKey(CRASH_PROGRAM, place.data);
  const { ledger } = place;
  const life = new Life({ program: CRASH_PROGRAM, data: place.data, key: place.key, args: [...engine.args, ...TELLS], env: engine.env });
  if (!await life.serving) {
    ledger.violations.push(`start: ${life.unread.join(' ')}`);
    return;
  }
  if (!await ledger.check(life.client)) ledger.violations.push('check: the server died');
  if (ledger.tasks.size === 0) await day(life, ledger, engine, 3);
  const pictures = await ledger.settle(life.client);
  await ledger.checkTold(life.client, (await receiver)?.requests ?? []);
  const { code } = await life.stop();
  if (code !== 0) ledger.violations.push(`stop: ${code}`);
  ledger.noteLogs(life.logs);
  ledger.compare(await audit(place.data, { hash: true }), pictures);
}

/** How often a day passes each point: {point -> passages}. */
async function passages(place, engine) {
  const trace = path.join(place.data, 'trace');
  const end = await firstLife(place, engine, { trace });
  if (end.code !== 0) throw new Error(`the traced run ended with ${end.code}`);
  const count = new Map();
  const names = existsSync(trace) ? readFileSync(trace, 'utf8').trim().split('\n') : [];
  for (const name of names) count.set(name, (count.get(name) ?? 0) + 1);
  rmSync(place.data, { recursive: true });
  return count;
}

/** First, last and those between: `runs` numbers from 1 to `count`. */
const spread = (count, runs) => Array.from({ length: runs },
  (_, i) => 1 + Math.round((i * (count - 1)) / Math.max(1, runs - 1)));

async function runOne({ point, passage, template, engine }) {
  const place = template ? copyOf(template) : emptyFolder();
  try {
    let end = await firstLife(place, engine, { at: `${point}:${passage}` });
    // Threads do not take turns the same way each time: the last passage may not come. The first one does.
    if (end.code === 0) end = await firstLife(place, engine, { at: `${point}:1` });
    if (end.code !== CRASH_EXIT) place.ledger.violations.push(`not reached: ended with ${end.code ?? end.signal}`);
    else await afterlife(place, engine);
  } catch (error) {
    place.ledger.violations.push(`run: ${error.message}`);
  }
  rmSync(place.data, { recursive: true, force: true });
  return place.ledger.violations;
}

async function inParallel(jobs, width, work) {
  const queue = jobs.values();
  await Promise.all(Array.from({ length: width }, async () => {
    for (const job of queue) await work(job);
  }));
}

/** The jobs of one engine: every point that it passes and `wanted` accepts, `runs` times. */
async function plan(engine, runs, wanted) {
  const template = await interruptedFolder(engine);
  const fromTemplate = await passages(copyOf(template), engine);
  const fromNothing = await passages(emptyFolder(), engine);
  const jobs = [];
  const add = (counts, from) => {
    for (const [point, count] of counts) {
      if (!wanted(point) || jobs.some((job) => job.point === point && job.template !== from)) continue;
      for (const passage of spread(count, runs)) jobs.push({ point, passage, template: from, engine });
    }
  };
  add(fromTemplate, template);
  add(fromNothing, undefined);
  return { jobs, template, passed: new Set([...fromTemplate.keys(), ...fromNothing.keys()]) };
}

/**
 * Runs all points: those of the storage with the stand-in engine, those between stages with the real one. Options:
 * runs (of each point), only (a regular expression), width (at the same time), print. Returns
 * {points, runs, violations}.
 */
export async function crashPoints({ runs = 3, only = /./, width = 2, print = () => {} } = {}) {
  const isStage = (point) => point.startsWith('stage_');
  const plans = [
    await plan(ENGINES['stand-in'], runs, (point) => !isStage(point) && only.test(point)),
    await plan(ENGINES.real, runs, (point) => isStage(point) && only.test(point)),
  ];
  const violations = [];
  for (const point of declaredPoints()) {
    if (only.test(point) && !plans[0].passed.has(point)) violations.push(`${point}: no run passes it`);
  }
  const outcomes = new Map();
  await inParallel(plans.flatMap(({ jobs }) => jobs), width, async (job) => {
    const broken = await runOne(job);
    outcomes.set(job.point, [...(outcomes.get(job.point) ?? []), broken.length === 0]);
    for (const one of broken) violations.push(`${job.point}:${job.passage}: ${one}`);
    if (outcomes.get(job.point).length === runs) print(job.point, outcomes.get(job.point));
  });
  for (const { template } of plans) rmSync(template.data, { recursive: true });
  await (await receiver)?.close();
  return { points: outcomes.size, runs: plans.flatMap(({ jobs }) => jobs).length, violations };
}
