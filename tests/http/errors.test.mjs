// Every row of the table of errors, and every message for a field.
import assert from 'node:assert/strict';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { imageForm, multipart, until } from './support/client.mjs';
import { png } from './support/pictures.mjs';
import { Server, runProgram } from './support/server.mjs';

const PERSONS = '/v2/tryon/person-images/';
const GARMENTS = '/v2/tryon/garment-images/';
const TASKS = '/v2/tryon/tasks/';
const VALIDATIONS = '/v2/tryon/person-validations/';

function expectDetail(reply, status, detail) {
  assert.equal(reply.status, status, reply.text);
  if (detail instanceof RegExp) assert.match(reply.json.detail, detail);
  else assert.equal(reply.text, JSON.stringify({ detail }));
}

describe('errors', () => {
  let server;
  let client;
  let person;
  let garment;

  before(async () => {
    server = await Server.start({ args: ['--workers', '0', '--json-bytes-max', '2000'] });
    client = server.client;
    person = (await client.upload('person', png())).id;
    garment = (await client.upload('garment', png())).id;
  });
  after(() => server.remove());

  describe('table', () => {
    it('400: malformed JSON', async () => {
      for (const body of ['{', '[1,]', '{"a":NaN}', '\u00ff', '{"a":1}x', '{"a":"\ud800"}'.replace('\ud800', '\\ud800')]) {
        expectDetail(await client.post(TASKS, { type: 'application/json', body }), 400, /^JSON parse error - ./);
      }
      const invalidUtf8 = Buffer.from([0x22, 0xff, 0x22]);
      expectDetail(await client.post(TASKS, { type: 'application/json', body: invalidUtf8 }), 400, /^JSON parse error - ./);
    });

    it('400: malformed multipart', async () => {
      const body = 'x';
      expectDetail(await client.post(PERSONS, { type: 'multipart/form-data', body }), 400,
        'Multipart form parse error - Invalid boundary in multipart: None');
      expectDetail(await client.post(PERSONS, { type: `multipart/form-data; boundary=${'b'.repeat(202)}`, body }), 400,
        /^Multipart form parse error - Invalid boundary in multipart: b/);
      const endless = `--x\r\nContent-Disposition: form-data; ${'a'.repeat(20_000)}`;
      expectDetail(await client.post(PERSONS, { type: 'multipart/form-data; boundary=x', body: endless }), 400,
        /^Multipart form parse error - ./);
    });

    it('401: no key, a wrong key, a revoked key; the scheme is named', async () => {
      for (const path of [PERSONS, TASKS, `${TASKS}1/`, `${PERSONS}abc/`]) {
        const none = await client.get(path, { key: null });
        expectDetail(none, 401, 'Authentication credentials were not provided.');
        assert.ok(none.headers['www-authenticate']);
      }
      const { key } = server;
      const altered = key.slice(0, -1) + (key.endsWith('a') ? 'b' : 'a');
      for (const wrong of ['nonsense', altered, `dk_${'a'.repeat(12)}_${'b'.repeat(43)}`, `${key} x`, key.toUpperCase()]) {
        const reply = await client.get(TASKS, { key: wrong });
        expectDetail(reply, 401, 'Incorrect authentication credentials.');
        assert.ok(reply.headers['www-authenticate']);
      }
      const other = server.clientOf('revoked');
      assert.equal((await other.get(TASKS)).status, 200);
      assert.equal(runProgram('keys', 'revoke', other.key.split('_')[1], '--data', server.data.path).status, 0);
      expectDetail(await other.get(TASKS), 401, 'Incorrect authentication credentials.');
      other.close();
    });

    it('403: a key that may only look', async () => {
      const looker = server.clientOf('first', '--read-only');
      const row = [['POST', PERSONS, { form: imageForm(png()) }], ['POST', GARMENTS, {}], ['POST', TASKS, { json: {} }],
        ['POST', VALIDATIONS, { json: { tryon_person_image_id: person } }], ['DELETE', `${PERSONS}${person}/`, {}],
        ['DELETE', `${GARMENTS}9999/`, {}], ['PUT', TASKS, {}]];
      for (const [method, path, options] of row) {
        expectDetail(await looker.request(method, path, options), 403, 'You do not have permission to perform this action.');
      }
      assert.ok((await looker.get(PERSONS)).json.results.some(({ id }) => id === person), 'it sees what the account has');
      assert.equal((await looker.request('HEAD', TASKS)).status, 200);
      looker.close();
    });

    it('404: an unknown path', async () => {
      for (const path of ['/other', '/v2/', '/v2/tryon/', '/v2/tryon/other/', `${TASKS}1/2/`, '/v1/tryon/tasks/', '//v2/tryon/tasks/']) {
        expectDetail(await client.get(path), 404, 'Not found.');
        expectDetail(await client.get(path, { key: null }), 404, 'Not found.');
      }
    });

    it('404: an unknown id, an id that cannot be one, an id over 64 bits', async () => {
      const rows = [['GET', TASKS, 'Task'], ['DELETE', PERSONS, 'PersonImage'], ['DELETE', GARMENTS, 'GarmentImage']];
      for (const [method, path, object] of rows) {
        for (const id of ['99999', '0', '-1', '99999999999999999999', `${'9'.repeat(400)}`]) {
          expectDetail(await client.request(method, `${path}${id}/`), 404, `No ${object} matches the given query.`);
        }
        for (const id of ['abc', '1.5', '%00', '1e3', '%F0%9F%91%97']) {
          expectDetail(await client.request(method, `${path}${id}/`), 404, 'Not found.');
        }
      }
    });

    it('405: a method that the path does not have', async () => {
      const rows = [['PUT', TASKS], ['PATCH', PERSONS], ['DELETE', TASKS], ['POST', `${TASKS}1/`], ['PUT', `${PERSONS}1/`],
        ['PUT', VALIDATIONS], ['POST', '/health/live'], ['PROPFIND', TASKS]];
      for (const [method, path] of rows) {
        const reply = await client.request(method, path);
        expectDetail(reply, 405, `Method "${method}" not allowed.`);
        assert.ok(reply.headers.allow.includes('OPTIONS') && !reply.headers.allow.split(', ').includes(method));
      }
    });

    it('413: a body over its limit, which the reply names', async () => {
      const json = JSON.stringify({ tryon_person_image_id: person, garment_image_ids: [garment], x: 'x'.repeat(2000) });
      expectDetail(await client.post(TASKS, { type: 'application/json', body: json }), 413, /2000 bytes/);
      expectDetail(await client.post(TASKS, { type: 'application/x-www-form-urlencoded', body: `a=${'x'.repeat(2000)}` }), 413, /2000 bytes/);
      expectDetail(await client.post(TASKS, { form: multipart([{ name: 'a', text: 'x'.repeat(2000) }]) }), 413, /2000 bytes/);
    });

    it('415: a content type that nobody reads', async () => {
      for (const type of ['text/plain', 'application/xml', 'application/problem+json', 'text/plain;charset=UTF-8', 'nonsense']) {
        for (const path of [TASKS, PERSONS, VALIDATIONS]) {
          expectDetail(await client.post(path, { type, body: 'x' }), 415, `Unsupported media type "${type}" in request.`);
        }
      }
      expectDetail(await client.request('POST', TASKS, { body: 'x' }), 415, 'Unsupported media type "" in request.');
    });

    it('every error is JSON with Allow and a request id', async () => {
      for (const [method, path, options] of [['GET', '/x'], ['PUT', TASKS], ['GET', TASKS, { key: null }], ['GET', `${TASKS}9/`]]) {
        const reply = await client.request(method, path, options);
        assert.equal(reply.headers['content-type'], 'application/json');
        assert.ok(reply.headers.allow && reply.headers['x-request-id']);
      }
    });

    it('problem+json for who asks for it, with detail kept', async () => {
      const headers = { accept: 'application/problem+json' };
      const missing = await client.get(`${TASKS}9/`, { headers });
      assert.equal(missing.headers['content-type'], 'application/problem+json');
      assert.deepEqual(missing.json, { type: 'about:blank', title: 'Not Found', status: 404, detail: 'No Task matches the given query.',
        instance: missing.headers['x-request-id'] });
      const fields = await client.post(TASKS, { json: {}, headers });
      assert.equal(fields.json.status, 400);
      assert.equal(typeof fields.json.detail, 'string');
      assert.deepEqual(fields.json.errors.garment_image_ids, ['This field is required.']);
      assert.equal((await client.get(TASKS, { headers })).headers['content-type'], 'application/json');
    });
  });

  describe('fields of a task', () => {
    const order = (fields) => ({ tryon_person_image_id: person, garment_image_ids: [garment], ...fields });
    async function expectErrors(body, errors) {
      const reply = await client.post(TASKS, { type: 'application/json', body: typeof body === 'string' ? body : JSON.stringify(body) });
      assert.equal(reply.status, 400, reply.text);
      assert.deepEqual(reply.json, errors);
    }

    it('an id that does not exist is named as it was written', async () => {
      for (const id of ['99', '0', '-5', '99999999999999999999']) {
        const message = [`Invalid pk "${id}" - object does not exist.`];
        await expectErrors(`{"tryon_person_image_id":${id},"garment_image_ids":[${garment}]}`, { tryon_person_image_id: message });
        await expectErrors(`{"tryon_person_image_id":"${id}","garment_image_ids":[${garment}]}`, { tryon_person_image_id: message });
        await expectErrors(`{"tryon_person_image_id":${person},"garment_image_ids":[${garment},${id}]}`, { garment_image_ids: { 1: message } });
      }
      await expectErrors(order({ tryon_person_image_id: 1e3 + 0.5 }), { tryon_person_image_id: ['Invalid pk "1000.5" - object does not exist.'] });
    });

    it('every Python type is called by its name', async () => {
      const types = [[true, 'bool'], ['x', 'str'], [[1], 'list'], [{ a: 1 }, 'dict']];
      for (const [value, type] of types) {
        const message = [`Incorrect type. Expected pk value, received ${type}.`];
        await expectErrors(order({ tryon_person_image_id: value }), { tryon_person_image_id: message });
        await expectErrors(order({ garment_image_ids: [value] }), { garment_image_ids: { 0: message } });
      }
      for (const [value, type] of [[true, 'bool'], ['x', 'str'], [{}, 'dict'], [5, 'int'], [1.5, 'float']]) {
        await expectErrors(order({ garment_image_ids: value }), { garment_image_ids: [`Expected a list of items but got type "${type}".`] });
      }
      for (const [text, type] of [['[]', 'list'], ['true', 'bool'], ['1.5', 'float'], ['"x"', 'str'], ['3', 'int']]) {
        await expectErrors(text, { non_field_errors: [`Invalid data. Expected a dictionary, but got ${type}.`] });
      }
      await expectErrors('null', { non_field_errors: ['No data provided'] });
    });

    it('required, null, empty, too many', async () => {
      await expectErrors({}, { tryon_person_image_id: ['This field is required.'], garment_image_ids: ['This field is required.'] });
      await expectErrors(order({ tryon_person_image_id: null }), { tryon_person_image_id: ['This field may not be null.'] });
      await expectErrors(order({ tryon_person_image_id: '' }), { tryon_person_image_id: ['This field may not be null.'] });
      await expectErrors(order({ garment_image_ids: [null] }), { garment_image_ids: { 0: ['This field may not be null.'] } });
      await expectErrors(order({ garment_image_ids: [] }), { garment_image_ids: ['This list may not be empty.'] });
      await expectErrors(order({ garment_image_ids: Array(7).fill(garment) }), { garment_image_ids: ['Ensure this field has no more than 6 elements.'] });
      await expectErrors(order({ garment_image_ids: Array(500).fill(9) }), { garment_image_ids: ['Ensure this field has no more than 6 elements.'] });
    });

    it('everything that is wrong is said at once, the person first', async () => {
      await expectErrors({ garment_image_ids: [garment, 999, 'x'], tryon_person_image_id: 888 }, {
        tryon_person_image_id: ['Invalid pk "888" - object does not exist.'],
        garment_image_ids: { 1: ['Invalid pk "999" - object does not exist.'], 2: ['Incorrect type. Expected pk value, received str.'] },
      });
      const reply = await client.post(TASKS, { json: { garment_image_ids: ['x'], tryon_person_image_id: 888 } });
      assert.deepEqual(Object.keys(reply.json), ['tryon_person_image_id', 'garment_image_ids']);
    });

    it('nesting over 64 levels is no JSON that is read', async () => {
      const nested = (depth) => `{"x":${'['.repeat(depth)}${']'.repeat(depth)}}`;
      await expectErrors(nested(63), { tryon_person_image_id: ['This field is required.'], garment_image_ids: ['This field is required.'] });
      expectDetail(await client.post(TASKS, { type: 'application/json', body: nested(64) }), 400, /^JSON parse error - ./);
    });
  });

  describe('fields of an upload', () => {
    async function expectErrors(options, errors) {
      for (const path of [PERSONS, GARMENTS]) {
        const reply = await client.post(path, options);
        assert.equal(reply.status, 400, reply.text);
        assert.deepEqual(reply.json, errors);
      }
    }
    const NOT_A_FILE = 'The submitted data was not a file. Check the encoding type on the form.';
    const INVALID = 'Upload a valid image. The file you uploaded was either not an image or a corrupted image.';

    it('no file, a text, an empty file, no image', async () => {
      await expectErrors({ form: multipart([]) }, { image: ['No file was submitted.'] });
      await expectErrors({ form: multipart([{ name: 'photo', file: 'a.png', bytes: png() }]) }, { image: ['No file was submitted.'] });
      await expectErrors({ form: multipart([{ name: 'image', file: '..', bytes: png() }]) }, { image: ['No file was submitted.'] });
      await expectErrors({ form: multipart([{ name: 'image', text: 'x' }]) }, { image: [NOT_A_FILE] });
      await expectErrors({ form: multipart([{ name: 'image', file: '', bytes: png() }]) }, { image: [NOT_A_FILE] });
      await expectErrors({ form: imageForm('') }, { image: ['The submitted file is empty.'] });
      await expectErrors({ form: imageForm('text') }, { image: [INVALID] });
      await expectErrors({ form: imageForm(png().subarray(0, 100)) }, { image: [INVALID] });
      await expectErrors({}, { image: ['No file was submitted.'] });
    });

    it('an upload by JSON has no file', async () => {
      await expectErrors({ json: {} }, { image: ['No file was submitted.'] });
      await expectErrors({ json: { image: null } }, { image: ['This field may not be null.'] });
      await expectErrors({ json: { image: 'x', image_name: [] } }, { image: [NOT_A_FILE], image_name: ['Not a valid string.'] });
      await expectErrors({ json: [1] }, { non_field_errors: ['Invalid data. Expected a dictionary, but got list.'] });
    });

    it('a name has at most 255 characters and no null character', async () => {
      const named = (name) => ({ form: imageForm(png(), { name }) });
      assert.equal((await client.post(PERSONS, named('é'.repeat(255)))).status, 200);
      await expectErrors(named('é'.repeat(256)), { image_name: ['Ensure this field has no more than 255 characters.'] });
      await expectErrors(named('a\0b'), { image_name: ['Null characters are not allowed.'] });
    });
  });

  describe('fields of a validation', () => {
    it('POST wants an id of one\'s own', async () => {
      const expectError = async (json, message) => {
        const reply = await client.post(VALIDATIONS, { json });
        assert.equal(reply.status, 400);
        assert.deepEqual(reply.json, { tryon_person_image_id: [message] });
      };
      await expectError({}, 'This field is required.');
      await expectError({ tryon_person_image_id: null }, 'This field may not be null.');
      await expectError({ tryon_person_image_id: 'x' }, 'Incorrect type. Expected pk value, received str.');
      await expectError({ tryon_person_image_id: 9999 }, 'Invalid pk "9999" - object does not exist.');
    });

    it('GET wants an integer of at least 1', async () => {
      const expectError = async (query, message) => {
        const reply = await client.get(`${VALIDATIONS}${query}`);
        assert.equal(reply.status, 400, query);
        assert.deepEqual(reply.json, { tryon_person_image_id: [message] });
      };
      await expectError('', 'This field is required.');
      for (const text of ['', 'abc', '1.5']) await expectError(`?tryon_person_image_id=${text}`, 'A valid integer is required.');
      for (const text of ['0', '-1']) await expectError(`?tryon_person_image_id=${text}`, 'Ensure this value is greater than or equal to 1.');
    });

    it('GET is 404 for a photo that was never validated, is not there, or cannot be', async () => {
      const replies = [];
      for (const id of [person, 9999, '99999999999999999999']) replies.push(await client.get(`${VALIDATIONS}?tryon_person_image_id=${id}`));
      for (const reply of replies) {
        assert.equal(reply.status, 404);
        assert.equal(reply.text, replies[0].text);
      }
    });
  });
});

