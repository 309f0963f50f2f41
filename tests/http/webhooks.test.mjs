// Webhooks: what is told, how it is signed, how often it is tried, and where nothing is ever sent.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import standardwebhooks from 'standardwebhooks';
import { until } from './support/client.mjs';
import { drawing, person, png, teeShirt } from './support/pictures.mjs';
import { Receiver, listener } from './support/receiver.mjs';
import { DataFolder, Server, runProgram } from './support/server.mjs';

const { Webhook } = standardwebhooks;
const TASKS = '/v2/tryon/tasks/';
const DELIVERIES = '/v2/tryon/webhook-deliveries/';
const SECRET = '/v2/tryon/webhook-secret/';
const LOOPBACK = ['--webhook-allow-http', '--webhook-allow-network', '127.0.0.0/8'];
const QUICK = ['--webhook-retry-schedule', '0.02,0.02,0.02'];

/** Orders a task with pictures of its own; {task, person}. */
async function order(client, webhook_url, pictures = { person: drawing('jpg'), garment: png() }) {
  const photo = await client.upload('person', pictures.person);
  const garment = await client.upload('garment', pictures.garment);
  const json = { tryon_person_image_id: photo.id, garment_image_ids: [garment.id], webhook_url };
  const reply = await client.post(TASKS, { json });
  assert.equal(reply.status, 200, reply.text);
  return { task: reply.json.id, person: photo.id, garment: garment.id };
}

/** A task that has ended without being computed: its photo was deleted. */
async function endedTask(client, webhook_url) {
  const ordered = await order(client, webhook_url);
  assert.equal((await client.delete(`/v2/tryon/person-images/${ordered.person}/`)).status, 200);
  return ordered.task;
}

const deliveryOf = async (client, task) => (await client.get(`${DELIVERIES}?task=${task}`)).json.results[0];
const inState = (client, task, state) => until(`${state} of task ${task}`, async () => {
  const delivery = await deliveryOf(client, task);
  return delivery?.state === state && delivery;
});
const afterAttempts = (client, task, count) => until(`attempt ${count} of task ${task}`, async () => {
  const delivery = await deliveryOf(client, task);
  return delivery?.attempts >= count && delivery;
});

const secretOf = async (client) => (await client.get(SECRET)).json.secret;
/** What the library of the standard makes of a request; throws when the signature is wrong. */
const verified = (secret, { body, headers }) => new Webhook(secret).verify(body, headers);

/** A server and a receiver for the length of a test. */
async function withBoth({ args = [], workers = 0, answer, tls }, work) {
  const receiver = await Receiver.start({ answer, tls });
  const server = await Server.start({ args: ['--workers', String(workers), ...LOOPBACK, ...QUICK, ...args] });
  try {
    await work({ server, receiver, client: server.client });
  } finally {
    await server.remove();
    await receiver.close();
  }
}

