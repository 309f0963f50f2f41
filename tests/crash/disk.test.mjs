// A disk that is full, read-only, or out of file descriptors: writes are turned away with 503 and Retry-After, reads
// go on, and everything works again without a restart as soon as the disk does.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { imageForm, until } from '../http/support/client.mjs';
import { person, png, teeShirt } from '../http/support/pictures.mjs';
import { Server, runProgram } from '../http/support/server.mjs';
import { sha256 } from './support/ledger.mjs';

const TASKS = '/v2/tryon/tasks/';
const QUICK_ENGINE = ['--person-side-max', '256', '--garment-side-max', '256'];
const skip = process.env.DRAPE_MAY_MOUNT ? false : 'this user may not mount';

const started = [];
afterEach(async () => {
  for (const server of started.splice(0)) await server.remove();
});

/** A server that goes with its test, also when that fails. */
async function start(options) {
  const server = await Server.start(options);
  started.push(server);
  return server;
}

/** A mounted folder, a data folder in it; both go with the test. */
async function onDisk(size, test) {
  const disk = mkdtempSync(path.join(tmpdir(), 'drape-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', disk]);
  const data = { path: path.join(disk, 'data') };
  try {
    await test(data, disk);
  } finally {
    execFileSync('umount', ['--lazy', disk]);
    rmSync(disk, { recursive: true, force: true });
  }
}

/** Takes all the room that is left. */
function fill(disk) {
  const file = openSync(path.join(disk, 'ballast'), 'w');
  for (let size = 1 << 20; size >= 512; size /= 2) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size, 1));
    } catch (error) {
      assert.equal(error.code, 'ENOSPC');
    }
  }
  closeSync(file);
}

const empty = (disk) => rmSync(path.join(disk, 'ballast'));

/** What is acknowledged on a healthy disk, and can be read ever after. */
async function finishedTask(client) {
  const personImage = await client.upload('person', person());
  const garmentImage = await client.upload('garment', teeShirt());
  // Each time computed: what is tested is a result on its way to the disk.
  const order = { json: { tryon_person_image_id: personImage.id, garment_image_ids: [garmentImage.id], use_cache: false } };
  const { json } = await client.post(TASKS, order);
  const task = await client.finished(json.id);
  assert.equal(task.status, 'completed', JSON.stringify(task.error));
  const picture = await client.follow(task.result_url);
  return { order, personImage, id: task.id, hash: sha256(picture.body) };
}

async function assertReadable(client, { personImage, id, hash }) {
  const task = await client.get(`${TASKS}${id}/`);
  assert.equal(task.status, 200);
  assert.equal(task.json.status, 'completed');
  const picture = await client.follow(task.json.result_url);
  assert.equal(picture.status, 200);
  assert.equal(sha256(picture.body), hash);
  const listed = await client.get('/v2/tryon/person-images/');
  assert.ok(listed.json.results.some((image) => image.id === personImage.id));
  assert.equal((await client.follow(personImage.image_url)).status, 200);
}

function assertTurnedAway(reply) {
  assert.ok([503, 507].includes(reply.status), `${reply.status} ${reply.text}`);
  assert.ok(Number(reply.headers['retry-after']) >= 1);
  assert.ok(reply.json.detail.length > 10);
  assert.doesNotMatch(reply.text, /ENOSPC|No space|sqlite|\/tmp/i);
}

const upload = (client, bytes = png({ width: 200, height: 200, bytes: 300_000 })) =>
  client.post('/v2/tryon/garment-images/', { form: imageForm(bytes) });

