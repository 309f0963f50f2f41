// Prefer: wait=N and ?wait=N: a reply that comes when the task ends.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, describe, it } from 'node:test';
import { Client, Wire, until } from './support/client.mjs';
import { EventStream, untilWaiters, waiters } from './support/events.mjs';
import { person, png, teeShirt } from './support/pictures.mjs';
import { Server, runProgram } from './support/server.mjs';

const TASKS = '/v2/tryon/tasks/';
const PERSONS = '/v2/tryon/person-images/';
const QUICK_ENGINE = ['--person-side-max', '512', '--garment-side-max', '400'];
/** Nothing is looked at again without being told: what comes was told. */
const NO_RECHECK = ['--recheck-interval', '3600'];
const CREATED = ['id', 'status', 'created_at'];
const SINGLE = ['id', 'status', 'result_url', 'created_at', 'finished_at', 'tryon_person_image', 'garment_image_ids', 'error'];

/** Photos for tasks, and a way to end them: the photo of the person is deleted. */
async function photos(client) {
  const { id: photo } = await client.upload('person', png({ seed: 5 }));
  const { id: garment } = await client.upload('garment', png({ seed: 6 }));
  return {
    json: { tryon_person_image_id: photo, garment_image_ids: [garment] },
    end: () => client.delete(`${PERSONS}${photo}/`),
  };
}

const hasAll = (json, names) => names.every((name) => name in json);

describe('waiting for a task that a worker computes', () => {
  let server;
  before(async () => { server = await Server.start({ args: [...QUICK_ENGINE, ...NO_RECHECK, '--workers', '1'] }); });
  after(() => server.remove());

  it('a task that is ordered with Prefer: wait comes back completed', async () => {
    const photo = await server.client.upload('person', person());
    const garment = await server.client.upload('garment', teeShirt());
    const json = { tryon_person_image_id: photo.id, garment_image_ids: [garment.id] };
    const reply = await server.client.post(TASKS, { json, headers: { prefer: 'wait=60' } });
    assert.equal(reply.status, 200, reply.text);
    assert.equal(reply.headers['preference-applied'], 'wait=60');
    assert.equal(reply.json.status, 'completed', reply.text);
    assert.ok(hasAll(reply.json, [...CREATED, ...SINGLE]), reply.text);
    assert.equal((await server.client.follow(reply.json.result_url)).status, 200);
    const again = await server.client.get(`${TASKS}${reply.json.id}/?wait=60`);
    assert.deepEqual(again.json, reply.json, 'what has ended is told at once');
    assert.equal(await waiters(server.client), 0);
  });

  it('?wait=N does the same, and a task that fails is told as well', async () => {
    const nobody = await server.client.upload('person', png({ width: 300, height: 400 }));
    const garment = await server.client.upload('garment', teeShirt());
    const json = { tryon_person_image_id: nobody.id, garment_image_ids: [garment.id] };
    const reply = await server.client.post(`${TASKS}?wait=60`, { json });
    assert.equal(reply.headers['preference-applied'], undefined);
    assert.equal(reply.json.status, 'failed', reply.text);
    assert.ok(reply.json.error.code);
  });
});

