// Every row of the table of endpoints: method, path, status, and the documented fields in their order.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { imageForm, until } from './support/client.mjs';
import { png, sample } from './support/pictures.mjs';
import { Server } from './support/server.mjs';

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$/;

/** The documented fields come first and in this order; others may follow. */
function assertBegins(object, fields) {
  assert.deepEqual(Object.keys(object).slice(0, fields.length), fields);
}

describe('endpoints', () => {
  let server;
  let client;

  before(async () => {
    server = await Server.start({ args: ['--workers', '0'] });
    client = server.client;
  });
  after(() => server.remove());

  for (const kind of ['person', 'garment']) {
    const path = `/v2/tryon/${kind}-images/`;

    it(`POST ${path} stores the picture and answers id and image_url`, async () => {
      const reply = await client.post(path, { form: imageForm(png(), { name: 'front_model' }) });
      assert.equal(reply.status, 200);
      assert.equal(reply.headers['content-type'], 'application/json');
      assertBegins(reply.json, ['id', 'image_url']);
      assert.ok(Number.isInteger(reply.json.id) && reply.json.id > 0);
      assert.ok(reply.json.image_url.startsWith(`${server.url}/i/`), reply.json.image_url);
      assert.equal(reply.json.image_name, 'front_model');
      assert.match(reply.json.created_at, TIMESTAMP);
      assert.deepEqual([reply.json.width, reply.json.height], [64, 64]);
    });

    it(`GET ${path} lists id, image_url and image_name`, async () => {
      const uploaded = await client.upload(kind, png({ seed: 2 }), { name: 'blue é 衣' });
      const reply = await client.get(path);
      assert.equal(reply.status, 200);
      const row = reply.json.results[0];
      assertBegins(row, ['id', 'image_url', 'image_name']);
      assert.equal(row.id, uploaded.id);
      assert.equal(row.image_name, 'blue é 衣');
      assert.ok(reply.text.includes('"blue é 衣"'), 'raw UTF-8');
      assert.ok(!/[,:] /.test(reply.text.replaceAll('blue é 衣', '')), 'compact');
    });

    it(`DELETE ${path}{id}/ answers 200 once and 404 then`, async () => {
      const { id, image_url: link } = await client.upload(kind, png({ seed: 3 }));
      const reply = await client.delete(`${path}${id}/`);
      assert.equal(reply.status, 200);
      assert.equal(reply.text, '{"detail":"Deleted successfully"}');
      assert.equal((await client.delete(`${path}${id}/`)).status, 404);
      assert.equal((await client.follow(link)).status, 404);
      assert.ok((await client.get(`${path}?page_size=100`)).json.results.every((row) => row.id !== id));
    });

    it(`ids of ${path} increase and are not used again`, async () => {
      const first = await client.upload(kind, png({ seed: 4 }));
      await client.delete(`${path}${first.id}/`);
      assert.ok((await client.upload(kind, png({ seed: 4 }))).id > first.id);
    });

    it(`a picture without a name has none in ${path}`, async () => {
      const { id } = await client.upload(kind, png({ seed: 5 }));
      const row = (await client.get(path)).json.results.find((entry) => entry.id === id);
      assert.equal(row.image_name, null);
    });
  }

  it('POST /v2/tryon/person-validations/ judges the photo, GET answers the stored verdict', async () => {
    const { id } = await client.upload('person', png({ width: 96, height: 96 }));
    const path = `/v2/tryon/person-validations/?tryon_person_image_id=${id}`;
    assert.equal((await client.get(path)).status, 404);
    const posted = await client.post('/v2/tryon/person-validations/', { json: { tryon_person_image_id: id } });
    assert.equal(posted.status, 200);
    assertBegins(posted.json, ['tryon_person_image_id', 'is_valid', 'issues']);
    assert.equal(posted.json.tryon_person_image_id, id);
    assert.equal(posted.json.is_valid, false);
    assert.ok(posted.json.issues.length > 0);
    assert.deepEqual(posted.json.details.map(({ message }) => message), posted.json.issues);
    for (const { code, severity } of posted.json.details) {
      assert.match(code, /^[a-z_]+$/);
      assert.ok(['error', 'warning'].includes(severity));
    }
    const stored = await client.get(path);
    assert.equal(stored.status, 200);
    assert.equal(stored.text, posted.text);
  });

  it('a photo that suits is valid, and what can be tried on with it is told', async () => {
    const { id } = await client.upload('person', sample('persons/woman-full'));
    const { json } = await client.post('/v2/tryon/person-validations/', { json: { tryon_person_image_id: id } });
    assert.equal(json.is_valid, true);
    assert.deepEqual(json.issues, []);
    assert.deepEqual(json.supported_categories, ['upper', 'lower', 'dress']);
  });

  it('garments that cannot be worn together are refused where the task is ordered', async () => {
    const person = await client.upload('person', png({ seed: 6 }));
    const upload = async (name) => (await client.upload('garment', sample(`garments/${name}`))).id;
    const [trousers, skirt, tee] = [await upload('trousers'), await upload('skirt'), await upload('tee-plain')];
    // A machine that has other things to do may take longer than an order waits.
    for (const id of [trousers, skirt]) {
      await until('the analysis', async () => (await client.get(`/v2/tryon/garment-images/${id}/`)).json.analysis.state === 'ready' || null);
    }
    const order = (...garments) => client.post('/v2/tryon/tasks/',
      { json: { tryon_person_image_id: person.id, garment_image_ids: garments } });
    // An order does not wait long for the server to have looked at its garments: a busy machine may need more than one.
    const refused = await until('the garments to be known', async () => {
      const reply = await order(trousers, skirt);
      return reply.status === 400 && reply;
    });
    assert.deepEqual(refused.json, { garment_image_ids: ['Two bottoms cannot be worn together. Choose one of them.'] });
    assert.equal((await order(trousers, tee)).status, 200);
  });

  it('POST /v2/tryon/tasks/ queues a task and answers id, status, created_at', async () => {
    const person = await client.upload('person', png({ seed: 6 }));
    const garment = await client.upload('garment', png({ seed: 6 }));
    const order = { tryon_person_image_id: person.id, garment_image_ids: [garment.id] };
    const reply = await client.post('/v2/tryon/tasks/', { json: order });
    assert.equal(reply.status, 200);
    assertBegins(reply.json, ['id', 'status', 'created_at']);
    assert.equal(reply.json.status, 'queued');
    assert.match(reply.json.created_at, TIMESTAMP);

    const listed = (await client.get('/v2/tryon/tasks/')).json.results[0];
    assertBegins(listed, ['id', 'status', 'tryon_person_image', 'garment_image_ids', 'result_url', 'created_at']);
    assert.deepEqual(listed.garment_image_ids, [garment.id]);
    assert.equal(listed.tryon_person_image, person.id);
    assert.equal(listed.result_url, null);

    const single = await client.get(`/v2/tryon/tasks/${reply.json.id}/`);
    assert.equal(single.status, 200);
    assertBegins(single.json, ['id', 'status', 'result_url']);
    assert.equal(single.json.status, 'queued');
    assert.equal(single.json.result_url, null);
    assert.equal(single.json.created_at, reply.json.created_at);
    assert.equal(single.json.error, null);
  });

  it('a task may be ordered by an urlencoded form and by a multipart form', async () => {
    const person = await client.upload('person', png({ seed: 7 }));
    const garment = await client.upload('garment', png({ seed: 7 }));
    const urlencoded = await client.post('/v2/tryon/tasks/', {
      type: 'application/x-www-form-urlencoded',
      body: `tryon_person_image_id=${person.id}&garment_image_ids=${garment.id}`,
    });
    assert.equal(urlencoded.status, 200, urlencoded.text);
    const form = new FormData();
    form.append('tryon_person_image_id', person.id);
    form.append('garment_image_ids', garment.id);
    const reply = await fetch(`${server.url}/v2/tryon/tasks/`, { method: 'POST', body: form, headers: { 'x-api-key': server.key } });
    assert.equal(reply.status, 200);
    const { id } = await reply.json();
    assert.deepEqual((await client.get(`/v2/tryon/tasks/${id}/`)).json.garment_image_ids, [garment.id]);
  });

  it('a path without the slash at its end is answered as the one with it, also a POST', async () => {
    const reply = await client.post('/v2/tryon/person-images', { form: imageForm(png({ seed: 8 })) });
    assert.equal(reply.status, 200);
    assert.equal((await client.get('/v2/tryon/person-images')).status, 200);
    assert.equal((await client.get('/v2/tryon/tasks')).status, 200);
    assert.equal((await client.delete(`/v2/tryon/person-images/${reply.json.id}`)).status, 200);
  });

  it('HEAD answers as GET does, without the body', async () => {
    for (const path of ['/v2/tryon/tasks/', '/v2/tryon/person-images/', '/health/live', '/openapi.yaml']) {
      const get = await client.get(path);
      const head = await client.request('HEAD', path);
      assert.equal(head.status, get.status);
      assert.equal(head.headers['content-length'], get.headers['content-length']);
      assert.equal(head.headers['content-type'], get.headers['content-type']);
      assert.equal(head.body.length, 0);
    }
  });

  it('OPTIONS describes a path', async () => {
    const reply = await client.request('OPTIONS', '/v2/tryon/tasks/');
    assert.equal(reply.status, 200);
    assert.equal(reply.headers.allow, 'GET, POST, HEAD, OPTIONS');
    assert.deepEqual(reply.json.renders, ['application/json']);
  });

  it('every reply says what the path allows', async () => {
    const allowed = [
      ['GET', '/v2/tryon/person-images/', 'GET, POST, DELETE, HEAD, OPTIONS'],
      ['DELETE', '/v2/tryon/person-images/1/', 'GET, DELETE, HEAD, OPTIONS'],
      ['GET', '/v2/tryon/tasks/1/', 'GET, DELETE, HEAD, OPTIONS'],
      ['POST', '/v2/tryon/tasks/1/cancel/', 'POST, OPTIONS'],
      ['GET', '/health/live', 'GET, HEAD, OPTIONS'],
    ];
    for (const [method, path, allow] of allowed) {
      assert.equal((await client.request(method, path)).headers.allow, allow);
    }
    assert.ok((await client.get('/nothing/')).headers.allow);
  });

  it('every reply has a request id: the client\'s own when it is sane', async () => {
    const given = await client.get('/v2/tryon/tasks/', { headers: { 'x-request-id': 'order-17.a' } });
    assert.equal(given.headers['x-request-id'], 'order-17.a');
    const replaced = await client.get('/nothing', { headers: { 'x-request-id': 'a b' } });
    assert.match(replaced.headers['x-request-id'], /^[0-9a-f]{32}$/);
    const other = await client.get('/health/live');
    assert.notEqual(other.headers['x-request-id'], replaced.headers['x-request-id']);
  });

  it('health: alive and ready', async () => {
    assert.equal((await client.get('/health/live', { key: null })).status, 200);
    assert.equal((await client.get('/health/ready', { key: null })).status, 200);
  });

  it('metrics: requests by route, method and status; queue and compute time apart', async () => {
    await client.get('/v2/tryon/tasks/424242/');
    const { text, headers } = await client.get('/metrics', { key: null });
    assert.match(headers['content-type'], /^text\/plain; version=0\.0\.4/);
    const labels = 'method="GET",route="/v2/tryon/tasks/{task_id}/",status="404"';
    assert.ok(text.split('\n').some((line) => line.startsWith(`drape_http_requests_total{${labels}} `)), text);
    assert.match(text, /^drape_http_request_seconds_bucket\{/m);
    assert.match(text, /^drape_queue_tasks\{status="queued"\} [1-9]/m);
    for (const name of ['drape_task_queue_seconds', 'drape_task_compute_seconds', 'drape_tasks_total']) {
      assert.ok(text.includes(`# TYPE ${name} `), name);
    }
    assert.ok(!text.includes('424242'), 'paths are not labels');
  });

  it('the log has a line for each request, without keys and signatures', async () => {
    const { image_url: link } = await client.upload('garment', png({ seed: 9 }));
    await client.follow(link);
    const { headers } = await client.get('/v2/tryon/tasks/?page=1', { headers: { 'x-request-id': 'logged-1' } });
    assert.equal(headers['x-request-id'], 'logged-1');
    const line = await until('the log line', () => server.logs.find((event) => event.request_id === 'logged-1'));
    assert.equal(line.event, 'request');
    assert.equal(line.route, '/v2/tryon/tasks/');
    assert.equal(line.status, 200);
    assert.ok(line.ms >= 0 && line.account > 0);
    const everything = JSON.stringify(server.logs);
    assert.ok(!everything.includes(server.key));
    assert.ok(!everything.includes(server.key.split('_').at(-1)));
    assert.ok(!everything.includes(new URL(link).pathname.split('.')[2]));
  });

  it('browsers may call the API from any origin, with the key as a header', async () => {
    const preflight = await client.request('OPTIONS', '/v2/tryon/tasks/', {
      key: null,
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-api-key' },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers['access-control-allow-origin'], '*');
    assert.match(preflight.headers['access-control-allow-headers'], /x-api-key/);
    assert.match(preflight.headers['access-control-allow-methods'], /POST/);
    const reply = await client.get('/v2/tryon/tasks/', { headers: { origin: 'https://shop.example' } });
    assert.equal(reply.headers['access-control-allow-origin'], '*');
    assert.match(reply.headers['access-control-expose-headers'], /X-Request-Id/);
  });
});

describe('settings of the links', () => {
  it('a public URL stands in front of every link; other origins are refused when one is set', async () => {
    const server = await Server.start({
      args: ['--workers', '0', '--public-url', 'https://tryon.example/', '--cors-origin', 'https://shop.example'],
    });
    try {
      const { image_url: link } = await server.client.upload('person', png());
      assert.ok(link.startsWith('https://tryon.example/i/'), link);
      await server.client.upload('person', png({ seed: 2 }));
      const page = await server.client.get('/v2/tryon/person-images/?page_size=1');
      assert.equal(page.json.next, 'https://tryon.example/v2/tryon/person-images/?page=2&page_size=1');
      const from = async (origin) => (await server.client.get('/health/live', { headers: { origin } })).headers;
      assert.equal((await from('https://shop.example'))['access-control-allow-origin'], 'https://shop.example');
      assert.equal((await from('https://evil.example'))['access-control-allow-origin'], undefined);
    } finally {
      await server.remove();
    }
  });

  it('X-Forwarded-Proto is believed only when that is set', async () => {
    const headers = { host: 'shop.example', 'x-forwarded-proto': 'https' };
    for (const [args, scheme] of [[[], 'http'], [['--trust-forwarded'], 'https']]) {
      const server = await Server.start({ args: ['--workers', '0', ...args] });
      try {
        await server.client.upload('person', png());
        const [row] = (await server.client.get('/v2/tryon/person-images/', { headers })).json.results;
        assert.ok(row.image_url.startsWith(`${scheme}://shop.example/i/`), row.image_url);
      } finally {
        await server.remove();
      }
    }
  });
});
