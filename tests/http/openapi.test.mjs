// The OpenAPI document and the running program say the same.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { drawing, png } from './support/pictures.mjs';
import { imageForm } from './support/client.mjs';
import { OPENAPI, OPENAPI_TEXT, operations, resolve, violations } from './support/openapi.mjs';
import { complaints } from './support/reply_check.mjs';
import { Server } from './support/server.mjs';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

function references(node) {
  if (Array.isArray(node)) return node.flatMap(references);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => (key === '$ref' ? [value] : references(value)));
}

describe('the document', () => {
  it('is OpenAPI 3.1 and every reference leads somewhere', () => {
    assert.equal(OPENAPI.openapi, '3.1.0');
    for (const $ref of references(OPENAPI)) assert.ok(resolve({ $ref }), $ref);
  });

  const contents = () => operations().flatMap(({ operation }) => [
    ...Object.entries(operation.responses).map(([status, response]) => [`${operation.operationId} ${status}`, resolve(response)]),
    [operation.operationId, resolve(operation.requestBody)],
  ]).flatMap(([name, thing]) => Object.entries(thing?.content ?? {}).map(([type, content]) => ({ name: `${name} ${type}`, type, content })));

  const examplesOf = ({ example, examples }) => [
    ...(example === undefined ? [] : [example]), ...Object.values(examples ?? {}).map((one) => resolve(one).value),
  ];

  it('has examples that fit their schemas', () => {
    let count = 0;
    for (const { name, content } of contents()) {
      for (const example of examplesOf(content)) {
        count += 1;
        assert.deepEqual(violations(example, content.schema), [], `${name}: ${JSON.stringify(example)}`);
      }
    }
    assert.ok(count > 40);
  });

  it('has an example of every reply and every body in JSON', () => {
    const without = contents().filter(({ type, content }) => type === 'application/json' && examplesOf(content).length === 0);
    assert.deepEqual(without.map(({ name }) => name), []);
  });

  it('has the headers of every reply', () => {
    for (const { operation } of operations()) {
      for (const [status, reference] of Object.entries(operation.responses)) {
        const headers = resolve(reference).headers ?? {};
        const name = `${operation.operationId} ${status}`;
        assert.ok(headers['X-Request-Id'], name);
        assert.equal(headers['WWW-Authenticate'] !== undefined, status === '401', name);
        if (['429', '503'].includes(status)) assert.ok(headers['Retry-After'], name);
      }
    }
  });

  it('describes every operation, parameter and tag', () => {
    const tags = new Set(OPENAPI.tags.map(({ name }) => name));
    for (const { description } of OPENAPI.tags) assert.ok(description);
    for (const { operation, parameters } of operations()) {
      const name = operation.operationId;
      assert.ok(operation.summary && operation.description, name);
      assert.ok(operation.tags.length === 1 && tags.has(operation.tags[0]), name);
      for (const parameter of parameters) assert.ok(parameter.description, `${name} ${parameter.name}`);
    }
  });

  it('gives every operation with a key its 401, 403, 429 and 503', () => {
    for (const { operation, needsKey } of operations()) {
      if (!needsKey) continue;
      for (const status of ['401', '403', '429', '503']) assert.ok(operation.responses[status], operation.operationId);
    }
    const names = operations().map(({ operation }) => operation.operationId);
    assert.equal(new Set(names).size, names.length);
  });
});

