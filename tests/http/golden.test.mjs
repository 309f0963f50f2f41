// What a service built on Django REST Framework answers, this server answers too: 45 requests and replies.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { multipart } from './support/client.mjs';
import { png } from './support/pictures.mjs';
import { Server } from './support/server.mjs';

const CASES = JSON.parse(readFileSync(new URL('./data/framework-replies.json', import.meta.url)));

const FORMS = {
  'nothing': [],
  'text instead of a file': [{ name: 'image', text: 'x' }],
  'empty file': [{ name: 'image', file: 'a.png', bytes: '' }],
  'no image': [{ name: 'image', file: 'a.png', bytes: 'nothing of an image' }],
  'blank name': [{ name: 'image', file: 'a.png', bytes: 'nothing of an image' }, { name: 'image_name', text: '' }],
  'long name': [{ name: 'image', file: 'a.png', bytes: 'nothing of an image' }, { name: 'image_name', text: 'n'.repeat(256) }],
};

describe('replies of the framework', () => {
  let server;

  // Seven rows with ids 1 to 7, two on a page, at most five.
  before(async () => {
    server = await Server.start({ args: ['--page-size-default', '2', '--page-size-max', '5'] });
    await server.client.upload('person', png());
    for (let seed = 1; seed <= 7; seed += 1) await server.client.upload('garment', png({ seed }));
  });
  after(() => server.remove());

  function send({ method, path, type, body, form }) {
    const options = { headers: { host: 'testserver' } };
    if (form) options.form = multipart(FORMS[form]);
    if (type) Object.assign(options, { type, body });
    return server.client.request(method, path, options);
  }

  /** A parse error may say in its own words what is wrong; of a listed row only the id is compared. */
  function comparable(body) {
    const copy = structuredClone(body);
    if (typeof copy.detail === 'string') copy.detail = copy.detail.replace(/^JSON parse error - .*/s, 'JSON parse error - ');
    if (copy.results) copy.results = copy.results.map(({ id }) => ({ id }));
    return copy;
  }

  CASES.forEach((expected, i) => {
    const what = expected.form ?? expected.body ?? '';
    it(`${i + 1}: ${expected.method} ${expected.path} ${expected.type ?? ''} ${what} is ${expected.status}`, async () => {
      const reply = await send(expected);
      assert.equal(reply.status, expected.status, reply.text);
      if (expected.reply) {
        assert.deepEqual(comparable(reply.json), comparable(expected.reply));
      } else {
        assert.deepEqual(Object.keys(reply.json), ['id', 'status', 'created_at']);
      }
    });
  });

  it('are all there', () => assert.equal(CASES.length, 45));
});
