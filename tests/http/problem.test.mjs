// With Accept: application/problem+json every error comes as RFC 9457, with the same status and detail.
import assert from 'node:assert/strict';
import { renameSync, statSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { Wire, imageForm } from './support/client.mjs';
import { png } from './support/pictures.mjs';
import { Server } from './support/server.mjs';

const PERSONS = '/v2/tryon/person-images/';
const TASKS = '/v2/tryon/tasks/';
const ACCEPT = { accept: 'application/problem+json' };
const TITLES = { 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 409: 'Conflict',
  410: 'Gone', 413: 'Content Too Large', 415: 'Unsupported Media Type', 429: 'Too Many Requests', 500: 'Internal Server Error', 503: 'Service Unavailable' };

/** A problem with these members, and no others. */
function expectProblem(reply, status, detail, errors) {
  assert.equal(reply.status, status, reply.text);
  assert.equal(reply.headers['content-type'], 'application/problem+json');
  assert.match(reply.headers.vary, /Accept/);
  assert.deepEqual(reply.json, { type: 'about:blank', title: TITLES[status], status, detail: detail ?? reply.json.detail,
    instance: reply.headers['x-request-id'], ...(errors && { errors }) });
  assert.ok(reply.json.detail.length > 0);
}

describe('problem+json', () => {
  let server;
  let client;
  let reader;

  before(async () => {
    server = await Server.start({ args: ['--workers', '0', '--json-bytes-max', '2000', '--queue-depth-max', '1'] });
    client = server.client;
    reader = server.clientOf('first', '--scope', 'read');
  });
  after(() => {
    reader.close();
    return server.remove();
  });

  const CASES = [
    ['400: malformed JSON', 400, () => client.post(TASKS, { type: 'application/json', body: '{', headers: { ...ACCEPT } })],
    ['400: what is no Idempotency-Key', 400, () => client.post(TASKS, { json: {}, headers: { ...ACCEPT, 'idempotency-key': '' } })],
    ['401: no key', 401, () => client.get(TASKS, { key: null, headers: ACCEPT })],
    ['401: a wrong key', 401, () => client.get(TASKS, { key: 'x', headers: ACCEPT })],
    ['403: too little scope', 403, () => reader.post(TASKS, { json: {}, headers: { ...ACCEPT } })],
    ['404: no such path', 404, () => client.get('/nothing', { headers: ACCEPT })],
    ['404: no such thing', 404, () => client.get(`${TASKS}9/`, { headers: ACCEPT })],
    ['404: no such page', 404, () => client.get(`${TASKS}?page=9`, { headers: ACCEPT })],
    ['405: no such method', 405, () => client.request('PUT', TASKS, { headers: ACCEPT })],
    ['413: too large', 413, () => client.post(TASKS, { json: 'x'.repeat(3000), headers: { ...ACCEPT } })],
    ['415: a content type that nobody reads', 415, () => client.post(TASKS, { type: 'text/plain', body: 'x', headers: { ...ACCEPT } })],
    ['404: a picture, without a key', 404, () => client.get('/i/x', { key: null, headers: ACCEPT })],
  ];
  for (const [name, status, ask] of CASES) {
    it(`${name}, with the detail that it has without`, async () => {
      const problem = await ask();
      expectProblem(problem, status);
    });
  }

  it('the detail is word for word that of the usual form', async () => {
    const usual = await client.get(`${TASKS}9/`);
    expectProblem(await client.get(`${TASKS}9/`, { headers: ACCEPT }), 404, usual.json.detail);
    assert.equal(usual.headers['content-type'], 'application/json');
    assert.match(usual.headers.vary, /Accept/);
  });

  it('errors of fields: a sentence, and the usual map under errors', async () => {
    const usual = await client.post(TASKS, { json: { garment_image_ids: [1, 'x'] } });
    const problem = await client.post(TASKS, { json: { garment_image_ids: [1, 'x'] }, headers: { ...ACCEPT } });
    expectProblem(problem, 400, 'The request has errors in its fields: tryon_person_image_id, garment_image_ids.', usual.json);
    const whole = await client.post(TASKS, { json: [], headers: { ...ACCEPT } });
    expectProblem(whole, 400, "The request's body is not what is expected.", { non_field_errors: ['Invalid data. Expected a dictionary, but got list.'] });
    const user = await client.delete(PERSONS, { headers: ACCEPT });
    expectProblem(user, 400, 'The request has errors in its fields: external_user_id.', { external_user_id: ['This field is required.'] });
  });

  it('instance is the id that the client gave its request', async () => {
    const reply = await client.get('/nothing', { headers: { ...ACCEPT, 'x-request-id': 'mine-1' } });
    assert.equal(reply.json.instance, 'mine-1');
  });

  it('HEAD has the same head and no body', async () => {
    const reply = await client.request('HEAD', '/nothing', { headers: ACCEPT });
    assert.equal(reply.status, 404);
    assert.equal(reply.headers['content-type'], 'application/problem+json');
    assert.equal(reply.text, '');
  });

  it('429: the queue is full, with Retry-After', async () => {
    const person = await client.upload('person', png());
    const garment = await client.upload('garment', png());
    const json = { tryon_person_image_id: person.id, garment_image_ids: [garment.id] };
    assert.equal((await client.post(TASKS, { json })).status, 200);
    const reply = await client.post(TASKS, { json, headers: { ...ACCEPT } });
    expectProblem(reply, 429);
    assert.ok(reply.headers['retry-after']);
  });

  it('409 and 410 of repeated requests', async () => {
    const headers = { ...ACCEPT, 'idempotency-key': 'a' };
    const form = { type: 'multipart/form-data; boundary=b', body: Buffer.concat([
      Buffer.from('--b\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\n\r\n'), png(), Buffer.from('\r\n--b--\r\n')]) };
    const { json } = await client.post(PERSONS, { form, headers: { ...headers } });
    expectProblem(await client.post(PERSONS, { json: {}, headers: { ...headers } }), 409);
    await client.delete(`${PERSONS}${json.id}/`);
    expectProblem(await client.post(PERSONS, { form, headers: { ...headers } }), 410);
  });

  it('successes stay as they are, and so does whoever does not ask', async () => {
    assert.equal((await client.get(TASKS, { headers: ACCEPT })).headers['content-type'], 'application/json');
    for (const accept of ['*/*', 'application/*', 'application/json', 'text/html', 'application/problem+json;q=0',
      'application/problem+json;q=0.1, application/json;q=0.2', 'application/problem+json;q=nonsense']) {
      assert.equal((await client.get('/nothing', { headers: { accept } })).headers['content-type'], 'application/json', accept);
    }
    for (const accept of ['application/json, application/problem+json', 'application/problem+json;q=0.9, */*;q=0.1',
      'Application/Problem+Json']) {
      assert.equal((await client.get('/nothing', { headers: { accept } })).headers['content-type'], 'application/problem+json', accept);
    }
  });

  it('refusals of the transport, too', async () => {
    const wire = await Wire.connect(server.url);
    await wire.send('GET /v2/tryon/tasks/ HTTP/1.1\r\nAccept: application/problem+json\r\nHost: a\r\nHost: b\r\n\r\n');
    const reply = await wire.reply();
    wire.close();
    assert.equal(reply.status, 400);
    assert.equal(reply.headers['content-type'], 'application/problem+json');
    assert.equal(JSON.parse(reply.body).detail, 'More than one Host header.');
    const chunks = await Wire.connect(server.url);
    await chunks.send(`POST ${TASKS} HTTP/1.1\r\nHost: a\r\nx-api-key: ${server.key}\r\nAccept: application/problem+json\r\n`
      + 'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n');
    const refused = await chunks.reply();
    chunks.close();
    assert.equal(refused.status, 400);
    assert.equal(refused.headers['content-type'], 'application/problem+json');
  });

  it('503: the storage is away, with Retry-After', async () => {
    const broken = await Server.start({ args: ['--workers', '0'] });
    const incoming = `${broken.data.path}/incoming`;
    try {
      renameSync(incoming, `${incoming}.away`);
      writeFileSync(incoming, 'in the way');
      const reply = await broken.client.post(PERSONS, { form: imageForm(png()), headers: { ...ACCEPT } });
      expectProblem(reply, 503);
      assert.ok(reply.headers['retry-after']);
      assert.ok(!reply.text.includes(broken.data.path));
    } finally {
      await broken.remove();
    }
  });

  it('500: the database is damaged under the server, with nothing of the inside', async () => {
    const broken = await Server.start({ args: ['--workers', '0'] });
    try {
      for (const file of ['drape.db', 'drape.db-wal']) {
        const path = `${broken.data.path}/${file}`;
        writeFileSync(path, Buffer.alloc(statSync(path).size, 0xff), { flag: 'r+' });
      }
      expectProblem(await broken.client.get(PERSONS, { headers: ACCEPT }), 500, 'Internal server error.');
    } finally {
      await broken.remove();
    }
  });
});