describe('the check of replies', () => {
  const json = { 'content-type': 'application/json', 'x-request-id': 'r', allow: 'GET' };
  const of = (method, target, status, body, headers = json) => complaints({ method, target }, { status, headers, body: JSON.stringify(body) });
  const task = { id: 7, status: 'queued', created_at: '2026-01-01T12:00:00Z' };

  it('takes what is documented, with and without the slash and the query', () => {
    assert.deepEqual(of('POST', '/v2/tryon/tasks/', 200, task), []);
    assert.deepEqual(of('POST', '/v2/tryon/tasks?x=1', 200, task), []);
    assert.deepEqual(of('GET', '/v2/tryon/tasks/9/', 404, { detail: 'x' }), []);
  });

  it('refuses a missing, a retyped and an undocumented field', () => {
    const { id, ...rest } = task;
    assert.match(of('POST', '/v2/tryon/tasks/', 200, rest).join(), /required property 'id'/);
    assert.match(of('POST', '/v2/tryon/tasks/', 200, { ...task, id: String(id) }).join(), /\$\.id must be integer/);
    assert.match(of('POST', '/v2/tryon/tasks/', 200, { ...task, status: 'pending' }).join(), /allowed values/);
    assert.match(of('POST', '/v2/tryon/tasks/', 200, { ...task, created_at: 'today' }).join(), /date-time/);
    assert.match(of('POST', '/v2/tryon/tasks/', 200, { ...task, extra: 1 }).join(), /extra/);
  });

  it('refuses an undocumented status, type, body and operation', () => {
    assert.match(of('GET', '/v2/tryon/tasks/', 409, { detail: 'x' }).join(), /409 is not documented for listTasks/);
    assert.match(of('POST', '/v2/tryon/tasks/', 200, task, { ...json, 'content-type': 'text/html' }).join(), /"text\/html" is not documented/);
    const version = { ...json, etag: '"ab"', 'cache-control': 'private, max-age=1' };
    assert.match(of('GET', '/i/x', 304, 'something', version).join(), /a body that is not documented/);
    assert.match(of('GET', '/v2/tryon/secrets/', 200, {}).join(), /not a documented operation/);
    assert.match(of('PUT', '/v2/tryon/tasks/', 405, { error: 'x' }).join(), /must match exactly one schema/);
  });

  it('looks at the head of a stream alone', () => {
    const metrics = (type) => complaints({ method: 'GET', target: '/metrics' }, { status: 200, headers: { ...json, 'content-type': type } });
    assert.deepEqual(metrics('text/plain; version=0.0.4'), []);
    assert.match(metrics('text/html').join(), /"text\/html" is not documented/);
  });

  it('refuses a reply without its headers, and headers of another form', () => {
    assert.deepEqual(of('GET', '/v2/tryon/tasks/', 401, { detail: 'x' }), ['the header WWW-Authenticate is missing']);
    assert.deepEqual(of('GET', '/v2/tryon/tasks/', 429, { detail: 'x' }), ['the header Retry-After is missing']);
    assert.match(of('GET', '/v2/tryon/tasks/', 503, { detail: 'x' }, { ...json, 'retry-after': 'soon' }).join(), /Retry-After: \$ must be integer/);
    assert.match(of('GET', '/v2/tryon/tasks/9/', 404, { detail: 'x' }, { 'content-type': 'application/json' }).join(), /x-request-id.*allow/);
  });

  it('holds problems to their form', () => {
    const problem = { ...json, 'content-type': 'application/problem+json' };
    const body = { type: 'about:blank', title: 'Not Found', status: 404, detail: 'x', instance: 'r' };
    assert.deepEqual(of('GET', '/v2/tryon/tasks/9/', 404, body, problem), []);
    assert.match(of('GET', '/v2/tryon/tasks/9/', 404, { detail: 'x' }, problem).join(), /required property 'title'/);
  });
});

