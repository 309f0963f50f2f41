// The OpenAPI document and the running program say the same.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { drawing, png } from './support/pictures.mjs';
import { imageForm } from './support/client.mjs';
import { OPENAPI, OPENAPI_TEXT, operations, resolve, violations } from './support/openapi.mjs';
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

  it('has examples that fit their schemas', () => {
    let count = 0;
    const check = (node) => {
      for (const { schema, example } of Object.values(node?.content ?? {})) {
        if (example === undefined) continue;
        count += 1;
        assert.deepEqual(violations(example, schema), [], JSON.stringify(example));
      }
    };
    for (const { operation } of operations()) {
      check(resolve(operation.requestBody));
      for (const response of Object.values(operation.responses)) check(resolve(response));
    }
    assert.ok(count > 40);
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
      const reply = await (ask[operation.operationId]?.() ?? client.request(method.toUpperCase(), concrete(path)));
      const documented = resolve(operation.responses[String(reply.status)]);
      assert.equal(reply.status, 200, `${operation.operationId}: ${reply.text}`);
      const schema = documented.content['application/json']?.schema;
      if (schema) assert.deepEqual(violations(reply.json, schema), [], operation.operationId);
    }
  });
});