describe('waiting', () => {
  let server;
  let client;
  before(async () => {
    server = await Server.start({ args: ['--workers', '0', ...NO_RECHECK] });
    client = server.client;
  });
  after(() => server.remove());

  const order = async (json) => (await client.post(TASKS, { json })).json.id;

  for (const [form, ask] of [
    ['?wait=N', (id) => client.get(`${TASKS}${id}/?wait=60`)],
    ['Prefer: wait=N', (id) => client.get(`${TASKS}${id}/`, { headers: { prefer: 'respond-async, wait=60' } })],
  ]) {
    it(`GET with ${form} is answered as soon as the task ends`, async () => {
      const { json, end } = await photos(client);
      const id = await order(json);
      const asked = ask(id);
      await untilWaiters(client, 1);
      assert.equal((await end()).status, 200);
      const reply = await asked;
      assert.equal(reply.status, 200);
      assert.equal(reply.json.status, 'failed');
      assert.equal(reply.json.error.code, 'person_image_deleted');
      assert.equal(reply.headers['preference-applied'], form.startsWith('Prefer') ? 'wait=60' : undefined);
      assert.equal(reply.headers.allow.includes('GET'), true);
      await untilWaiters(client, 0);
    });
  }

  it('a task that does not end is answered as it is when the time is over', async () => {
    const { json } = await photos(client);
    const begin = Date.now();
    const created = await client.post(TASKS, { json, headers: { prefer: 'wait=1' } });
    assert.ok(Date.now() - begin >= 1_000);
    assert.equal(created.json.status, 'queued');
    assert.equal(created.headers['preference-applied'], 'wait=1');
    const reply = await client.get(`${TASKS}${created.json.id}/?wait=1`);
    assert.equal(reply.json.status, 'queued');
    assert.ok(Date.now() - begin >= 2_000);
    await untilWaiters(client, 0);
  });

  it('who does not ask to wait gets the reply as ever', async () => {
    const { json } = await photos(client);
    const reply = await client.post(TASKS, { json });
    assert.equal(reply.json.result_url, undefined);
    assert.deepEqual(Object.keys(reply.json).slice(0, 3), CREATED);
    assert.equal(reply.headers['preference-applied'], undefined);
    const zero = await client.post(`${TASKS}?wait=0`, { json });
    assert.ok(hasAll(zero.json, SINGLE));
    const preferred = await client.get(`${TASKS}${reply.json.id}/`, { headers: { prefer: 'wait=0' } });
    assert.equal(preferred.headers['preference-applied'], 'wait=0');
  });

  it('a parameter that is no number of seconds is 400, such a preference is not heeded', async () => {
    const { json } = await photos(client);
    const id = await order(json);
    const count = async () => (await client.get(TASKS)).json.count;
    const tasks = await count();
    const message = { wait: ['A valid integer is required.'] };
    for (const text of ['soon', '', '1.5']) {
      for (const reply of [await client.get(`${TASKS}${id}/?wait=${text}`), await client.post(`${TASKS}?wait=${text}`, { json })]) {
        assert.equal(reply.status, 400);
        assert.deepEqual(reply.json, message);
      }
    }
    assert.equal(await count(), tasks, 'nothing was ordered');
    const negative = await client.get(`${TASKS}${id}/?wait=-1`);
    assert.deepEqual(negative.json, { wait: ['Ensure this value is greater than or equal to 0.'] });
    const ignored = await client.get(`${TASKS}${id}/`, { headers: { prefer: 'wait=soon' } });
    assert.equal(ignored.status, 200);
    assert.equal(ignored.headers['preference-applied'], undefined);
  });

  it('more than a minute is a minute', async () => {
    const { json, end } = await photos(client);
    const asked = client.post(TASKS, { json, headers: { prefer: 'wait=86400' } });
    await untilWaiters(client, 1);
    await end();
    assert.equal((await asked).headers['preference-applied'], 'wait=60');
  });

  it('a task that is not there, or another account\'s, is 404 at once', async () => {
    const { json } = await photos(client);
    const id = await order(json);
    const other = server.clientOf('stranger');
    for (const reply of [await other.get(`${TASKS}${id}/?wait=60`), await client.get(`${TASKS}999999/?wait=60`)]) {
      assert.equal(reply.status, 404);
      assert.deepEqual(reply.json, { detail: 'No Task matches the given query.' });
    }
    other.close();
  });

  it('a client that goes away frees its place', async () => {
    const { json } = await photos(client);
    const id = await order(json);
    const wire = await Wire.connect(server.url);
    await wire.send(`GET ${TASKS}${id}/?wait=60 HTTP/1.1\r\nHost: x\r\nx-api-key: ${server.key}\r\n\r\n`);
    await untilWaiters(client, 1);
    wire.close();
    await untilWaiters(client, 0);
  });

  it('the time that was waited is told apart in the log and left out of the metrics', async () => {
    const { json } = await photos(client);
    const id = await order(json);
    const seconds = async () => {
      const { text } = await client.get('/metrics', { key: null });
      return Number(/drape_http_request_seconds_sum\{[^}]*method="GET",route="\/v2\/tryon\/tasks\/\{task_id\}\/"\} (\S+)/.exec(text)?.[1] ?? 0);
    };
    const start = await seconds();
    await client.get(`${TASKS}${id}/?wait=1`, { headers: { 'x-request-id': 'the-long-one' } });
    assert.ok(await seconds() - start < 0.9);
    const line = await until('the line of the log', () => server.logs.find((event) => event.request_id === 'the-long-one'));
    assert.ok(line.waited_ms >= 900, JSON.stringify(line));
  });
});