describe('a webhook', () => {
  it('tells of a completed task, with a link that needs no key', () => withBoth({ workers: 1 }, async ({ server, receiver, client }) => {
    const { task, person: photo, garment } = await order(client, receiver.url, { person: person(), garment: teeShirt() });
    const request = await receiver.received();
    assert.equal(request.method, 'POST');
    assert.equal(request.path, '/hook');
    assert.equal(request.headers['content-type'], 'application/json');
    assert.match(request.headers['webhook-id'], /^msg_[0-9a-f]{32}$/);
    const { data, ...event } = verified(await secretOf(client), request);
    const { json } = await client.get(`${TASKS}${task}/`);
    assert.equal(json.webhook_url, receiver.url);
    assert.deepEqual(event, { type: 'task.completed', timestamp: json.finished_at });
    assert.equal(data.id, task);
    assert.equal(data.status, 'completed');
    assert.equal(data.tryon_person_image, photo);
    assert.deepEqual(data.garment_image_ids, [garment]);
    assert.equal(data.error, null);
    assert.equal(data.created_at, json.created_at);
    assert.equal(data.finished_at, json.finished_at);
    assert.ok(data.result_url.startsWith(`${server.url}/i/`), data.result_url);
    assert.equal((await client.follow(data.result_url)).status, 200);
    const delivery = await inState(client, task, 'delivered');
    assert.equal(delivery.attempts, 1);
    assert.equal(delivery.last_status, 204);
    assert.equal(delivery.id, request.headers['webhook-id']);
  }));

  it('tells of a failed task why it failed', () => withBoth({ args: ['--public-url', 'https://tryon.example'] }, async ({ receiver, client }) => {
    const task = await endedTask(client, receiver.url);
    const { type, data } = verified(await secretOf(client), await receiver.received());
    assert.equal(type, 'task.failed');
    assert.equal(data.id, task);
    assert.equal(data.error.code, 'person_image_deleted');
    assert.equal(data.result_url, null);
  }));

  it('has no link when the person was deleted before it was delivered', async () => {
    const data = new DataFolder();
    const receiver = await Receiver.start();
    let server = await Server.start({ data, args: ['--workers', '1', '--webhook-deliveries', '0', ...LOOPBACK] });
    const { task, person: photo } = await order(server.client, receiver.url, { person: person(), garment: teeShirt() });
    assert.equal((await server.client.finished(task)).status, 'completed');
    assert.equal((await server.client.delete(`/v2/tryon/person-images/${photo}/`)).status, 200);
    await server.remove();
    server = await Server.start({ data, key: server.key, args: ['--workers', '0', ...LOOPBACK] });
    const event = verified(await secretOf(server.client), await receiver.received());
    assert.equal(event.type, 'task.completed');
    assert.equal(event.data.result_url, null);
    await server.remove();
    await receiver.close();
    data.remove();
  });

  it('links to where the task was ordered from, or to the public URL once there is one', async () => {
    const data = new DataFolder();
    const receiver = await Receiver.start();
    let server = await Server.start({ data, args: ['--workers', '1', '--webhook-deliveries', '0', ...LOOPBACK] });
    const { client } = server;
    const photo = await client.upload('person', person());
    const garment = await client.upload('garment', teeShirt());
    const json = { tryon_person_image_id: photo.id, garment_image_ids: [garment.id], webhook_url: receiver.url };
    const { json: { id } } = await client.post(TASKS, { json, headers: { host: 'shop.example:8000' } });
    await client.finished(id);
    await server.remove();
    const told = async (count, args) => {
      server = await Server.start({ data, key: server.key, args: ['--workers', '0', ...LOOPBACK, ...args] });
      const { body } = await receiver.received(count);
      await inState(server.client, id, 'delivered');
      await server.remove();
      return new URL(JSON.parse(body).data.result_url).origin;
    };
    const replay = async () => {
      // One that delivers nothing: what is to be sent again is left to the next.
      server = await Server.start({ data, key: server.key, args: ['--workers', '0', '--webhook-deliveries', '0', ...LOOPBACK] });
      const { json: { results: [delivery] } } = await server.client.get(DELIVERIES);
      assert.equal((await server.client.post(`${DELIVERIES}${delivery.id}/replay/`)).status, 200);
      await server.remove();
    };
    assert.equal(await told(1, []), 'http://shop.example:8000');
    await replay();
    assert.equal(await told(2, ['--public-url', 'https://tryon.example']), 'https://tryon.example');
    await receiver.close();
    data.remove();
  });
});

