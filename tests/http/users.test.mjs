// The client's own users: named at upload, listed by name, forgotten in one request.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { multipart, until } from './support/client.mjs';
import { png } from './support/pictures.mjs';
import { Server, runProgram } from './support/server.mjs';

const PERSONS = '/v2/tryon/person-images/';
const TASKS = '/v2/tryon/tasks/';
const forUser = (user) => `${PERSONS}?external_user_id=${encodeURIComponent(user)}`;

describe('external_user_id', () => {
  let server;
  let client;

  before(async () => {
    server = await Server.start({ args: ['--workers', '0'] });
    client = server.client;
  });
  after(() => server.remove());

  const upload = (user, { seed = 1, kind = 'person', by = client } = {}) => by.post(`/v2/tryon/${kind}-images/`, { form: multipart([
    { name: 'image', file: 'a.png', bytes: png({ seed }) }, ...(user === undefined ? [] : [{ name: 'external_user_id', text: user }])]) });
  const listed = async (user, by = client) => (await by.get(forUser(user))).json.results.map(({ id }) => id);

  it('is shown in the reply to the upload, in lists and by the single image', async () => {
    const { json } = await upload('  änna@shop.example  ');
    assert.equal(json.external_user_id, 'änna@shop.example', 'white space at its ends is not part of it');
    const page = (await client.get(forUser('änna@shop.example'))).json;
    assert.deepEqual(page.results, [json]);
    assert.equal((await client.get(`${PERSONS}${json.id}/`)).json.external_user_id, 'änna@shop.example');
  });

  it('is null when it is missing or blank, and no field of garments', async () => {
    for (const user of [undefined, '', '   ']) assert.equal((await upload(user)).json.external_user_id, null);
    const garment = (await upload('anna', { kind: 'garment' })).json;
    assert.ok(!('external_user_id' in garment));
    assert.equal((await client.delete(`/v2/tryon/garment-images/?external_user_id=anna`)).status, 405);
  });

  it('has at most 255 characters and no null character', async () => {
    assert.equal((await upload('ü'.repeat(255))).status, 200);
    const long = await upload('n'.repeat(256));
    assert.equal(long.status, 400);
    assert.deepEqual(long.json, { external_user_id: ['Ensure this field has no more than 255 characters.'] });
    assert.deepEqual((await upload('a\0b')).json, { external_user_id: ['Null characters are not allowed.'] });
  });

  it('filters exactly, together with the name, and an empty filter is none', async () => {
    const [a, b] = [(await upload('user-1')).json.id, (await upload('user-10')).json.id];
    assert.deepEqual(await listed('user-1'), [a]);
    assert.deepEqual(await listed('user-10'), [b]);
    assert.deepEqual(await listed('user-%'), []);
    assert.equal((await client.get(`${forUser('user-1')}&image_name=x`)).json.count, 0);
    assert.ok((await client.get(forUser(''))).json.count > 2);
  });

  it('DELETE by it takes all images of the user with all that hangs on them, and nobody else\'s', async () => {
    const images = [];
    for (let seed = 1; seed <= 3; seed += 1) images.push((await upload('leaving', { seed: 100 + seed })).json);
    const other = (await upload('staying', { seed: 200 })).json;
    const stranger = server.clientOf('stranger');
    const foreign = (await upload('leaving', { seed: 101, by: stranger })).json;
    const garment = (await upload(undefined, { kind: 'garment' })).json;
    const tasks = [];
    for (const { id } of images) {
      const json = { tryon_person_image_id: id, garment_image_ids: [garment.id] };
      tasks.push((await client.post(TASKS, { json })).json.id);
    }
    const reply = await client.delete(forUser('leaving'));
    assert.equal(reply.status, 200, reply.text);
    assert.deepEqual(reply.json, { detail: 'Deleted successfully', deleted: 3 });
    assert.equal(reply.headers.allow, 'GET, POST, DELETE, HEAD, OPTIONS');
    for (const { id, image_url: link } of images) {
      assert.equal((await client.get(`${PERSONS}${id}/`)).status, 404);
      assert.equal((await client.follow(link)).status, 404);
    }
    for (const id of tasks) assert.equal((await client.get(`${TASKS}${id}/`)).json.error.code, 'person_image_deleted');
    assert.deepEqual(await listed('leaving'), []);
    assert.deepEqual(await listed('staying'), [other.id]);
    assert.deepEqual(await listed('leaving', stranger), [foreign.id]);
    assert.equal((await client.follow(foreign.image_url)).status, 200);
    stranger.close();
    assert.deepEqual((await client.delete(forUser('leaving'))).json, { detail: 'Deleted successfully', deleted: 0 });
    const log = runProgram('deletions', '--json', '--data', server.data.path).stdout.trim().split('\n').map((line) => JSON.parse(line));
    const ids = log.filter(({ kind }) => kind === 'person_image').map(({ id }) => id);
    for (const { id } of images) assert.ok(ids.includes(id), `${id} in ${ids}`);
    assert.ok(!JSON.stringify(log).includes('leaving'));
  });

  it('DELETE without it is a mistake and deletes nothing', async () => {
    const before = (await client.get(PERSONS)).json.count;
    for (const [query, message] of [['', 'This field is required.'], ['?external_user_id=', 'This field may not be blank.'],
      ['?external_user_id=%20', 'This field may not be blank.'], ['?image_name=front', 'This field is required.'],
      [`?external_user_id=${'n'.repeat(256)}`, 'Ensure this field has no more than 255 characters.']]) {
      const reply = await client.delete(PERSONS + query);
      assert.equal(reply.status, 400, reply.text);
      assert.deepEqual(reply.json, { external_user_id: [message] });
    }
    assert.equal((await client.get(PERSONS)).json.count, before);
  });

  it('the text stands nowhere once the image is gone: not in the log, not in the files of the database', async () => {
    const user = 'a-user-who-stands-nowhere-else';
    const { json } = await upload(user, { seed: 50 });
    const stands = () => readdirSync(server.data.path).filter((name) => name.startsWith('drape.db'))
      .some((name) => readFileSync(path.join(server.data.path, name)).includes(user));
    assert.ok(stands());
    assert.equal((await client.get(forUser(user))).json.count, 1);
    assert.equal((await client.delete(forUser(user))).json.deleted, 1);
    assert.equal((await client.get(`${PERSONS}${json.id}/`)).status, 404);
    await until('the janitor', () => !stands(), 40_000);
    assert.ok(!JSON.stringify(server.logs).includes(user));
  });
});