describe('the program', () => {
  let server;
  let client;
  let things;

  before(async () => {
    server = await Server.start({ args: ['--workers', '0', '--webhook-deliveries', '0', '--webhook-allow-network', '127.0.0.0/8'] });
    client = server.client;
    const person = await client.upload('person', drawing('jpg'));
    const garment = await client.upload('garment', png());
    const order = { tryon_person_image_id: person.id, garment_image_ids: [garment.id] };
    const task = await client.post('/v2/tryon/tasks/', { json: order });
    things = { person, garment, task: task.json, order, delivery: await endedDelivery(garment) };
  });

  /** The news of a task that has ended, since its photo was deleted. */
  async function endedDelivery(garment) {
    const { id } = await client.upload('person', png({ seed: 9 }));
    const json = { tryon_person_image_id: id, garment_image_ids: [garment.id], webhook_url: 'https://127.0.0.1/' };
    await client.post('/v2/tryon/tasks/', { json });
    await client.delete(`/v2/tryon/person-images/${id}/`);
    return (await client.get('/v2/tryon/webhook-deliveries/')).json.results[0];
  }

  after(() => server.remove());

  const concrete = (path) => path.replace('{task_id}', things.task.id).replace('{person_image_id}', things.person.id)
    .replace('{delivery_id}', things.delivery.id).replace('{id}', things.garment.id).replace('{token}', new URL(things.person.image_url).pathname.slice('/i/'.length));

  /** A task whose photo was deleted: its stream of events has an end. */
  async function endedTask() {
    const photo = await client.upload('person', png({ seed: 9 }));
    const json = { tryon_person_image_id: photo.id, garment_image_ids: [things.garment.id] };
    const task = await client.post('/v2/tryon/tasks/', { json });
    await client.delete(`/v2/tryon/person-images/${photo.id}/`);
    return task.json.id;
  }

  it('serves the document', async () => {
    const reply = await client.get('/openapi.yaml', { key: null });
    assert.equal(reply.headers['content-type'], 'application/yaml');
    assert.equal(reply.text, OPENAPI_TEXT);
  });

  it('has each documented path with exactly the documented methods', async () => {
    for (const [path, documented] of Object.entries(OPENAPI.paths)) {
      const expected = Object.keys(documented).map((method) => method.toUpperCase());
      const { headers } = await client.request('OPTIONS', concrete(path));
      const allowed = headers.allow.split(', ').filter((method) => METHODS.includes(method));
      assert.deepEqual(allowed.sort(), expected.sort(), path);
      for (const method of METHODS.filter((name) => !expected.includes(name))) {
        assert.equal((await client.request(method, concrete(path))).status, 405, `${method} ${path}`);
      }
    }
  });

  it('asks for a key exactly where the document says so', async () => {
    for (const { method, path, needsKey } of operations()) {
      const { status } = await client.request(method.toUpperCase(), concrete(path), { key: null });
      assert.equal(status === 401, needsKey, `${method} ${path} ${status}`);
    }
  });

  it('answers as the schemas say', async () => {
    const ask = {
      uploadPersonImage: () => client.post('/v2/tryon/person-images/', { form: imageForm(png({ seed: 2 })) }),
      uploadGarmentImage: () => client.post('/v2/tryon/garment-images/', { form: imageForm(png({ seed: 2 }), { name: 'n' }) }),
      validatePersonImage: () => client.post('/v2/tryon/person-validations/', { json: { tryon_person_image_id: things.person.id } }),
      getPersonValidation: () => client.get(`/v2/tryon/person-validations/?tryon_person_image_id=${things.person.id}`),
      createTasks: () => client.post('/v2/tryon/tasks/batch/', { json: things.order }),
      validateGarmentImage: () => client.post('/v2/tryon/garment-validations/', { json: { garment_image_id: things.garment.id } }),
      getGarmentValidation: () => client.get(`/v2/tryon/garment-validations/?garment_image_id=${things.garment.id}`),
      deletePersonImagesOfUser: () => client.delete('/v2/tryon/person-images/?external_user_id=nobody'),
      createTask: () => client.post('/v2/tryon/tasks/', { json: things.order }),
      streamTaskEvents: async () => client.get(`/v2/tryon/tasks/${await endedTask()}/events/`),
    };
    const last = (operation) => operation.operationId.startsWith('delete');
    const ordered = [...operations()].sort((a, b) => Number(last(a.operation)) - Number(last(b.operation)));
    for (const { method, path, operation } of ordered) {
      // The client holds the reply to the document.
      const reply = await (ask[operation.operationId]?.() ?? client.request(method.toUpperCase(), concrete(path)));
      assert.equal(reply.status, 200, `${operation.operationId}: ${reply.text}`);
    }
  });
});