describe('delivery', () => {
  it('that fails three times is tried a fourth time: one delivery, four attempts, one id', () => withBoth({
    answer: (number, response) => response.writeHead(number < 4 ? 500 : 200).end(),
  }, async ({ receiver, client }) => {
    const task = await endedTask(client, receiver.url);
    const delivery = await inState(client, task, 'delivered');
    assert.equal(delivery.attempts, 4);
    assert.equal(receiver.requests.length, 4);
    assert.equal(new Set(receiver.requests.map(({ headers }) => headers['webhook-id'])).size, 1);
    const secret = await secretOf(client);
    for (const request of receiver.requests) verified(secret, request);
    assert.equal((await client.get(DELIVERIES)).json.count, 1);
    const { json } = await client.get(`${DELIVERIES}${delivery.id}/`);
    assert.deepEqual(json.attempt_log.map(({ number, status, error }) => [number, status, error]),
      [[1, 500, 'status'], [2, 500, 'status'], [3, 500, 'status'], [4, 200, null]]);
  }));

  it('is given up at the end of the schedule, and replayed by command', () => withBoth({
    answer: (number, response) => response.writeHead(number <= 4 ? 503 : 200).end(),
  }, async ({ server, receiver, client }) => {
    const task = await endedTask(client, receiver.url);
    const dead = await inState(client, task, 'dead');
    assert.equal(dead.attempts, 4);
    assert.equal(dead.next_attempt_at, null);
    const command = (...args) => runProgram('webhooks', ...args, '--data', server.data.path);
    assert.match(command('deliveries', '--state', 'dead').stdout, new RegExp(`${dead.id}.*dead.*503`));
    assert.equal(JSON.parse(command('deliveries', '--account', 'first', '--json').stdout).id, dead.id);
    assert.equal(command('replay', '--dead', '--account', 'first').stdout, '1 delivery will be sent again\n');
    const delivered = await inState(client, task, 'delivered');
    assert.equal(delivered.attempts, 5);
    assert.equal(receiver.requests[4].headers['webhook-id'], dead.id);
    assert.equal(command('replay', delivered.id).status, 0);
    await receiver.received(6);
    assert.equal(command('replay', '--task', String(task)).status, 0);
    await receiver.received(7);
    assert.equal(command('replay', 'msg_none').status, 1);
    assert.equal(command('replay').status, 1);
    assert.equal(command('deliveries', '--account', 'nobody').status, 1);
  }));

  it('ends at once when the receiver is gone', () => withBoth({
    answer: (_, response) => response.writeHead(410).end(),
  }, async ({ receiver, client }) => {
    const { attempts, last_error } = await inState(client, await endedTask(client, receiver.url), 'dead');
    assert.deepEqual({ attempts, last_error }, { attempts: 1, last_error: 'gone' });
  }));

  it('is put off as long as a busy receiver asks for', () => withBoth({
    answer: (_, response) => response.writeHead(429, { 'retry-after': '3600' }).end(),
  }, async ({ receiver, client }) => {
    const delivery = await afterAttempts(client, await endedTask(client, receiver.url), 1);
    assert.equal(delivery.state, 'pending');
    const wait = Date.parse(delivery.next_attempt_at) - Date.now();
    assert.ok(wait > 3_500_000 && wait <= 3_600_000, `${wait} ms`);
  }));

  it('survives kill -9 between the end of the task and the first attempt', async () => {
    const data = new DataFolder();
    const receiver = await Receiver.start();
    let server = await Server.start({ data, args: ['--workers', '0', '--webhook-deliveries', '0', ...LOOPBACK] });
    const tasks = [];
    for (let i = 0; i < 5; i += 1) tasks.push(await endedTask(server.client, receiver.url));
    await server.remove();
    assert.equal(receiver.connections, 0);
    server = await Server.start({ data, key: server.key, args: ['--workers', '0', ...LOOPBACK] });
    for (const task of tasks) await inState(server.client, task, 'delivered');
    assert.deepEqual(receiver.requests.map(({ body }) => JSON.parse(body).data.id).sort((a, b) => a - b), tasks);
    await server.remove();
    await receiver.close();
    data.remove();
  });

  it('survives kill -9 in the middle of an attempt, which is made again with the same id', async () => {
    const data = new DataFolder();
    const receiver = await Receiver.start({ answer: (number, response) => { if (number > 1) response.writeHead(200).end(); } });
    let server = await Server.start({ data, args: ['--workers', '0', ...LOOPBACK] });
    const task = await endedTask(server.client, receiver.url);
    const first = await receiver.received();
    await server.remove();
    server = await Server.start({ data, key: server.key, args: ['--workers', '0', ...LOOPBACK] });
    const delivery = await inState(server.client, task, 'delivered');
    assert.equal(delivery.id, first.headers['webhook-id']);
    assert.equal((await receiver.received(2)).headers['webhook-id'], first.headers['webhook-id']);
    await server.remove();
    await receiver.close();
    data.remove();
  });

  it('shows in the metrics', () => withBoth({}, async ({ receiver, client }) => {
    await inState(client, await endedTask(client, receiver.url), 'delivered');
    const { text } = await client.get('/metrics', { key: null });
    assert.match(text, /^drape_webhook_attempts_total\{became="delivered",error=""\} 1$/m);
    assert.match(text, /^drape_webhooks_pending 0$/m);
    assert.match(text, /^drape_webhook_oldest_pending_seconds 0$/m);
  }));
});

