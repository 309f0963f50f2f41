// An order whose picture is known is answered with it, at once.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { QUICK_ENGINE, TASKS, shop } from './support/orders.mjs';
import { person, teeShirt } from './support/pictures.mjs';
import { DataFolder, Server } from './support/server.mjs';

const PHOTOS = { personPhoto: person(), garmentPhoto: teeShirt() };

describe('the cache of results', () => {
  let server;
  let my;
  let first;
  before(async () => {
    server = await Server.start({ args: QUICK_ENGINE });
    my = await shop(server, PHOTOS);
    first = await my.client.finished(await my.order());
    assert.equal(first.status, 'completed', JSON.stringify(first.error));
  });
  after(() => server.remove());

  const picture = async (task) => (await my.client.follow(task.result_url)).body;
  const runs = () => server.logs.filter(({ event }) => event === 'task_ran').length;

  it('serves the same order at once, with the same picture and without a worker', async () => {
    const before = runs();
    const reply = await my.post();
    assert.deepEqual(Object.keys(reply.json), ['id', 'status', 'created_at']);
    assert.equal(reply.json.status, 'queued');
    const task = await my.read(reply.json.id);
    assert.deepEqual([task.status, task.cached, first.cached], ['completed', true, false]);
    assert.equal(task.finished_at, task.created_at);
    assert.equal(task.engine_version, first.engine_version);
    assert.notEqual(task.result_url, first.result_url);
    assert.deepEqual(await picture(task), await picture(first));
    assert.equal(runs(), before);
    assert.match((await my.client.get('/metrics', { key: null })).text, /^drape_tasks_cached_total 1$/m);
  });

  it('knows photos by their content, and does not mind the seed', async () => {
    const again = await shop(server, PHOTOS);
    const task = await again.read(await again.order({ seed: 5, num_samples: 2 }));
    assert.equal(task.cached, true);
    assert.equal(task.seed, 5);
  });

  it('computes what it does not know: another format, another hint, another garment', async () => {
    const garment = await my.client.upload('garment', teeShirt({ colour: [40, 170, 60] }));
    for (const fields of [{ output_format: 'png' }, { category: 'outer' }, { garment_image_ids: [garment.id] }]) {
      const task = await my.client.finished(await my.order(fields));
      assert.deepEqual([task.status, task.cached], ['completed', false], JSON.stringify(fields));
      assert.equal((await my.read(await my.order(fields))).cached, true, JSON.stringify(fields));
    }
  });

  it('is not asked when the order says so', async () => {
    const task = await my.client.finished(await my.order({ use_cache: false }));
    assert.deepEqual([task.status, task.cached], ['completed', false]);
    const wrong = await my.post({ use_cache: 'maybe' });
    assert.deepEqual([wrong.status, wrong.json], [400, { use_cache: ['Must be a valid boolean.'] }]);
  });

  it('is each account\'s own', async () => {
    const client = server.clientOf('other');
    const other = await shop({ client }, PHOTOS);
    const task = await client.finished(await other.order());
    assert.deepEqual([task.status, task.cached], ['completed', false]);
    client.close();
  });

  it('leaves the picture of the one when the other is deleted', async () => {
    const again = await shop(server, PHOTOS);
    const [one, other] = [await again.order(), await again.order()];
    const bytes = await picture(await again.read(other));
    await my.client.delete(`${TASKS}${one}/`);
    assert.deepEqual(await picture(await again.read(other)), bytes);
    await my.client.delete(`/v2/tryon/person-images/${again.personImage.id}/`);
    assert.equal((await again.read(other)).result_url, null);
    assert.deepEqual(await picture(first), bytes);
  });

  it('forgets with the results', async () => {
    await my.client.delete(`/v2/tryon/person-images/${my.personImage.id}/`);
    for (const { id } of (await my.client.get(`${TASKS}?page_size=100`)).json.results) await my.client.delete(`${TASKS}${id}/`);
    const again = await shop(server, PHOTOS);
    assert.equal((await again.client.finished(await again.order())).cached, false);
  });
});

it('--result-cache off computes each order anew', async () => {
  const data = new DataFolder();
  const servers = [];
  try {
    const start = async (...args) => {
      servers.push(await Server.start({ data, key: servers[0]?.key, args: [...QUICK_ENGINE, ...args] }));
      return shop(servers.at(-1), PHOTOS);
    };
    const on = await start();
    await on.client.finished(await on.order());
    servers[0].signal('SIGTERM');
    await servers[0].exited;
    const off = await start('--result-cache', 'off');
    assert.equal((await off.client.finished(await off.order())).cached, false);
  } finally {
    for (const server of servers) await server.remove();
    data.remove();
  }
});
