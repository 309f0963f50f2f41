// Garment validations: in the manner of those of persons.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { png, sample, teeShirt } from './support/pictures.mjs';
import { Server } from './support/server.mjs';

const PATH = '/v2/tryon/garment-validations/';

describe('garment validations', () => {
  let server;
  let client;

  before(async () => {
    server = await Server.start();
    client = server.client;
  });
  after(() => server.remove());

  const validate = (id) => client.post(PATH, { json: { garment_image_id: id } });
  const stored = (id) => client.get(`${PATH}?garment_image_id=${id}`);

  it('POST judges the photo, GET answers the stored verdict', async () => {
    const { id } = await client.upload('garment', teeShirt());
    const reply = await validate(id);
    assert.equal(reply.status, 200, reply.text);
    const { cutout_quality: quality, category_confidence: confidence, created_at: at, ...rest } = reply.json;
    assert.deepEqual(rest, { garment_image_id: id, is_valid: true, category: 'upper', garment_photo_type: 'flat-lay', issues: [], details: [] });
    for (const share of [quality, confidence]) assert.ok(share > 0.5 && share <= 1, String(share));
    assert.ok(!Number.isNaN(Date.parse(at)));
    assert.equal((await stored(id)).text, reply.text);
  });

  it('a photo of something else is not valid, and says why in sentences and in codes', async () => {
    const { id } = await client.upload('garment', png());
    const { json } = await validate(id);
    assert.equal(json.is_valid, false);
    assert.equal(json.category, null);
    assert.equal(json.cutout_quality, 0);
    assert.equal(json.issues.length, 1);
    assert.deepEqual(json.details, [{ code: json.details[0].code, severity: 'error', message: json.issues[0] }]);
    assert.match(json.details[0].code, /^garment_/);
    assert.equal((await stored(id)).json.is_valid, false);
  });

  it('a garment that somebody wears is told from one laid flat', async () => {
    const { id } = await client.upload('garment', sample('persons/man-half'));
    assert.equal((await validate(id)).json.garment_photo_type, 'model');
  });

  it('what is valid does not fail in a task for a reason of the garment photo; what is not fails with what was said', async () => {
    const person = await client.upload('person', sample('persons/man-half'));
    const outcomes = [];
    for (const bytes of [sample('garments/tee-print'), png({ seed: 4 })]) {
      const { id } = await client.upload('garment', bytes);
      const { json: verdict } = await validate(id);
      const task = await client.post('/v2/tryon/tasks/', { json: { tryon_person_image_id: person.id, garment_image_ids: [id] } });
      const ended = await client.finished(task.json.id);
      assert.equal(verdict.is_valid, ended.status === 'completed', JSON.stringify(ended));
      if (!verdict.is_valid) assert.equal(ended.error.code, verdict.details[0].code);
      outcomes.push(ended.status);
    }
    assert.deepEqual(outcomes, ['completed', 'failed']);
  });

  it('GET is 404 for a photo that was never validated, is not there, or cannot be', async () => {
    const { id } = await client.upload('garment', png({ seed: 8 }));
    for (const asked of [id, 9999, '99999999999999999999']) {
      const reply = await stored(asked);
      assert.equal(reply.status, 404);
      assert.deepEqual(reply.json, { detail: 'No GarmentValidation matches the given query.' });
    }
  });

  it('GET wants an integer of at least 1, POST an image of the account', async () => {
    const field = (message) => ({ garment_image_id: [message] });
    for (const [query, message] of [['', 'This field is required.'], ['?garment_image_id=x', 'A valid integer is required.'],
      ['?garment_image_id=0', 'Ensure this value is greater than or equal to 1.']]) {
      const reply = await client.get(PATH + query);
      assert.equal(reply.status, 400);
      assert.deepEqual(reply.json, field(message));
    }
    for (const [json, message] of [[{}, 'This field is required.'], [{ garment_image_id: null }, 'This field may not be null.'],
      [{ garment_image_id: 9999 }, 'Invalid pk "9999" - object does not exist.'],
      [{ garment_image_id: 'x' }, 'Incorrect type. Expected pk value, received str.']]) {
      const reply = await client.post(PATH, { json });
      assert.equal(reply.status, 400, reply.text);
      assert.deepEqual(reply.json, field(message));
    }
  });

  it('the verdict goes with the photo', async () => {
    const { id } = await client.upload('garment', teeShirt());
    assert.equal((await validate(id)).status, 200);
    assert.equal((await client.delete(`/v2/tryon/garment-images/${id}/`)).status, 200);
    assert.equal((await stored(id)).status, 404);
  });
});
