// What becomes of a task on its owner's wish, and what a task can ask for.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { until } from './support/client.mjs';
import { QUICK_ENGINE, TASKS, shop } from './support/orders.mjs';
import { person, png, teeShirt } from './support/pictures.mjs';
import { Server, runProgram } from './support/server.mjs';

/** All files below a folder. */
function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    return entry.isDirectory() ? files(name) : [name];
  });
}

const holding = (folder, bytes) => files(folder).filter((name) => existsSync(name) && readFileSync(name).equals(bytes));

describe('cancelling', () => {
  let server;
  let my;
  before(async () => {
    server = await Server.start({ args: ['--workers', '0'] });
    my = await shop(server);
  });
  after(() => server.remove());

  it('ends a task that waits, and again is the same', async () => {
    const id = await my.order();
    const reply = await my.client.post(`${TASKS}${id}/cancel/`);
    assert.equal(reply.status, 200, reply.text);
    assert.equal(reply.json.id, id);
    assert.equal(reply.json.status, 'failed');
    assert.deepEqual(reply.json.error, { code: 'cancelled', message: 'The try-on was cancelled.', retryable: true });
    assert.ok(reply.json.finished_at);
    assert.deepEqual(await my.read(id), reply.json);
    const again = await my.client.post(`${TASKS}${id}/cancel`);
    assert.deepEqual([again.status, again.json], [200, reply.json]);
  });

  it('does not look at a body', async () => {
    const id = await my.order();
    assert.equal((await my.client.post(`${TASKS}${id}/cancel/`, { body: 'anything', type: 'text/plain' })).status, 200);
  });

  it('makes room for another order', async () => {
    const full = await Server.start({ args: ['--workers', '0', '--tasks-unfinished-account-max', '1'] });
    try {
      const small = await shop(full);
      const id = await small.order();
      assert.equal((await small.post()).status, 429);
      await small.client.post(`${TASKS}${id}/cancel/`);
      assert.equal((await small.post()).status, 200);
    } finally {
      await full.remove();
    }
  });

  it('is 404 for what is not there and 405 for other methods', async () => {
    for (const id of ['999999', '0', '-1', '99999999999999999999']) {
      const reply = await my.client.post(`${TASKS}${id}/cancel/`);
      assert.deepEqual([reply.status, reply.json], [404, { detail: 'No Task matches the given query.' }]);
    }
    assert.deepEqual((await my.client.post(`${TASKS}x/cancel/`)).json, { detail: 'Not found.' });
    assert.equal((await my.client.get(`${TASKS}1/cancel/`)).status, 405);
  });
});

describe('cancelling what is computed', () => {
  let server;
  let my;
  before(async () => {
    server = await Server.start({ args: QUICK_ENGINE });
    my = await shop(server, { personPhoto: person(), garmentPhoto: teeShirt() });
  });
  after(() => server.remove());

  it('stops the work, and no picture comes', async () => {
    const id = await my.order();
    await until('the work to begin', async () => (await my.read(id)).status !== 'queued');
    const reply = await my.client.post(`${TASKS}${id}/cancel/`);
    await until('the worker to end', () => server.logs.some((event) => event.event === 'task_ran' && event.task === id));
    const task = await my.read(id);
    if (reply.status === 409) {
      assert.equal(task.status, 'completed', 'it was done before');
    } else {
      assert.equal(reply.status, 200, reply.text);
      assert.deepEqual([task.status, task.result_url, task.error.code], ['failed', null, 'cancelled']);
    }
  });

  it('is 409 when the task has ended otherwise', async () => {
    const done = await my.client.finished(await my.order({ use_cache: false }));
    assert.equal(done.status, 'completed', JSON.stringify(done.error));
    const completed = await my.client.post(`${TASKS}${done.id}/cancel/`);
    assert.deepEqual([completed.status, completed.json], [409, { detail: 'The task is completed and cannot be cancelled.' }]);
    const nobody = await my.client.upload('person', png({ width: 300, height: 400 }));
    const failed = await my.client.finished(await my.order({ tryon_person_image_id: nobody.id }));
    assert.equal(failed.status, 'failed');
    assert.equal((await my.client.post(`${TASKS}${failed.id}/cancel/`)).status, 409);
    assert.deepEqual((await my.read(failed.id)).error, failed.error);
  });
});