describe('limits of waiting', () => {
  it('who finds no place is not kept waiting; streams of events are 503', async () => {
    const server = await Server.start({ args: ['--workers', '0', '--waiters-max', '3', '--waiters-account-max', '2'] });
    const { client } = server;
    try {
      const { json, end } = await photos(client);
      const { id } = (await client.post(TASKS, { json })).json;
      const first = client.get(`${TASKS}${id}/?wait=60`);
      const stream = await EventStream.open(client, `${TASKS}${id}/events/`);
      await untilWaiters(client, 2);

      const plain = await client.get(`${TASKS}${id}/`, { headers: { prefer: 'wait=60' } });
      assert.equal(plain.json.status, 'queued');
      assert.equal(plain.headers['preference-applied'], undefined);
      const ordered = await client.post(TASKS, { json, headers: { prefer: 'wait=60' } });
      assert.equal(ordered.json.status, 'queued', 'the task is ordered all the same');
      const refused = await client.get(`${TASKS}${id}/events/`);
      assert.equal(refused.status, 503);
      assert.ok(Number(refused.headers['retry-after']) >= 1);
      assert.ok(refused.json.detail);

      const other = server.clientOf('other');
      const { json: others } = await photos(other);
      const { id: othersTask } = (await other.post(TASKS, { json: others })).json;
      const kept = await EventStream.open(other, `${TASKS}${othersTask}/events/`);
      assert.equal(kept.status, 200, 'another account has its share');
      kept.close();
      other.close();

      stream.close();
      await untilWaiters(client, 1);
      const second = client.get(`${TASKS}${id}/?wait=60`);
      await untilWaiters(client, 2);
      await end();
      for (const reply of [await first, await second]) assert.equal(reply.json.status, 'failed');
    } finally {
      await server.remove();
    }
  });

  it('500 wait at once while other requests are quick, and all are told', async (test) => {
    const COUNT = 500;
    const server = await Server.start({ args: ['--workers', '0', ...NO_RECHECK] });
    const crowd = new Client(server.url, server.key);
    crowd.agent = new http.Agent({ keepAlive: false });
    try {
      const { client } = server;
      const { json, end } = await photos(client);
      const ids = [];
      for (let i = 0; i < 5; i += 1) ids.push((await client.post(TASKS, { json })).json.id);
      const waiting = Array.from({ length: COUNT }, (_, i) => crowd.get(`${TASKS}${ids[i % ids.length]}/?wait=60`));
      await untilWaiters(client, COUNT);
      const times = [];
      for (let i = 0; i < 200; i += 1) {
        const begin = performance.now();
        assert.equal((await client.get(`${TASKS}${ids[0]}/`)).status, 200);
        times.push(performance.now() - begin);
      }
      const begin = performance.now();
      await end();
      const replies = await Promise.all(waiting);
      const told = performance.now() - begin;
      for (const reply of replies) assert.equal(reply.json.status, 'failed');
      times.sort((a, b) => a - b);
      const [median, worst] = [times[100], times[199]];
      test.diagnostic(`${COUNT} waiters: others ${median.toFixed(1)} ms (median), ${worst.toFixed(1)} ms (worst); all told in ${told.toFixed(0)} ms`);
      assert.ok(median < 50, `median ${median} ms`);
    } finally {
      crowd.close();
      await server.remove();
    }
  });
});

describe('waiting and the life of the server', () => {
  it('a drain answers who waits with the task as it is, and does not wait for it', async () => {
    const server = await Server.start({ args: ['--workers', '0', ...NO_RECHECK, '--drain-timeout', '300'] });
    try {
      const { json } = await photos(server.client);
      const asked = [server.client.post(TASKS, { json, headers: { prefer: 'wait=60' } })];
      await untilWaiters(server.client, 1);
      const begin = Date.now();
      server.signal('SIGTERM');
      const reply = await asked[0];
      assert.equal(reply.status, 200, reply.text);
      assert.equal(reply.json.status, 'queued');
      assert.deepEqual(await server.exited, { code: 0, signal: null });
      assert.ok(Date.now() - begin < 20_000, 'long before the time of the request, and that of the drain');
      assert.equal(server.logs.find(({ event }) => event === 'stopped').all_requests_answered, true);
    } finally {
      await server.remove();
    }
  });

  it('what another process does to the task is noticed within the interval of looking', async () => {
    const server = await Server.start({ args: ['--workers', '0', '--recheck-interval', '0.1'] });
    try {
      const { client } = server;
      const victim = server.clientOf('victim');
      const { json } = await photos(victim);
      const { id } = (await victim.post(TASKS, { json })).json;
      const asked = victim.get(`${TASKS}${id}/?wait=60`);
      await untilWaiters(client, 1);
      const purge = runProgram('accounts', 'purge', 'victim', '--yes', '--data', server.data.path);
      assert.equal(purge.status, 0, purge.stderr);
      assert.equal((await asked).status, 404);
      victim.close();
    } finally {
      await server.remove();
    }
  });
});
