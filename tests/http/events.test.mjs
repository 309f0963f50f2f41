// GET /v2/tryon/tasks/{id}/events/: a task's life as server-sent events.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { EventStream, untilWaiters } from './support/events.mjs';
import { violations } from './support/openapi.mjs';
import { person, png, teeShirt } from './support/pictures.mjs';
import { DataFolder, Server } from './support/server.mjs';

const TASKS = '/v2/tryon/tasks/';
const PERSONS = '/v2/tryon/person-images/';
const QUICK_ENGINE = ['--person-side-max', '512', '--garment-side-max', '400'];

const events = (id) => `${TASKS}${id}/events/`;

async function photos(client, personBytes = png({ seed: 5 }), garmentBytes = png({ seed: 6 })) {
  const { id: photo } = await client.upload('person', personBytes);
  const { id: garment } = await client.upload('garment', garmentBytes);
  const json = { tryon_person_image_id: photo, garment_image_ids: [garment] };
  return {
    order: async () => (await client.post(TASKS, { json })).json.id,
    end: () => client.delete(`${PERSONS}${photo}/`),
  };
}

const schema = (name) => ({ $ref: `#/components/schemas/${name}` });

/** Each is what the document says; ids come once; progress never falls within an attempt; the end is the last. */
function assertOrderly(list) {
  assert.equal(new Set(list.map(({ id }) => id)).size, list.length, 'an event came twice');
  for (const { event, data } of list) {
    const unfinished = ['queued', 'processing'].includes(event);
    assert.deepEqual(violations(data, schema(unfinished ? 'TaskEvent' : 'Task')), [], JSON.stringify(data));
  }
  let progress = 0;
  for (const { event, data } of list) {
    if (event === 'queued') progress = 0;
    if (event !== 'processing') continue;
    assert.ok(data.progress >= progress && data.progress < 1, JSON.stringify(data));
    progress = data.progress;
  }
  for (const { event } of list.slice(0, -1)) assert.ok(['queued', 'processing'].includes(event));
}

describe('events of a task', () => {
  let server;
  let client;
  before(async () => {
    server = await Server.start({ args: ['--workers', '0', '--recheck-interval', '0.1'] });
    client = server.client;
  });
  after(() => server.remove());

  it('begin with the present state at once, and end with the end', async () => {
    const { order, end } = await photos(client);
    const id = await order();
    const stream = await EventStream.open(client, events(id));
    assert.equal(stream.status, 200);
    assert.equal(stream.headers['content-type'], 'text/event-stream');
    assert.equal(stream.headers['cache-control'], 'no-store');
    assert.equal(stream.headers['x-accel-buffering'], 'no');
    const first = await stream.next();
    assert.equal(first.event, 'queued');
    assert.deepEqual(first.data, { id, status: 'queued', position: 1 });
    assert.ok(stream.retry >= 1_000);
    await end();
    const last = await stream.next();
    assert.equal(last.event, 'failed');
    assert.equal(last.data.error.code, 'person_image_deleted');
    assert.deepEqual(last.data, (await client.get(`${TASKS}${id}/`)).json, 'the end says what the task says');
    assert.equal(await stream.next(), null);
    assert.ok(stream.ended, 'not cut off');
    await untilWaiters(client, 0);
  });

  it('tell the place in the queue as it moves: accounts take turns', async () => {
    const first = await photos(client);
    const doomed = await first.order();
    const mine = await photos(client);
    const ids = [await mine.order(), await mine.order()];
    const other = server.clientOf('other');
    const theirs = await photos(other);
    const foreign = await theirs.order();
    const streams = await Promise.all([doomed, ...ids].map((id) => EventStream.open(client, events(id))));
    const positions = await Promise.all(streams.map(async (stream) => (await stream.next()).data.position));
    const stranger = await EventStream.open(other, events(foreign));
    assert.deepEqual(positions, [1, 3, 4]);
    assert.equal((await stranger.next()).data.position, 2);
    await first.end();
    assert.equal((await streams[1].next()).data.position, 1);
    assert.equal((await streams[2].next()).data.position, 3);
    await mine.end();
    await theirs.end();
    for (const stream of [...streams, stranger]) assert.equal((await stream.rest()).at(-1).event, 'failed');
    other.close();
  });

  it('an event that was seen does not come again, the end always comes, and nothing after it', async () => {
    const { order, end } = await photos(client);
    const id = await order();
    const first = await EventStream.open(client, events(id));
    const seen = await first.next();
    first.close();
    const second = await EventStream.open(client, events(id), { lastEventId: seen.id });
    await untilWaiters(client, 1);
    await end();
    const last = await second.next();
    assert.equal(last.event, 'failed');
    const third = await EventStream.open(client, events(id), { lastEventId: seen.id });
    assert.deepEqual(await third.next(), last, 'also when it came while nobody listened');
    const done = await client.get(events(id), { headers: { 'last-event-id': last.id } });
    assert.equal(done.status, 204);
    assert.equal(done.text, '');
    const nonsense = await EventStream.open(client, events(id), { lastEventId: 'nonsense' });
    assert.deepEqual(await nonsense.next(), last);
  });

  it('a task that is not there, or another account\'s, is 404; without a key 401; other methods 405', async () => {
    const { order } = await photos(client);
    const id = await order();
    const other = server.clientOf('other');
    for (const reply of [await other.get(events(id)), await client.get(events(999_999))]) {
      assert.equal(reply.status, 404);
      assert.deepEqual(reply.json, { detail: 'No Task matches the given query.' });
    }
    other.close();
    assert.equal((await client.get(events(id), { key: null })).status, 401);
    assert.equal((await client.get(`${events(id)}?api_key=${server.key}`, { key: null })).status, 401);
    const post = await client.post(events(id), { json: {} });
    assert.equal(post.status, 405);
    assert.equal(post.headers.allow, 'GET, HEAD, OPTIONS');
    const head = await client.request('HEAD', events(id));
    assert.equal(head.status, 200);
    assert.equal(head.headers['content-type'], 'text/event-stream');
  });

  it('a client that goes away frees its place', async () => {
    const { order } = await photos(client);
    const stream = await EventStream.open(client, events(await order()));
    await stream.next();
    await untilWaiters(client, 1);
    stream.close();
    await untilWaiters(client, 0);
  });
});

