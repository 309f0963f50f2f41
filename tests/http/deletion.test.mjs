// Deleting means that the bytes are gone: the data directory is searched for them.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { until } from './support/client.mjs';
import { person, png, teeShirt } from './support/pictures.mjs';
import { Server, runProgram } from './support/server.mjs';

const TASKS = '/v2/tryon/tasks/';
const PERSONS = '/v2/tryon/person-images/';
const GARMENTS = '/v2/tryon/garment-images/';
const QUICK_ENGINE = ['--person-side-max', '512', '--garment-side-max', '400'];

/** All files below a folder. */
function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    return entry.isDirectory() ? files(name) : [name];
  });
}

/** The files that hold a piece of these bytes, from their middle. */
function holding(folder, bytes) {
  const middle = Math.floor(bytes.length / 2);
  const piece = Buffer.from(bytes).subarray(Math.max(0, middle - 24), middle + 24);
  return files(folder).filter((name) => existsSync(name) && readFileSync(name).includes(piece));
}

describe('deletion', () => {
  let server;
  let client;
  let folder;
  before(async () => {
    server = await Server.start({ args: QUICK_ENGINE });
    client = server.client;
    folder = server.data.path;
  });
  after(() => server.remove());

  const order = async (personImage, garmentImage) => {
    const reply = await client.post(TASKS, {
      json: { tryon_person_image_id: personImage.id, garment_image_ids: [garmentImage.id], use_cache: false },
    });
    assert.equal(reply.status, 200, reply.text);
    return reply.json.id;
  };

  it('of a person photo leaves no byte of it, of its view, its name or its results', async () => {
    const name = 'nobody else is called like that';
    const photo = person();
    const personImage = await client.upload('person', photo, { name });
    const garmentImage = await client.upload('garment', teeShirt());
    await client.post('/v2/tryon/person-validations/', { json: { tryon_person_image_id: personImage.id } });
    const task = await client.finished(await order(personImage, garmentImage));
    assert.equal(task.status, 'completed');
    const view = (await client.follow(personImage.image_url)).body;
    const result = (await client.follow(task.result_url)).body;
    for (const bytes of [photo, view, result, Buffer.from(name)]) assert.notDeepEqual(holding(folder, bytes), []);

    const reply = await client.delete(`${PERSONS}${personImage.id}/`);
    assert.deepEqual([reply.status, reply.json], [200, { detail: 'Deleted successfully' }]);
    for (const bytes of [photo, view, result]) assert.deepEqual(holding(folder, bytes), []);
    // What stood in the pages of the database goes with the next round of the janitor.
    await until('the name to go', () => holding(folder, Buffer.from(name)).length === 0);

    assert.equal((await client.follow(personImage.image_url)).status, 404);
    assert.equal((await client.follow(task.result_url)).status, 404);
    const validation = `/v2/tryon/person-validations/?tryon_person_image_id=${personImage.id}`;
    assert.equal((await client.get(validation)).status, 404);
    const left = (await client.get(`${TASKS}${task.id}/`)).json;
    assert.equal(left.status, 'completed');
    assert.equal(left.result_url, null);
    assert.equal(left.error, null);
    assert.ok(Date.parse(left.result_deleted_at) >= Date.parse(left.finished_at));
    const [listed] = (await client.get(TASKS)).json.results;
    assert.equal(listed.id, task.id);
    assert.equal(listed.result_url, null);
    assert.equal(listed.result_deleted_at, left.result_deleted_at);
    assert.equal((await client.get(GARMENTS)).json.count, 1);
  });

  it('of a garment photo leaves the pictures in which it is worn', async () => {
    const personImage = await client.upload('person', person());
    const photo = png({ width: 300, height: 300, seed: 9 });
    const other = await client.upload('garment', photo);
    const worn = await client.upload('garment', teeShirt());
    const task = await client.finished(await order(personImage, worn));
    for (const garment of [other, worn]) assert.equal((await client.delete(`${GARMENTS}${garment.id}/`)).status, 200);
    assert.deepEqual(holding(folder, photo), []);
    assert.equal((await client.follow(task.result_url)).status, 200);
    assert.equal((await client.get(`${TASKS}${task.id}/`)).json.result_deleted_at, null);
    await client.delete(`${PERSONS}${personImage.id}/`);
    assert.equal((await client.follow(task.result_url)).status, 404);
  });

  it('of a photo that is being worked on ends the task, and its result never comes', async () => {
    const photo = person();
    const personImage = await client.upload('person', photo);
    const garmentImage = await client.upload('garment', teeShirt());
    const id = await order(personImage, garmentImage);
    await until('the work to begin', async () => {
      const { status } = (await client.get(`${TASKS}${id}/`)).json;
      return status !== 'queued';
    });
    await client.delete(`${PERSONS}${personImage.id}/`);
    const task = (await client.get(`${TASKS}${id}/`)).json;
    assert.equal(task.result_url, null);
    if (task.status === 'failed') assert.equal(task.error.code, 'person_image_deleted');
    else assert.ok(task.result_deleted_at, 'it was done before the deletion');
    await until('the worker to end', () => server.logs.some((event) => event.event === 'task_ran' && event.task === id));
    assert.equal((await client.get(`${TASKS}${id}/`)).json.status, task.status);
    assert.deepEqual(holding(folder, photo), []);
  });

  it('is written down, without names and hashes', async () => {
    const photo = person();
    const personImage = await client.upload('person', photo, { name: 'Zoe' });
    await client.delete(`${PERSONS}${personImage.id}/`);
    const { status, stdout } = runProgram('deletions', '--json', '--data', folder);
    assert.equal(status, 0);
    const line = JSON.parse(stdout.trim().split('\n').at(-1));
    assert.deepEqual({ ...line, time: null, bytes: null }, {
      time: null, account_id: 1, kind: 'person_image', id: personImage.id, cause: 'request',
      key: server.key.split('_')[1], files: 2, bytes: null,
    });
    assert.ok(line.bytes > photo.length);
    assert.doesNotMatch(stdout, /Zoe|[0-9a-f]{64}/);
  });

  it('of an account beside the running server leaves nothing of it, and its neighbour all', async () => {
    const other = server.clientOf('leaver');
    const photo = png({ seed: 77 });
    await other.upload('person', photo);
    const kept = await client.upload('person', png({ seed: 78 }));
    const refused = runProgram('accounts', 'purge', 'leaver', '--data', folder);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /confirmation_needed/);
    assert.equal((await other.get(PERSONS)).json.count, 1);

    const purged = runProgram('accounts', 'purge', 'leaver', '--yes', '--data', folder);
    assert.equal(purged.status, 0, purged.stderr);
    assert.equal((await other.get(PERSONS)).status, 401);
    assert.deepEqual(holding(folder, photo), []);
    await until('the name to go', () => holding(folder, Buffer.from('leaver')).length === 0);
    assert.equal((await client.follow(kept.image_url)).status, 200);
    assert.equal(runProgram('accounts', 'purge', 'leaver', '--yes', '--data', folder).status, 1);
    other.close();
  });

  it('of files that nothing refers to says first what it would erase', () => {
    const shard = path.join(folder, 'blobs', '1', 'ab');
    const orphan = path.join(shard, `ab${'0'.repeat(62)}`);
    mkdirSync(shard, { recursive: true });
    writeFileSync(orphan, 'left by a crash');
    const gc = (...args) => JSON.parse(runProgram('gc', '--json', '--data', folder, ...args).stdout);
    assert.deepEqual(gc('--dry-run'), { orphans: 1, orphan_bytes: 15, waiting: 0, temporary: 0, erased: false });
    assert.ok(existsSync(orphan));
    assert.equal(gc().orphans, 1);
    assert.equal(existsSync(orphan), false);
    assert.equal(gc().orphans, 0);
  });

  it('commands do not make a data directory where there is none', () => {
    for (const command of [['gc'], ['deletions'], ['accounts', 'purge', 'a', '--yes'], ['backup', `${folder}-backup`]]) {
      const { status, stderr } = runProgram(...command, '--data', `${folder}-none`);
      assert.equal(status, 1);
      assert.match(stderr, /no_data_directory/);
      assert.equal(existsSync(`${folder}-none`), false);
    }
  });
});
