// What every operation that takes an Idempotency-Key answers when the key was used before.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { imageForm } from './support/client.mjs';
import { png } from './support/pictures.mjs';
import { Server } from './support/server.mjs';

const GARMENTS = '/v2/tryon/garment-images/';
const VALIDATIONS = '/v2/tryon/garment-validations/';

describe('a key that was used before', () => {
  let server;
  let client;
  let person;
  let garment;

  before(async () => {
    server = await Server.start({ args: ['--workers', '0'] });
    client = server.client;
    person = await client.upload('person', png());
    garment = await client.upload('garment', png());
  });
  after(() => server.remove());

  const named = (path, key, json) => client.post(path, { json, headers: { 'idempotency-key': key } });

  it('is 409 with another body', async () => {
    const order = { tryon_person_image_id: person.id, garment_image_ids: [garment.id] };
    const other = await client.upload('person', png({ seed: 7 }));
    const otherGarment = await client.upload('garment', png({ seed: 8 }));
    const pairs = [
      ['/v2/tryon/person-validations/', { tryon_person_image_id: person.id }, { tryon_person_image_id: other.id }],
      [VALIDATIONS, { garment_image_id: garment.id }, { garment_image_id: otherGarment.id }],
      ['/v2/tryon/tasks/batch/', order, { ...order, garment_image_ids: [garment.id, otherGarment.id] }],
    ];
    for (const [path, first, second] of pairs) {
      assert.equal((await named(path, 'again', first)).status, 200, path);
      assert.equal((await named(path, 'again', second)).status, 409, path);
    }
  });

  it('is 410 when the garment photo that it was about has been deleted', async () => {
    const upload = () => client.post(GARMENTS, { form: imageForm(png({ seed: 9 })), headers: { 'idempotency-key': 'gone' } });
    const { json: { id } } = await upload();
    assert.equal((await named(VALIDATIONS, 'gone', { garment_image_id: id })).status, 200);
    assert.equal((await client.delete(`${GARMENTS}${id}/`)).status, 200);
    assert.equal((await upload()).status, 410);
    assert.equal((await named(VALIDATIONS, 'gone', { garment_image_id: id })).status, 410);
  });
});