describe('a full disk', { skip }, () => {
  it('turns uploads away with 503, serves reads, and takes uploads again when there is room', async () => {
    await onDisk('24m', async (data, disk) => {
      const server = await start({ data, args: QUICK_ENGINE });
      const before = await finishedTask(server.client);
      fill(disk);
      for (let i = 0; i < 5; i += 1) assertTurnedAway(await upload(server.client));
      await assertReadable(server.client, before);
      assert.deepEqual(readdirSync(path.join(data.path, 'incoming')), []);
      empty(disk);
      assert.equal((await upload(server.client)).status, 200);
      await assertReadable(server.client, before);
    });
  });

  it('turns orders away with 503 once the database cannot grow', async () => {
    await onDisk('24m', async (data, disk) => {
      const server = await start({ data, args: [...QUICK_ENGINE, '--workers', '0', '--queue-depth-max', '100000'] });
      const personImage = await server.client.upload('person', person());
      const garmentImage = await server.client.upload('garment', teeShirt());
      const order = { json: { tryon_person_image_id: personImage.id, garment_image_ids: [garmentImage.id] } };
      fill(disk);
      let acknowledged = 0;
      const refused = await until('the database to be full', async () => {
        const reply = await server.client.post(TASKS, order);
        if (reply.status !== 200) return reply;
        acknowledged += 1;
        return false;
      });
      assertTurnedAway(refused);
      assert.equal((await server.client.get(TASKS)).json.count, acknowledged);
      empty(disk);
      assert.equal((await server.client.post(TASKS, order)).status, 200);
      assert.equal((await server.client.get(TASKS)).json.count, acknowledged + 1);
    });
  });

  it('keeps a task whose result does not fit, and finishes it when there is room', async () => {
    await onDisk('24m', async (data, disk) => {
      const server = await start({ data, args: QUICK_ENGINE });
      const before = await finishedTask(server.client);
      // A garment that was never analysed: the server is halted long before the result is there.
      const garment = await server.client.upload('garment', teeShirt({ colour: [20, 90, 160] }));
      const { json: { id } } = await server.client.post(TASKS, { json: { ...before.order.json, garment_image_ids: [garment.id] } });
      server.signal('SIGSTOP');
      fill(disk);
      server.signal('SIGCONT');
      const isStorageTrouble = ({ event }) => ['claim_failed', 'outcome_not_recorded', 'task_erred'].includes(event);
      await until('the storage to fail more often than an error may', () => server.logs.filter(isStorageTrouble).length > 4);
      assert.ok(['queued', 'processing'].includes((await server.client.get(`${TASKS}${id}/`)).json.status));
      await assertReadable(server.client, before);
      empty(disk);
      assert.equal((await server.client.finished(id)).status, 'completed');
    });
  });

  it('is named when it keeps the server from starting', async () => {
    await onDisk('1m', async (data, disk) => {
      fill(disk);
      const { status, stderr } = runProgram('serve', '--listen', '127.0.0.1:0', '--data', data.path);
      assert.equal(status, 1);
      assert.match(stderr, /storage_unavailable/);
    });
  });
});

describe('a disk that became read-only', { skip }, () => {
  it('turns uploads away, serves reads, keeps tasks, and recovers', async () => {
    await onDisk('24m', async (data) => {
      const server = await start({ data, args: QUICK_ENGINE });
      const before = await finishedTask(server.client);
      const folders = ['incoming', 'blobs'].map((name) => path.join(data.path, name));
      for (const folder of folders) {
        execFileSync('mount', ['--bind', folder, folder]);
        execFileSync('mount', ['-o', 'remount,bind,ro', folder]);
      }
      assertTurnedAway(await upload(server.client));
      await assertReadable(server.client, before);
      const { json: { id } } = await server.client.post(TASKS, before.order);
      await until('the result to be refused more often than an error may',
        () => server.logs.filter(({ event }) => event === 'task_erred').length > 3, 60_000);
      for (const folder of folders) execFileSync('umount', [folder]);
      assert.equal((await upload(server.client)).status, 200);
      assert.equal((await server.client.finished(id)).status, 'completed');
    });
  });

  it('is named when it keeps the server from starting', async () => {
    await onDisk('1m', async (data, disk) => {
      execFileSync('mount', ['-o', 'remount,ro', disk]);
      const { status, stderr } = runProgram('serve', '--listen', '127.0.0.1:0', '--data', data.path);
      assert.equal(status, 1);
      assert.match(stderr, /storage_unavailable/);
    });
  });
});

describe('a process without file descriptors', () => {
  const limit = (server, files) => execFileSync('prlimit', ['--pid', String(server.child.pid), `--nofile=${files}:`]);

  it('turns uploads away, answers what needs no file, and recovers', async () => {
    const server = await start({ args: QUICK_ENGINE });
    const before = await finishedTask(server.client);
    const limits = readFileSync(`/proc/${server.child.pid}/limits`, 'utf8');
    const [, files] = /Max open files\s+(\d+)/.exec(limits);
    limit(server, 3);
    assertTurnedAway(await upload(server.client));
    const task = await server.client.get(`${TASKS}${before.id}/`);
    assert.equal(task.json.status, 'completed');
    const picture = await server.client.follow(task.json.result_url);
    assertTurnedAway({ ...picture, json: JSON.parse(picture.text) });
    const { json: { id } } = await server.client.post(TASKS, before.order);
    await until('the pictures of the task to be unreadable', () => server.logs.some(({ event }) => event === 'task_erred'));
    limit(server, files);
    assert.equal((await upload(server.client)).status, 200);
    assert.equal((await server.client.finished(id)).status, 'completed');
    await assertReadable(server.client, before);
  });
});
