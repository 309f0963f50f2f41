// One account never sees, lists, guesses or deletes what belongs to another: what is foreign answers byte for byte
// like what is missing. The operations come from the OpenAPI document: a new one without a row here fails.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { operations } from './support/openapi.mjs';
import { drawing, png } from './support/pictures.mjs';
import { Server, runProgram } from './support/server.mjs';

const MISSING = 9;

describe('isolation', () => {
  let server;
  let owner;
  let stranger;
  let things;

  before(async () => {
    server = await Server.start({ args: ['--workers', '0'] });
    owner = server.client;
    stranger = server.clientOf('stranger');
    const person = await owner.upload('person', drawing('jpg'), { name: 'secret' });
    const garment = await owner.upload('garment', png(), { name: 'secret' });
    const task = await owner.post('/v2/tryon/tasks/', {
      json: { tryon_person_image_id: person.id, garment_image_ids: [garment.id] },
    });
    await owner.post('/v2/tryon/person-validations/', { json: { tryon_person_image_id: person.id } });
    things = { person: person.id, garment: garment.id, task: task.json.id };
  });
  after(() => {
    stranger.close();
    return server.remove();
  });

  const headers = { 'x-request-id': 'same' };

  /** Status, every header but the time, and the body. */
  function everything(reply) {
    const { date, ...rest } = reply.headers;
    return { status: reply.status, headers: rest, body: reply.text };
  }

  /** The id that was asked for is all that may differ. */
  async function expectAlike(thing, ask) {
    assert.equal(String(things[thing]).length, String(MISSING).length);
    const [foreign, missing] = [await ask(things[thing]), await ask(MISSING)];
    assert.ok(foreign.status >= 400, `${foreign.status} ${foreign.text}`);
    const expected = everything(missing);
    assert.deepEqual(everything(foreign), { ...expected, body: expected.body.replace(`"${MISSING}\\"`, `"${things[thing]}\\"`) });
  }

  const EMPTY_LIST = async (path) => {
    const reply = await stranger.get(path, { headers });
    assert.deepEqual(reply.json, { count: 0, next: null, previous: null, results: [] });
  };

  /** For each operation that needs a key: what a stranger may try. */
  const ROWS = {
    'post /v2/tryon/person-images/': async () => {
      const { id } = await stranger.upload('person', drawing('jpg'));
      assert.notEqual(id, things.person);
      await stranger.delete(`/v2/tryon/person-images/${id}/`);
      const [row] = (await owner.get('/v2/tryon/person-images/')).json.results;
      assert.equal((await owner.follow(row.image_url)).status, 200, 'the same picture of another account stays');
    },
    'get /v2/tryon/person-images/': async () => {
      await EMPTY_LIST('/v2/tryon/person-images/');
      await EMPTY_LIST('/v2/tryon/person-images/?image_name=secret');
    },
    'delete /v2/tryon/person-images/{person_image_id}/': () => expectAlike('person',
      (id) => stranger.delete(`/v2/tryon/person-images/${id}/`, { headers })),
    'post /v2/tryon/garment-images/': async () => {
      const { id } = await stranger.upload('garment', png());
      await stranger.delete(`/v2/tryon/garment-images/${id}/`);
      const [row] = (await owner.get('/v2/tryon/garment-images/')).json.results;
      assert.equal((await owner.follow(row.image_url)).status, 200);
    },
    'get /v2/tryon/garment-images/': () => EMPTY_LIST('/v2/tryon/garment-images/'),
    'delete /v2/tryon/garment-images/{id}/': () => expectAlike('garment',
      (id) => stranger.delete(`/v2/tryon/garment-images/${id}/`, { headers })),
    'post /v2/tryon/person-validations/': () => expectAlike('person',
      (id) => stranger.post('/v2/tryon/person-validations/', { json: { tryon_person_image_id: id }, headers: { ...headers } })),
    'get /v2/tryon/person-validations/': () => expectAlike('person',
      (id) => stranger.get(`/v2/tryon/person-validations/?tryon_person_image_id=${id}`, { headers })),
    'post /v2/tryon/tasks/': async () => {
      const own = { person: (await stranger.upload('person', png())).id, garment: (await stranger.upload('garment', png())).id };
      const order = (person, garment) => stranger.post('/v2/tryon/tasks/', {
        json: { tryon_person_image_id: person, garment_image_ids: [garment] }, headers: { ...headers },
      });
      await expectAlike('person', (id) => order(id, own.garment));
      await expectAlike('garment', (id) => order(own.person, id));
      await stranger.delete(`/v2/tryon/person-images/${own.person}/`);
      await stranger.delete(`/v2/tryon/garment-images/${own.garment}/`);
    },
    'get /v2/tryon/tasks/': async () => {
      await EMPTY_LIST('/v2/tryon/tasks/');
      await EMPTY_LIST(`/v2/tryon/tasks/?garment_images=${things.garment}`);
      await expectAlike('person', (id) => stranger.get(`/v2/tryon/tasks/?tryon_person_image=${id}`, { headers }));
    },
    'get /v2/tryon/tasks/{task_id}/': () => expectAlike('task', (id) => stranger.get(`/v2/tryon/tasks/${id}/`, { headers })),
  };

  it('every operation with a key has its row', () => {
    const keyed = operations().filter(({ needsKey }) => needsKey).map(({ method, path }) => `${method} ${path}`);
    assert.deepEqual(Object.keys(ROWS).sort(), keyed.sort());
  });

  for (const [operation, row] of Object.entries(ROWS)) it(`a stranger gets nothing from ${operation}`, () => row());

  it('nothing answers without a key or with a revoked one', async () => {
    const revoked = server.clientOf('revoked');
    assert.equal(runProgram('keys', 'revoke', revoked.key.split('_')[1], '--data', server.data.path).status, 0);
    for (const { method, path, needsKey } of operations()) {
      if (!needsKey) continue;
      const concrete = path.replace(/\{[^}]*\}/, things.task);
      for (const key of [null, revoked.key]) {
        assert.equal((await stranger.request(method.toUpperCase(), concrete, { key })).status, 401, `${method} ${path}`);
      }
    }
    revoked.close();
  });

  it('after all that the owner still has everything', async () => {
    assert.equal((await owner.get('/v2/tryon/person-images/')).json.count, 1);
    assert.equal((await owner.get('/v2/tryon/garment-images/')).json.count, 1);
    assert.equal((await owner.get(`/v2/tryon/tasks/${things.task}/`)).json.status, 'queued');
  });
});