describe('errors of a server in trouble', () => {
  it('429 with Retry-After: the queue is full', async () => {
    const server = await Server.start({ args: ['--workers', '0', '--queue-depth-max', '2'] });
    try {
      const { client } = server;
      const order = {
        tryon_person_image_id: (await client.upload('person', png())).id,
        garment_image_ids: [(await client.upload('garment', png())).id],
      };
      for (let i = 0; i < 2; i += 1) assert.equal((await client.post(TASKS, { json: order })).status, 200);
      const reply = await client.post(TASKS, { json: order });
      assert.equal(reply.status, 429);
      const seconds = Number(reply.headers['retry-after']);
      assert.ok(seconds >= 1);
      assert.equal(reply.json.detail, `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? '' : 's'}.`);
      assert.equal((await client.get(TASKS)).json.count, 2);
    } finally {
      await server.remove();
    }
  });

  it('429 with Retry-After: an account has its limit of unfinished tasks, and the others are still served', async () => {
    const server = await Server.start({ args: ['--workers', '0', '--tasks-unfinished-account-max', '3'] });
    try {
      const order = async (client) => ({
        tryon_person_image_id: (await client.upload('person', png())).id,
        garment_image_ids: [(await client.upload('garment', png())).id],
      });
      const full = server.client;
      const json = await order(full);
      const replies = await Promise.all(Array.from({ length: 12 }, () => full.post(TASKS, { json })));
      assert.deepEqual(replies.map(({ status }) => status).sort(), [...Array(3).fill(200), ...Array(9).fill(429)]);
      for (const reply of replies.filter(({ status }) => status === 429)) {
        const seconds = Number(reply.headers['retry-after']);
        assert.ok(Number.isInteger(seconds) && seconds >= 1);
        assert.equal(reply.json.detail, `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? '' : 's'}.`);
      }
      assert.equal((await full.get(TASKS)).json.count, 3);
      const other = server.clientOf('other');
      assert.equal((await other.post(TASKS, { json: await order(other) })).status, 200);
      other.close();
    } finally {
      await server.remove();
    }
  });

  it('500 with the request id and nothing of the inside: the database is damaged under the server', async () => {
    const server = await Server.start({ args: ['--workers', '0'] });
    try {
      const { id } = await server.client.upload('person', png());
      for (const file of ['drape.db', 'drape.db-wal']) {
        const path = `${server.data.path}/${file}`;
        writeFileSync(path, Buffer.alloc(statSync(path).size, 0xff), { flag: 'r+' });
      }
      for (const [method, path] of [['GET', PERSONS], ['GET', `${TASKS}1/`], ['DELETE', `${PERSONS}${id}/`]]) {
        const reply = await server.client.request(method, path, { headers: { 'x-request-id': `asked-${method}` } });
        expectDetail(reply, 500, 'Internal server error.');
        assert.equal(reply.headers['x-request-id'], `asked-${method}`);
        const why = await until('the log line', () => server.logs.find(
          (line) => line.event === 'request_failed' && line.request_id === `asked-${method}`));
        assert.match(why.reason, /malformed|not a database/);
      }
    } finally {
      await server.remove();
    }
  });

  it('503 with Retry-After: the storage is away; it comes back without a restart', async () => {
    const server = await Server.start({ args: ['--workers', '0'] });
    const incoming = `${server.data.path}/incoming`;
    try {
      renameSync(incoming, `${incoming}.away`);
      writeFileSync(incoming, 'in the way');
      const reply = await server.client.post(PERSONS, { form: imageForm(png()) });
      assert.equal(reply.status, 503, reply.text);
      assert.ok(Number(reply.headers['retry-after']) >= 1);
      assert.ok(reply.json.detail && !reply.text.includes(server.data.path));
      assert.equal((await server.client.get(PERSONS)).status, 200);
      rmSync(incoming);
      renameSync(`${incoming}.away`, incoming);
      assert.equal((await server.client.post(PERSONS, { form: imageForm(png()) })).status, 200);
    } finally {
      await server.remove();
    }
  });
});
