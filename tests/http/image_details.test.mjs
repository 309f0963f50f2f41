// A single image by its id: what it is, and what is known of it by now.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { until } from './support/client.mjs';
import { drawing, png, sample, teeShirt } from './support/pictures.mjs';
import { Server } from './support/server.mjs';

const PERSONS = '/v2/tryon/person-images/';
const GARMENTS = '/v2/tryon/garment-images/';

describe('a single image', () => {
  let server;
  let client;

  before(async () => {
    server = await Server.start({ args: ['--workers', '0'] });
    client = server.client;
  });
  after(() => server.remove());

  const analysed = (id) => until('the analysis', async () => {
    const { json } = await client.get(`${GARMENTS}${id}/`);
    return json.analysis.state !== 'pending' && json.analysis;
  }, 60_000);

  for (const [kind, path] of [['person', PERSONS], ['garment', GARMENTS]]) {
    it(`GET ${path}{id}/ shows what was uploaded`, async () => {
      const bytes = drawing('webp');
      const uploaded = await client.upload(kind, bytes, { name: 'front' });
      const reply = await client.get(`${path}${uploaded.id}/`);
      assert.equal(reply.status, 200, reply.text);
      const { analysis, format, bytes: size, ...rest } = reply.json;
      assert.deepEqual(rest, uploaded);
      assert.deepEqual([rest.width, rest.height, format, size], [96, 128, 'webp', bytes.length]);
      assert.equal(typeof analysis.state, 'string');
      assert.equal((await client.follow(rest.image_url)).status, 200);
      assert.equal(reply.headers.allow, 'GET, DELETE, HEAD, OPTIONS');
    });

    it(`HEAD ${path}{id}/ answers as GET without a body`, async () => {
      const { id } = await client.upload(kind, png());
      const head = await client.request('HEAD', `${path}${id}/`);
      assert.equal(head.status, 200);
      assert.equal(head.text, '');
      assert.ok(Number(head.headers['content-length']) > 100);
    });

    it(`GET ${path}{id}/ is 404 for what is not there, and for what cannot be`, async () => {
      const object = kind === 'person' ? 'PersonImage' : 'GarmentImage';
      for (const id of ['9999', '0', '99999999999999999999']) {
        const reply = await client.get(`${path}${id}/`);
        assert.equal(reply.status, 404);
        assert.deepEqual(reply.json, { detail: `No ${object} matches the given query.` });
      }
      assert.deepEqual((await client.get(`${path}abc/`)).json, { detail: 'Not found.' });
      const { id } = await client.upload(kind, png());
      await client.delete(`${path}${id}/`);
      assert.equal((await client.get(`${path}${id}/`)).status, 404);
    });
  }

  it('a person photo is pending until it was validated', async () => {
    const { id } = await client.upload('person', sample('persons/man-half'));
    assert.deepEqual((await client.get(`${PERSONS}${id}/`)).json.analysis, { state: 'pending', is_valid: null });
    const verdict = await client.post('/v2/tryon/person-validations/', { json: { tryon_person_image_id: id } });
    assert.deepEqual((await client.get(`${PERSONS}${id}/`)).json.analysis, { state: 'ready', is_valid: verdict.json.is_valid });
    assert.equal(verdict.json.is_valid, true);
    const nobody = await client.upload('person', png());
    await client.post('/v2/tryon/person-validations/', { json: { tryon_person_image_id: nobody.id } });
    assert.deepEqual((await client.get(`${PERSONS}${nobody.id}/`)).json.analysis, { state: 'ready', is_valid: false });
  });

  it('a garment photo is looked at by itself, and its category told', async () => {
    const { id } = await client.upload('garment', teeShirt());
    assert.deepEqual(await analysed(id), { state: 'ready', category: 'upper', error: null });
  });

  it('why a garment cannot be worn is told', async () => {
    const { id } = await client.upload('garment', png());
    const analysis = await analysed(id);
    assert.equal(analysis.state, 'failed');
    assert.match(analysis.error.code, /^garment_/);
    assert.ok(analysis.error.message.endsWith('.'));
  });
});
