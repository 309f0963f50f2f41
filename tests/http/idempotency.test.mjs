// A request that is sent again under the same Idempotency-Key is carried out once, and answered alike each time.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { Client, imageForm, multipart } from './support/client.mjs';
import { png } from './support/pictures.mjs';
import { DataFolder, Server } from './support/server.mjs';

const PERSONS = '/v2/tryon/person-images/';
const GARMENTS = '/v2/tryon/garment-images/';
const TASKS = '/v2/tryon/tasks/';
const VALIDATIONS = '/v2/tryon/person-validations/';
const GARMENT_VALIDATIONS = '/v2/tryon/garment-validations/';

const GONE = { detail: 'This request was carried out before, and the image that it was about has been deleted since.' };
const REUSED = { detail: 'This Idempotency-Key was used for another request. Use a new key for a new request.' };

const key = (text = randomUUID()) => ({ headers: { 'idempotency-key': text } });
const replayed = (reply) => reply.headers['idempotency-replayed'] === 'true';
const count = async (client, path) => (await client.get(path)).json.count;
const repeat = (times, ask) => Promise.all(Array.from({ length: times }, ask));

describe('Idempotency-Key', () => {
  let server;
  let client;
  let order;

  before(async () => {
    server = await Server.start({ args: ['--workers', '0'] });
    client = server.client;
    const person = await client.upload('person', png());
    const garment = await client.upload('garment', png());
    order = { tryon_person_image_id: person.id, garment_image_ids: [garment.id] };
  });
  after(() => server.remove());

  it('of 100 at once with the same key and body one makes a task, and all get its reply', async () => {
    const before = await count(client, TASKS);
    const headers = key();
    const clients = Array.from({ length: 4 }, () => new Client(server.url, server.key));
    let i = 0;
    const replies = await repeat(100, () => clients[i++ % 4].post(TASKS, { json: order, headers: { ...headers.headers } }));
    for (const one of clients) one.close();
    assert.deepEqual([...new Set(replies.map(({ status }) => status))], [200]);
    assert.equal(new Set(replies.map(({ text }) => text)).size, 1);
    assert.equal(replies.filter((reply) => !replayed(reply)).length, 1);
    assert.equal(await count(client, TASKS), before + 1);
  });

  it('of 100 uploads at once one makes an image, and all get its reply', async () => {
    const before = await count(client, PERSONS);
    const { headers } = key();
    const form = imageForm(png({ seed: 77 }), { name: 'once' });
    const replies = await repeat(100, () => client.post(PERSONS, { form, headers: { ...headers } }));
    assert.deepEqual([...new Set(replies.map(({ status }) => status))], [200]);
    assert.equal(new Set(replies.map(({ text }) => text)).size, 1);
    assert.equal(replies.filter((reply) => !replayed(reply)).length, 1);
    assert.equal(await count(client, PERSONS), before + 1);
    assert.equal((await client.follow(replies[0].json.image_url)).status, 200);
  });

  it('a boundary makes no difference, the file and the texts do', async () => {
    const { headers } = key();
    const bytes = png({ seed: 5 });
    const send = (parts, boundary) => client.post(GARMENTS, { form: multipart(parts, boundary), headers: { ...headers } });
    const parts = [{ name: 'image', file: 'a.png', bytes }, { name: 'image_name', text: 'front' }];
    const first = await send(parts, 'one-boundary');
    assert.equal(first.status, 200, first.text);
    const again = await send(parts, 'another-boundary');
    assert.equal(again.text, first.text);
    assert.ok(replayed(again));
    for (const other of [
      [{ name: 'image', file: 'a.png', bytes: png({ seed: 6 }) }, parts[1]],
      [parts[0], { name: 'image_name', text: 'back' }],
      [parts[0]],
      [...parts, { name: 'more', text: 'x' }],
    ]) {
      const reply = await send(other);
      assert.equal(reply.status, 409, reply.text);
      assert.deepEqual(reply.json, REUSED);
      assert.ok(!replayed(reply));
    }
  });

  it('another body under the same key is 409 and does nothing', async () => {
    const options = key();
    assert.equal((await client.post(TASKS, { json: order, ...options })).status, 200);
    const before = await count(client, TASKS);
    for (const json of [{ ...order, more: 1 }, {}, []]) {
      const reply = await client.post(TASKS, { json, headers: { ...options.headers } });
      assert.equal(reply.status, 409, reply.text);
      assert.deepEqual(reply.json, REUSED);
    }
    const form = await client.post(TASKS, { type: 'application/x-www-form-urlencoded', headers: { ...options.headers },
      body: `tryon_person_image_id=${order.tryon_person_image_id}&garment_image_ids=${order.garment_image_ids[0]}` });
    assert.equal(form.status, 409, 'the same in another encoding is not the same request');
    assert.equal(await count(client, TASKS), before);
  });

  it('a key is its operation\'s and its account\'s own', async () => {
    const { headers } = key('shared');
    const task = await client.post(TASKS, { json: order, headers: { ...headers } });
    const image = await client.post(PERSONS, { form: imageForm(png({ seed: 9 })), headers: { ...headers } });
    assert.deepEqual([task.status, image.status], [200, 200]);
    const other = server.clientOf('stranger');
    const foreign = await other.post(PERSONS, { form: imageForm(png({ seed: 9 })), headers: { ...headers } });
    assert.equal(foreign.status, 200);
    assert.ok(!replayed(foreign));
    assert.notEqual(foreign.json.id, image.json.id);
    other.close();
    // Two keys of one account are one client.
    const second = server.clientOf('first');
    assert.ok(replayed(await second.post(TASKS, { json: order, headers: { ...headers } })));
    second.close();
  });

  it('without a key every request is one of its own', async () => {
    const [first, second] = [await client.post(TASKS, { json: order }), await client.post(TASKS, { json: order })];
    assert.notEqual(first.json.id, second.json.id);
    assert.ok(!replayed(second));
  });

  it('what is no key is 400, before the body is read', async () => {
    for (const bad of ['', 'a b', 'x'.repeat(256), 'tab\there']) {
      const reply = await client.post(TASKS, { json: order, headers: { 'idempotency-key': bad } });
      assert.equal(reply.status, 400, JSON.stringify(bad));
      assert.deepEqual(reply.json, { detail: 'The Idempotency-Key must be 1 to 255 visible ASCII characters, without spaces.' });
    }
    for (const good of ['x', '~'.repeat(255), '"8e03978e-40d5-43dd-bc93-6894a57f9324"']) {
      assert.equal((await client.post(TASKS, { json: order, headers: { 'idempotency-key': good } })).status, 200);
    }
    assert.equal((await client.get(TASKS, { headers: { 'idempotency-key': 'a b' } })).status, 200, 'only a POST looks at it');
  });

  it('an error is not kept: the key may be used for the request once it is put right', async () => {
    const { headers } = key();
    const wrong = await client.post(TASKS, { json: {}, headers: { ...headers } });
    assert.equal(wrong.status, 400);
    assert.deepEqual((await client.post(TASKS, { json: {}, headers: { ...headers } })).json, wrong.json);
    const right = await client.post(TASKS, { json: order, headers: { ...headers } });
    assert.equal(right.status, 200);
    assert.ok(!replayed(right));
    assert.ok(replayed(await client.post(TASKS, { json: order, headers: { ...headers } })));
  });

  it('a validation is replayed as it was answered', async () => {
    for (const [path, json] of [
      [VALIDATIONS, { tryon_person_image_id: order.tryon_person_image_id }],
      [GARMENT_VALIDATIONS, { garment_image_id: order.garment_image_ids[0] }],
    ]) {
      const { headers } = key();
      const first = await client.post(path, { json, headers: { ...headers } });
      assert.equal(first.status, 200, first.text);
      await client.post(path, { json });
      const again = await client.post(path, { json, headers: { ...headers } });
      assert.equal(again.text, first.text);
      assert.ok(replayed(again));
    }
  });

  it('after the photo was deleted a repetition tells nothing of it and does not bring it back', async () => {
    const [upload, validate, task] = [key(), key(), key()];
    const form = imageForm(png({ seed: 21 }), { name: 'secret name' });
    const person = (await client.post(PERSONS, { form, headers: { ...upload.headers } })).json;
    const validation = { json: { tryon_person_image_id: person.id } };
    const mine = { json: { ...order, tryon_person_image_id: person.id } };
    assert.equal((await client.post(VALIDATIONS, { ...validation, headers: { ...validate.headers } })).status, 200);
    const created = await client.post(TASKS, { ...mine, headers: { ...task.headers } });
    assert.equal((await client.delete(`${PERSONS}${person.id}/`)).status, 200);
    const before = await count(client, PERSONS);
    for (const reply of [
      await client.post(PERSONS, { form, headers: { ...upload.headers } }),
      await client.post(PERSONS, { form: imageForm(png({ seed: 22 })), headers: { ...upload.headers } }),
      await client.post(VALIDATIONS, { ...validation, headers: { ...validate.headers } }),
    ]) {
      assert.equal(reply.status, 410, reply.text);
      assert.deepEqual(reply.json, GONE);
    }
    const again = await client.post(TASKS, { ...mine, headers: { ...task.headers } });
    assert.equal(again.text, created.text, 'id, status and time: nothing of the photo');
    assert.deepEqual(Object.keys(again.json), ['id', 'status', 'created_at']);
    assert.equal(await count(client, PERSONS), before);
  });

  it('a browser of another origin may send it and see that it was replayed', async () => {
    const preflight = await client.request('OPTIONS', TASKS, { key: null, headers: {
      origin: 'https://shop.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'idempotency-key' } });
    assert.match(preflight.headers['access-control-allow-headers'], /idempotency-key/);
    const reply = await client.post(TASKS, { json: order, headers: { origin: 'https://shop.example', ...key().headers } });
    assert.match(reply.headers['access-control-expose-headers'], /Idempotency-Replayed/);
  });
});

describe('Idempotency-Key when the server is in trouble', () => {
  it('a full queue is not kept, a kept reply is given even when the queue is full', async () => {
    const server = await Server.start({ args: ['--workers', '0', '--queue-depth-max', '1'] });
    try {
      const { client } = server;
      const person = await client.upload('person', png());
      const garment = await client.upload('garment', png());
      const json = { tryon_person_image_id: person.id, garment_image_ids: [garment.id] };
      const [first, second] = [key(), key()];
      const created = await client.post(TASKS, { json, headers: { ...first.headers } });
      assert.equal(created.status, 200);
      assert.equal((await client.post(TASKS, { json, headers: { ...second.headers } })).status, 429);
      assert.equal((await client.post(TASKS, { json, headers: { ...first.headers } })).text, created.text);
      assert.equal((await client.delete(`${PERSONS}${person.id}/`)).status, 200, 'fails the task, which makes room');
      const other = await client.upload('person', png({ seed: 2 }));
      const reply = await client.post(TASKS, { json: { ...json, tryon_person_image_id: other.id }, headers: { ...second.headers } });
      assert.equal(reply.status, 200, reply.text);
    } finally {
      await server.remove();
    }
  });

  it('replies outlive kill -9, links are signed afresh', async () => {
    const data = new DataFolder();
    let server = await Server.start({ args: ['--workers', '0'], data });
    try {
      const form = imageForm(png(), { name: 'front' });
      const { headers } = key();
      const first = await server.client.post(PERSONS, { form, headers: { ...headers } });
      assert.equal(first.status, 200);
      await server.remove();
      server = await Server.start({ args: ['--workers', '0', '--link-lifetime', '40'], data, key: server.key });
      const again = await server.client.post(PERSONS, { form, headers: { ...headers } });
      assert.ok(replayed(again));
      const { image_url: before, ...rest } = first.json;
      const { image_url: now, ...same } = again.json;
      assert.deepEqual(same, rest);
      assert.notEqual(new URL(now).pathname, new URL(before).pathname);
      assert.equal((await server.client.follow(now)).status, 200);
      assert.equal(await count(server.client, PERSONS), 1);
    } finally {
      await server.remove();
      data.remove();
    }
  });
});