describe('deletion', () => {
  let server;
  let my;
  before(async () => {
    server = await Server.start({ args: QUICK_ENGINE });
    my = await shop(server, { personPhoto: person(), garmentPhoto: teeShirt() });
  });
  after(() => server.remove());

  it('of a task leaves no byte of its picture, and the task is as if it had never been', async () => {
    const task = await my.client.finished(await my.order({ use_cache: false }));
    assert.equal(task.status, 'completed', JSON.stringify(task.error));
    const picture = (await my.client.follow(task.result_url)).body;
    assert.equal(holding(server.data.path, picture).length, 1);
    const reply = await my.client.delete(`${TASKS}${task.id}/`);
    assert.deepEqual([reply.status, reply.json], [200, { detail: 'Deleted successfully' }]);
    assert.deepEqual(holding(server.data.path, picture), []);
    assert.equal((await my.client.follow(task.result_url)).status, 404);
    for (const ask of [() => my.client.get(`${TASKS}${task.id}/`), () => my.client.delete(`${TASKS}${task.id}/`),
      () => my.client.post(`${TASKS}${task.id}/cancel/`)]) {
      const gone = await ask();
      assert.deepEqual([gone.status, gone.json], [404, { detail: 'No Task matches the given query.' }]);
    }
    assert.equal((await my.client.get(TASKS)).json.count, 0);
    assert.equal((await my.client.get('/v2/tryon/person-images/')).json.count, 1);
    assert.ok(await my.order({ use_cache: false }) > task.id, 'its id is not used again');
  });

  it('of a task that waits or runs ends it', async () => {
    const ids = [await my.order({ use_cache: false }), await my.order({ use_cache: false })];
    for (const id of ids) assert.equal((await my.client.delete(`${TASKS}${id}/`)).status, 200);
    for (const id of ids) assert.equal((await my.client.get(`${TASKS}${id}/`)).status, 404);
    const { id: kept } = await my.client.finished(await my.order({ use_cache: false }));
    assert.ok(kept > ids[1]);
    assert.equal(server.logs.some((event) => event.event === 'task_ran' && event.task === ids[1] && event.outcome === 'completed'), false);
  });

  it('of a task is written down', async () => {
    const id = await my.order({ use_cache: false });
    await my.client.delete(`${TASKS}${id}/`);
    const { stdout } = runProgram('deletions', '--json', '--data', server.data.path);
    const lines = stdout.trim().split('\n').map((line) => JSON.parse(line)).filter((line) => line.kind === 'task');
    const { time, ...line } = lines.at(-1);
    assert.ok(Date.parse(time));
    assert.deepEqual(line, { account_id: 1, kind: 'task', id, cause: 'request', key: server.key.split('_')[1], files: 0, bytes: 0 });
  });
});