describe('events of a task that a worker computes', () => {
  it('tell stages and growing progress, up to the picture', async () => {
    const server = await Server.start({ args: [...QUICK_ENGINE, '--workers', '1'] });
    try {
      const { client } = server;
      const { order } = await photos(client, person(), teeShirt());
      await order();  // Goes first, so that the second is seen in the queue.
      const id = await order();
      const stream = await EventStream.open(client, events(id));
      const all = await stream.rest();
      assertOrderly(all);
      const last = all.at(-1);
      assert.equal(last.event, 'completed', JSON.stringify(last));
      assert.equal((await client.follow(last.data.result_url)).status, 200);
      const stages = all.filter(({ event }) => event === 'processing').map(({ data }) => data.stage);
      for (const stage of ['load', 'warp', 'compose', 'encode']) assert.ok(stages.includes(stage), stages.join(' '));
      for (const stage of stages.filter(Boolean)) assert.match(stage, /^[a-z_]+$/);
      assert.ok(stream.ended);
    } finally {
      await server.remove();
    }
  });
});

describe('events and the life of the server', () => {
  async function withServers(test) {
    const data = new DataFolder();
    const servers = [];
    const start = async (args) => {
      servers.push(await Server.start({ data, args, key: servers[0]?.key }));
      return servers.at(-1);
    };
    try {
      await test(start);
    } finally {
      for (const server of servers) await server.remove();
      data.remove();
    }
  }

  it('a quiet stream says now and then that it is there', async () => {
    await withServers(async (start) => {
      const { client } = await start(['--workers', '0', '--heartbeat-interval', '0.05']);
      const { order, end } = await photos(client);
      const stream = await EventStream.open(client, events(await order()));
      await stream.next();
      while (stream.comments < 3) await new Promise((resolve) => { stream.waiting.push(resolve); });
      await end();
      assert.equal((await stream.next()).event, 'failed');
    });
  });

  it('a drain ends the stream, so that the client comes back, and does not wait for the task', async () => {
    await withServers(async (start) => {
      const server = await start(['--workers', '0', '--recheck-interval', '3600', '--drain-timeout', '300']);
      const { order } = await photos(server.client);
      const stream = await EventStream.open(server.client, events(await order()));
      await stream.next();
      const begin = Date.now();
      server.signal('SIGTERM');
      assert.equal(await stream.next(), null);
      assert.ok(stream.ended, 'not cut off');
      assert.deepEqual(await server.exited, { code: 0, signal: null });
      assert.ok(Date.now() - begin < 20_000);
    });
  });

  it('after kill -9 a client that comes back with the last id gets what it has not seen, once, and the end', async () => {
    await withServers(async (start) => {
      const first = await start([...QUICK_ENGINE, '--workers', '1']);
      const { order } = await photos(first.client, person(), teeShirt());
      const id = await order();
      const before = await EventStream.open(first.client, events(id));
      const seen = [];
      for (let event = await before.next(); event; event = await before.next()) {
        seen.push(event);
        if (event.event === 'processing') break;
      }
      first.signal('SIGKILL');
      await first.exited;
      await before.over;
      seen.push(...before.events.slice(seen.length));
      assert.ok(!before.ended, 'cut off');
      assert.equal(seen.at(-1).event, 'processing');

      // Nobody computes: the task is back in the queue, and that is news.
      const second = await start(['--workers', '0']);
      const waiting = await EventStream.open(second.client, events(id), { lastEventId: seen.at(-1).id });
      seen.push(await waiting.next());
      assert.equal(seen.at(-1).event, 'queued');
      second.signal('SIGKILL');
      await second.exited;

      const third = await start([...QUICK_ENGINE, '--workers', '1']);
      const after = await EventStream.open(third.client, events(id), { lastEventId: seen.at(-1).id });
      seen.push(...await after.rest());
      assertOrderly(seen);
      assert.equal(seen.at(-1).event, 'completed', JSON.stringify(seen.at(-1)));
    });
  });
});