describe('the secret', () => {
  it('is replaced with an overlap in which both sign', () => withBoth({}, async ({ receiver, client }) => {
    const old = await client.get(SECRET);
    assert.match(old.json.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    assert.equal(old.json.previous_expires_at, null);
    const fresh = await client.post(`${SECRET}rotate/`);
    assert.notEqual(fresh.json.secret, old.json.secret);
    const overlap = Date.parse(fresh.json.previous_expires_at) - Date.parse(fresh.json.created_at);
    assert.equal(overlap, 24 * 3_600_000);
    await endedTask(client, receiver.url);
    const request = await receiver.received();
    assert.equal(request.headers['webhook-signature'].split(' ').length, 2);
    verified(old.json.secret, request);
    verified(fresh.json.secret, request);
    assert.throws(() => verified(`whsec_${Buffer.alloc(32).toString('base64')}`, request));
    assert.throws(() => verified(fresh.json.secret, { ...request, body: `${request.body} ` }));
  }));

  it('is the same for the command as for the API', () => withBoth({}, async ({ server, client }) => {
    const command = (...args) => runProgram('webhooks', 'secret', ...args, '--data', server.data.path, '--account', 'first');
    assert.equal(command('show').stdout.trim(), await secretOf(client));
    const rotated = command('rotate').stdout.trim();
    assert.equal(await secretOf(client), rotated);
    assert.equal(JSON.parse(command('show', '--json').stdout).secret, rotated);
  }));
});

describe('the log', () => {
  let server;
  let client;
  let receiver;
  let tasks;

  before(async () => {
    receiver = await Receiver.start();
    server = await Server.start({ args: ['--workers', '0', ...LOOPBACK] });
    client = server.client;
    tasks = [];
    for (let i = 0; i < 3; i += 1) tasks.push(await endedTask(client, receiver.url));
    for (const task of tasks) await inState(client, task, 'delivered');
  });
  after(async () => {
    await server.remove();
    await receiver.close();
  });

  it('lists deliveries, newest first, in pages', async () => {
    const { json } = await client.get(`${DELIVERIES}?page_size=2`);
    assert.equal(json.count, 3);
    assert.deepEqual(json.results.map(({ task }) => task), [tasks[2], tasks[1]]);
    assert.equal(json.next, `${server.url}${DELIVERIES}?page=2&page_size=2`);
    assert.deepEqual(Object.keys(json.results[0]), ['id', 'type', 'task', 'url', 'state', 'attempts', 'last_status', 'last_error',
      'created_at', 'next_attempt_at', 'delivered_at']);
    assert.equal((await client.get(`${DELIVERIES}?page=9`)).status, 404);
  });

  it('is filtered by task and state', async () => {
    const of = async (query) => (await client.get(DELIVERIES + query)).json.results.map(({ task }) => task);
    assert.deepEqual(await of(`?task=${tasks[1]}`), [tasks[1]]);
    assert.deepEqual(await of('?task=0'), []);
    assert.deepEqual(await of('?state=delivered'), [...tasks].reverse());
    assert.deepEqual(await of('?state=dead'), []);
    assert.deepEqual((await client.get(`${DELIVERIES}?task=x&state=lost`)).json,
      { task: ['Enter a number.'], state: ['Select a valid choice. That choice is not one of the available choices.'] });
  });

  it('replays a delivery with the same id', async () => {
    const { id } = await deliveryOf(client, tasks[0]);
    const seen = receiver.requests.length;
    const reply = await client.post(`${DELIVERIES}${id}/replay/`);
    assert.equal(reply.status, 200);
    assert.equal(reply.json.id, id);
    assert.equal((await receiver.received(seen + 1)).headers['webhook-id'], id);
    assert.equal((await inState(client, tasks[0], 'delivered')).attempts, 2);
  });

  it('knows no delivery of that id, nor one of another account', async () => {
    const { id } = await deliveryOf(client, tasks[0]);
    const other = server.clientOf('other');
    for (const [asker, delivery] of [[client, 'msg_none'], [other, id]]) {
      for (const reply of [await asker.get(`${DELIVERIES}${delivery}/`), await asker.post(`${DELIVERIES}${delivery}/replay/`)]) {
        assert.equal(reply.status, 404);
        assert.deepEqual(reply.json, { detail: 'No WebhookDelivery matches the given query.' });
      }
    }
    other.close();
  });
});

describe('webhook_url', () => {
  let server;
  let ids;
  const submit = (webhook_url) => server.client.post(TASKS, { json: { ...ids, webhook_url } });

  before(async () => {
    server = await Server.start({ args: ['--workers', '0'] });
    const photo = await server.client.upload('person', drawing('jpg'));
    const garment = await server.client.upload('garment', png());
    ids = { tryon_person_image_id: photo.id, garment_image_ids: [garment.id] };
  });
  after(() => server.remove());

  const INVALID = 'Enter a valid URL.';
  const PRIVATE = 'The URL must not lead into a private or reserved network.';
  for (const [url, sentence] of [
    ['shop.example/hook', INVALID], ['ftp://shop.example/', INVALID], ['https://', INVALID], ['https://shop.example/#part', INVALID],
    ['http://shop.example/', 'The URL must begin with https://.'],
    ['https://shop.example:22/', 'The port must be 443, 80 or at least 1024.'],
    ['https://127.0.0.1/', PRIVATE], ['https://127.8.8.8:8443/', PRIVATE], ['https://localhost/', PRIVATE], ['https://x.localhost/', PRIVATE],
    ['https://10.0.0.1/', PRIVATE], ['https://172.16.0.1/', PRIVATE], ['https://192.168.0.1/', PRIVATE], ['https://100.64.0.1/', PRIVATE],
    ['https://169.254.169.254/latest/meta-data/', PRIVATE], ['https://0.0.0.0/', PRIVATE], ['https://224.0.0.1/', PRIVATE],
    ['https://255.255.255.255/', PRIVATE], ['https://198.51.100.7/', PRIVATE], ['https://[::1]/', PRIVATE], ['https://[::]/', PRIVATE],
    ['https://[fd00::1]/', PRIVATE], ['https://[fe80::1]/', PRIVATE], ['https://[ff02::1]/', PRIVATE], ['https://[2001:db8::1]/', PRIVATE],
    ['https://[2002:7f00:1::]/', PRIVATE], ['https://[64:ff9b::7f00:1]/', PRIVATE], ['https://[2001:0:7f00:1::1]/', PRIVATE],
    ['https://[::ffff:127.0.0.1]/', INVALID], ['https://[::ffff:7f00:1]/', INVALID],
    ['https://0177.0.0.1/', INVALID], ['https://2130706433/', INVALID], ['https://0x7f.1/', INVALID], ['https://0x7f000001/', INVALID],
    ['https://127.1/', INVALID], ['https://0/', INVALID], ['https://127.0.0.1./', INVALID], ['https://localhost./', INVALID],
    ['https://shop.example@127.0.0.1/', INVALID], ['https://user:pass@shop.example/', INVALID], ['https://shop.example\\@127.0.0.1/', INVALID],
    ['https://\u2460\u2461\u2467.0.0.1/', INVALID], ['https://\uff4cocalhost/', INVALID], ['https://b\u00fccher.example/', INVALID],
    ['https://shop.example/\r\nx-evil: 1', INVALID],
  ]) {
    it(`${JSON.stringify(url)} is refused`, async () => {
      const reply = await submit(url);
      assert.equal(reply.status, 400);
      assert.deepEqual(reply.json, { webhook_url: [sentence] });
    });
  }

  it('is a text of at most 2048 characters, or nothing', async () => {
    const long = (length) => `https://shop.example/${'a'.repeat(length - 'https://shop.example/'.length)}`;
    assert.deepEqual((await submit(['https://shop.example/'])).json, { webhook_url: ['Not a valid string.'] });
    assert.deepEqual((await submit('')).json, { webhook_url: ['This field may not be blank.'] });
    assert.deepEqual((await submit(long(2049))).json, { webhook_url: ['Ensure this field has no more than 2048 characters.'] });
    for (const good of [null, undefined, long(2048), 'https://shop.example', 'https://xn--bcher-kva.example:8443/a?b=c']) {
      const reply = await submit(good);
      assert.equal(reply.status, 200, reply.text);
      assert.equal((await server.client.get(`${TASKS}${reply.json.id}/`)).json.webhook_url, good ?? null);
    }
  });

  it('is told to be wrong together with the other fields', async () => {
    const { json } = await server.client.post(TASKS, { json: { tryon_person_image_id: 999_999, garment_image_ids: [], webhook_url: 'x' } });
    assert.deepEqual(Object.keys(json), ['tryon_person_image_id', 'garment_image_ids', 'webhook_url']);
  });
});

describe('no server-side request is forged', () => {
  // The tasks are ordered while the loopback is allowed; what counts is what is allowed when they are delivered.
  for (const host of ['127.0.0.1', 'localhost']) {
    it(`an address that is not allowed is not connected to: ${host}`, async () => {
      const data = new DataFolder();
      const target = await listener();
      let server = await Server.start({ data, args: ['--workers', '0', '--webhook-deliveries', '0', ...LOOPBACK] });
      const task = await endedTask(server.client, `http://${host}:${target.port}/`);
      await server.remove();
      server = await Server.start({ data, key: server.key, args: ['--workers', '0', '--webhook-allow-http', ...QUICK] });
      const delivery = await inState(server.client, task, 'dead');
      assert.equal(delivery.last_error, 'refused_address');
      assert.equal(delivery.attempts, 4);
      assert.equal(target.connections, 0);
      await server.remove();
      await target.close();
      data.remove();
    });
  }

  it('a redirect to the loopback is not followed', async () => {
    const target = await listener();
    await withBoth({
      answer: (_, response) => response.writeHead(307, { location: `http://127.0.0.1:${target.port}/` }).end(),
    }, async ({ receiver, client }) => {
      const delivery = await inState(client, await endedTask(client, receiver.url), 'dead');
      assert.equal(delivery.last_error, 'redirect');
      assert.equal(target.connections, 0);
    });
    await target.close();
  });

  it('a proxy of the environment is not asked', async () => {
    const proxy = await listener();
    const names = ['http_proxy', 'https_proxy', 'ALL_PROXY'];
    for (const name of names) process.env[name] = `http://127.0.0.1:${proxy.port}`;
    try {
      await withBoth({}, async ({ receiver, client }) => {
        await inState(client, await endedTask(client, receiver.url), 'delivered');
        assert.equal(proxy.connections, 0);
      });
    } finally {
      for (const name of names) delete process.env[name];
      await proxy.close();
    }
  });

  it('a reply of 100 MB is cut off', () => {
    const size = 100_000_000;
    let written = 0;
    const piece = Buffer.alloc(1_000_000);
    return withBoth({
      answer: (_, response) => {
        response.writeHead(200, { 'content-length': size });
        const more = () => {
          while (written < size && !response.destroyed) {
            written += piece.length;
            if (!response.write(piece)) {
              response.once('drain', more);
              return;
            }
          }
        };
        more();
      },
    }, async ({ receiver, client }) => {
      await inState(client, await endedTask(client, receiver.url), 'delivered');
      assert.ok(written < size / 4, `${written} bytes`);
    });
  });

  it('a receiver that says nothing has its time and no more', () => withBoth({
    args: ['--webhook-timeout', '0.2'], answer: () => {},
  }, async ({ receiver, client }) => {
    const delivery = await inState(client, await endedTask(client, receiver.url), 'dead');
    assert.equal(delivery.last_error, 'timeout');
    assert.equal(delivery.last_status, null);
  }));
});

describe('TLS', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'drape-tls-'));
  after(() => rmSync(folder, { recursive: true }));

  /** A certificate that vouches for itself: {key, cert, file}. */
  function certificate(name) {
    const [key, file] = [path.join(folder, `${name}.key`), path.join(folder, `${name}.pem`)];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
      '-keyout', key, '-out', file, '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`], { stdio: 'pipe' });
    return { key: readFileSync(key), cert: readFileSync(file), file };
  }
  const local = (receiver) => receiver.url.replace('127.0.0.1', 'localhost');

  it('is spoken with whom the authorities know by that name', () => {
    const tls = certificate('localhost');
    return withBoth({ tls, args: ['--webhook-ca-file', tls.file] }, async ({ receiver, client }) => {
      await inState(client, await endedTask(client, local(receiver)), 'delivered');
      verified(await secretOf(client), receiver.requests[0]);
    });
  });

  it('is refused to whom nobody vouches for', () => withBoth({ tls: certificate('localhost') }, async ({ receiver, client }) => {
    const delivery = await inState(client, await endedTask(client, local(receiver)), 'dead');
    assert.equal(delivery.last_error, 'tls_failed');
    assert.equal(receiver.requests.length, 0);
  }));

  it('is refused to who has another name', () => {
    const tls = certificate('other.example');
    return withBoth({ tls, args: ['--webhook-ca-file', tls.file] }, async ({ receiver, client }) => {
      const delivery = await inState(client, await endedTask(client, local(receiver)), 'dead');
      assert.equal(delivery.last_error, 'tls_failed');
      assert.equal(receiver.requests.length, 0);
    });
  });
});

describe('settings', () => {
  it('that make no sense are usage errors', () => {
    for (const args of [['--webhook-allow-network', 'shop.example'], ['--webhook-retry-schedule', '5,x'], ['--webhook-ca-file', '/no/such/file'],
      ['--webhook-deliveries', '-1']]) {
      assert.equal(runProgram('serve', ...args).status, 2, args.join(' '));
    }
  });
});