describe('what an order asks for', () => {
  let server;
  let my;
  before(async () => {
    server = await Server.start({ args: ['--workers', '0'] });
    my = await shop(server);
  });
  after(() => server.remove());

  const NOTHING_SAID = {
    output_format: 'jpeg', seed: null, num_samples: 1, engine: 'geometric', engine_version: null, cached: false,
    category: ['auto'], garment_photo_type: ['auto'], result_urls: [],
  };
  const shown = (task) => Object.fromEntries(Object.keys(NOTHING_SAID).map((name) => [name, task[name]]));

  it('is shown, and has its defaults', async () => {
    assert.deepEqual(shown(await my.read(await my.order())), NOTHING_SAID);
    const asked = {
      output_format: 'webp', seed: 4294967295, num_samples: 4, engine: 'geometric', category: 'upper', garment_photo_type: ['flat-lay'],
    };
    assert.deepEqual(shown(await my.read(await my.order(asked))), { ...NOTHING_SAID, ...asked, category: ['upper'] });
    assert.deepEqual(shown(await my.read(await my.order({ seed: null, engine: 'auto', category: 'auto' }))), NOTHING_SAID);
  });

  it('is read from a form as well', async () => {
    const body = new URLSearchParams([
      ['tryon_person_image_id', my.personImage.id], ['garment_image_ids', my.garmentImage.id], ['seed', '7'], ['output_format', 'png'],
      ['category', 'dress'], ['engine', ''],
    ]).toString();
    const reply = await my.client.post(TASKS, { body, type: 'application/x-www-form-urlencoded' });
    assert.equal(reply.status, 200, reply.text);
    assert.deepEqual(shown(await my.read(reply.json.id)), { ...NOTHING_SAID, seed: 7, output_format: 'png', category: ['dress'] });
  });

  it('is one hint for all garments, or one for each', async () => {
    const other = await my.client.upload('garment', png({ seed: 3 }));
    const garment_image_ids = [my.garmentImage.id, other.id];
    const hints = async (fields) => {
      const task = await my.read(await my.order({ garment_image_ids, ...fields }));
      return [task.category, task.garment_photo_type];
    };
    assert.deepEqual(await hints({ category: 'upper' }), [['upper', 'upper'], ['auto', 'auto']]);
    assert.deepEqual(await hints({ category: ['lower', 'auto'], garment_photo_type: ['auto', 'model'] }), [['lower', 'auto'], ['auto', 'model']]);
    const reply = await my.post({ garment_image_ids, category: ['upper'] });
    assert.deepEqual([reply.status, reply.json],
      [400, { category: ['Ensure this field has as many elements as there are garments: 2.'] }]);
  });

  it('is refused in the framework\'s words when it is wrong', async () => {
    const cases = [
      [{ output_format: 'gif' }, { output_format: ['"gif" is not a valid choice.'] }],
      [{ output_format: null }, { output_format: ['This field may not be null.'] }],
      [{ seed: 4294967296 }, { seed: ['Ensure this value is less than or equal to 4294967295.'] }],
      [{ seed: -1 }, { seed: ['Ensure this value is greater than or equal to 0.'] }],
      [{ seed: 'a' }, { seed: ['A valid integer is required.'] }],
      [{ num_samples: 0 }, { num_samples: ['Ensure this value is greater than or equal to 1.'] }],
      [{ num_samples: 5 }, { num_samples: ['Ensure this value is less than or equal to 4.'] }],
      [{ engine: 'x' }, { engine: ['"x" is not a valid choice.'] }],
      [{ category: 'hat' }, { category: ['"hat" is not a valid choice.'] }],
      [{ category: ['hat'] }, { category: { 0: ['"hat" is not a valid choice.'] } }],
      [{ garment_photo_type: 3 }, { garment_photo_type: ['"3" is not a valid choice.'] }],
      [{ seed: true, tryon_person_image_id: 999999 },
        { tryon_person_image_id: ['Invalid pk "999999" - object does not exist.'], seed: ['A valid integer is required.'] }],
    ];
    for (const [fields, expected] of cases) {
      const reply = await my.post(fields);
      assert.deepEqual([reply.status, reply.json], [400, expected], JSON.stringify(fields));
    }
  });

  it('counts for what can be worn together', async () => {
    const other = await my.client.upload('garment', png({ seed: 4 }));
    const garment_image_ids = [my.garmentImage.id, other.id];
    const refused = await my.post({ garment_image_ids, category: ['dress', 'skirt'] });
    assert.deepEqual([refused.status, refused.json],
      [400, { garment_image_ids: ['A dress cannot be worn together with a bottom. Choose one of them.'] }]);
    assert.equal((await my.post({ garment_image_ids, category: ['dress', 'outer'] })).status, 200);
  });
});

describe('what is computed', () => {
  let server;
  let my;
  before(async () => {
    server = await Server.start({ args: QUICK_ENGINE });
    my = await shop(server, { personPhoto: person(), garmentPhoto: teeShirt() });
  });
  after(() => server.remove());

  it('is a picture in the format that was asked for, by the engine that is named', async () => {
    for (const [format, type] of [['png', 'image/png'], ['webp', 'image/webp'], ['jpeg', 'image/jpeg']]) {
      const task = await my.client.finished(await my.order({ output_format: format, num_samples: 3 }));
      assert.equal(task.status, 'completed', JSON.stringify(task.error));
      assert.equal((await my.client.follow(task.result_url)).headers['content-type'], type);
      assert.deepEqual(task.result_urls, [task.result_url]);
      assert.equal(task.engine, 'geometric');
      assert.match(task.engine_version, /^geometric/);
    }
  });

  it('does not do what a hint says that cannot be true, and says so', async () => {
    const lower = await my.client.finished(await my.order({ category: 'lower' }));
    assert.deepEqual([lower.status, lower.error.code], ['failed', 'category_hint_wrong']);
    const model = await my.client.finished(await my.order({ garment_photo_type: 'model' }));
    assert.deepEqual([model.status, model.error.code], ['failed', 'photo_type_hint_wrong']);
    const upper = await my.client.finished(await my.order({ category: 'upper', garment_photo_type: 'flat-lay' }));
    assert.equal(upper.status, 'completed', JSON.stringify(upper.error));
  });
});
