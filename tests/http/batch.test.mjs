// One person and many garments or outfits: all tasks or none.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TASKS, shop } from './support/orders.mjs';
import { png } from './support/pictures.mjs';
import { Server } from './support/server.mjs';

const BATCH = `${TASKS}batch/`;

describe('a batch', () => {
  let server;
  let my;
  let garments;
  before(async () => {
    server = await Server.start({ args: ['--workers', '0'] });
    my = await shop(server);
    garments = [];
    for (let seed = 10; seed < 14; seed += 1) garments.push((await my.client.upload('garment', png({ seed }))).id);
  });
  after(() => server.remove());

  const post = (fields) => my.client.post(BATCH, { json: { tryon_person_image_id: my.personImage.id, ...fields } });
  const count = async () => (await my.client.get(TASKS)).json.count;
  async function refused(fields, expected) {
    const before = await count();
    const reply = await post(fields);
    assert.deepEqual([reply.status, reply.json], [400, expected], JSON.stringify(fields));
    assert.equal(await count(), before);
  }

  it('of garments is a task for each, in their order', async () => {
    const reply = await post({ garment_image_ids: garments });
    assert.equal(reply.status, 200, reply.text);
    assert.deepEqual(reply.json.tasks.map((task) => task.garment_image_id), garments);
    for (const task of reply.json.tasks) {
      assert.deepEqual(Object.keys(task), ['id', 'status', 'created_at', 'garment_image_id', 'garment_image_ids']);
      assert.equal(task.status, 'queued');
      assert.deepEqual((await my.read(task.id)).garment_image_ids, [task.garment_image_id]);
    }
    assert.equal(new Set(reply.json.tasks.map(({ created_at: at }) => at)).size, 1);
  });

  it('of outfits is a task for each outfit', async () => {
    const outfits = [[garments[0]], [garments[1], garments[2]]];
    const { status, json } = await post({ outfits, seed: 3, category: 'upper' });
    assert.equal(status, 200);
    assert.deepEqual(json.tasks.map((task) => task.garment_image_ids), outfits);
    assert.deepEqual(json.tasks.map((task) => task.garment_image_id), [garments[0], null]);
    const second = await my.read(json.tasks[1].id);
    assert.deepEqual([second.seed, second.category], [3, ['upper', 'upper']]);
  });

  it('takes the parameters of a task, with a hint for all or one for each garment', async () => {
    const { json } = await post({ garment_image_ids: garments.slice(0, 2), category: ['dress', 'auto'], output_format: 'webp' });
    const tasks = await Promise.all(json.tasks.map(({ id }) => my.read(id)));
    assert.deepEqual(tasks.map(({ category }) => category), [['dress'], ['auto']]);
    assert.deepEqual(tasks.map(({ output_format: format }) => format), ['webp', 'webp']);
  });

  it('is taken as a whole or not at all', async () => {
    await refused({ garment_image_ids: [garments[0], 999999] },
      { garment_image_ids: { 1: ['Invalid pk "999999" - object does not exist.'] } });
    await refused({ tryon_person_image_id: 999999, garment_image_ids: garments },
      { tryon_person_image_id: ['Invalid pk "999999" - object does not exist.'] });
    await refused({ outfits: [[garments[0]], [garments[1], 999999, 0]] },
      { outfits: { 1: ['Invalid pk "0" - object does not exist.'] } });
    await refused({ outfits: [[garments[0]], [garments[1], 999999]] },
      { outfits: { 1: ['Invalid pk "999999" - object does not exist.'] } });
    await refused({ outfits: [[garments[0]], [garments[1], garments[2]]], category: 'dress' },
      { outfits: { 1: ['Two dresses cannot be worn together. Choose one of them.'] } });
  });

  it('is refused in the framework\'s words when it is wrong', async () => {
    await refused({}, { garment_image_ids: ['This field is required.'] });
    await refused({ garment_image_ids: [] }, { garment_image_ids: ['This list may not be empty.'] });
    await refused({ garment_image_ids: [garments[0], 'x'] },
      { garment_image_ids: { 1: ['Incorrect type. Expected pk value, received str.'] } });
    await refused({ garment_image_ids: Array(51).fill(garments[0]) },
      { garment_image_ids: ['Ensure this field has no more than 50 elements.'] });
    await refused({ outfits: 5 }, { outfits: ['Expected a list of items but got type "int".'] });
    await refused({ outfits: [[garments[0]], 5, []] },
      { outfits: { 1: ['Expected a list of items but got type "int".'], 2: ['This list may not be empty.'] } });
    await refused({ outfits: [Array(7).fill(garments[0])] }, { outfits: { 0: ['Ensure this field has no more than 6 elements.'] } });
    await refused({ outfits: [[garments[0]]], garment_image_ids: [garments[0]] },
      { non_field_errors: ['Give either garment_image_ids or outfits, not both.'] });
    await refused({ garment_image_ids: garments, category: ['upper'] },
      { category: ['Ensure this field has as many elements as there are garments: 4.'] });
    await refused({ outfits: [[garments[0]]], garment_photo_type: ['model'] },
      { garment_photo_type: ['With outfits there is one value for all garments.'] });
    await refused({ garment_image_ids: garments, seed: -1 }, { seed: ['Ensure this value is greater than or equal to 0.'] });
    const list = await my.client.post(BATCH, { json: [1] });
    assert.deepEqual([list.status, list.json], [400, { non_field_errors: ['Invalid data. Expected a dictionary, but got list.'] }]);
    assert.equal((await my.client.get(BATCH)).status, 405);
  });

  it('of fifty is the most, unless a setting says otherwise', async () => {
    assert.equal((await post({ garment_image_ids: Array(50).fill(garments[0]) })).json.tasks.length, 50);
    const small = await Server.start({ args: ['--workers', '0', '--batch-orders-max', '1'] });
    try {
      const { client, personImage, garmentImage } = await shop(small);
      const reply = await client.post(BATCH,
        { json: { tryon_person_image_id: personImage.id, garment_image_ids: [garmentImage.id, garmentImage.id] } });
      assert.deepEqual([reply.status, reply.json], [400, { garment_image_ids: ['Ensure this field has no more than 1 elements.'] }]);
    } finally {
      await small.remove();
    }
  });

  it('that does not fit into the account\'s limit is 429 as a whole', async () => {
    const small = await Server.start({ args: ['--workers', '0', '--tasks-unfinished-account-max', '2'] });
    try {
      const { client, personImage, garmentImage } = await shop(small);
      const batch = (size) => client.post(BATCH,
        { json: { tryon_person_image_id: personImage.id, garment_image_ids: Array(size).fill(garmentImage.id) } });
      const reply = await batch(3);
      assert.equal(reply.status, 429);
      assert.ok(Number(reply.headers['retry-after']) >= 1);
      assert.equal((await client.get(TASKS)).json.count, 0);
      assert.equal((await batch(2)).status, 200);
      assert.equal((await batch(1)).status, 429);
    } finally {
      await small.remove();
    }
  });
});
