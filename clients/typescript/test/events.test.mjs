// Following a task: live by events, or by polling a server that has none.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Drape, TASK, TryOnFailed, withFake } from './support.mjs';

const EVENTS = '/v2/tryon/tasks/5/events/';
const DONE = { ...TASK, status: 'completed', result_url: 'http://127.0.0.1:1/i/r5' };

const text = (id, event, data) => `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify({ id: 5, status: event, ...data })}\n\n`;
const QUEUED = text('1', 'queued', { position: 2 });
const WARPING = text('2', 'processing', { stage: 'warp', progress: 0.5 });
const COMPLETED = text('3', 'completed', { result_url: DONE.result_url });

function stream(response, ...pieces) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const piece of pieces) response.write(piece);
}

/** A fake whose tasks have events: `streams` are called in turn, each with the response. */
const withEvents = (streams, test) => {
  const left = [...streams];
  return withFake(({ path }, response) => {
    if (path !== EVENTS) return { json: DONE };
    left.shift()(response);
    return undefined;
  }, test);
};

async function all(iterable) {
  const found = [];
  for await (const one of iterable) found.push(one);
  return found;
}

describe('events', () => {
  it('come as they are sent, however they are cut, and end with the task', () => {
    const whole = `: hello\r\n\r\nretry: 10\n\n${QUEUED}${WARPING.replaceAll('\n', '\r\n')}${text('x', 'news', {})}${COMPLETED.replaceAll('\n', '\r')}\n`;
    return withEvents([(response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const byte of Buffer.from(whole)) response.write(Buffer.from([byte]));
    }], async ({ options, requests }) => {
      assert.deepEqual(await all(new Drape(options).events(5)), [
        { eventId: '1', id: 5, status: 'queued', position: 2 },
        { eventId: '2', id: 5, status: 'processing', stage: 'warp', progress: 0.5 },
        { eventId: '3', id: 5, status: 'completed', result_url: DONE.result_url },
      ]);
      assert.equal(requests.length, 1);
      assert.equal(requests[0].headers.accept, 'text/event-stream');
    });
  });

  it('go on behind the last one when the stream breaks', () => withEvents([
    (response) => stream(response, QUEUED) || response.end(),
    (response) => stream(response, WARPING) || setImmediate(() => response.destroy()),
    (response) => stream(response, COMPLETED),
  ], async ({ options, requests }) => {
    assert.deepEqual((await all(new Drape(options).events(5))).map(({ status }) => status), ['queued', 'processing', 'completed']);
    assert.deepEqual(requests.map(({ headers }) => headers['last-event-id']), [undefined, '1', '2']);
  }));

  it('are waited for while the server is busy', () => withEvents([
    (response) => response.writeHead(503, { 'retry-after': '2' }).end('{"detail":"Draining."}'),
    (response) => stream(response, COMPLETED),
  ], async ({ options, waits }) => {
    assert.equal((await all(new Drape(options).events(5))).length, 1);
    assert.ok(waits.length === 1 && waits[0] >= 2000);
  }));

  it('are replaced by polling when the stream never says anything', () => withEvents(
    Array.from({ length: 3 }, () => (response) => stream(response, ': alive\n\n') || response.end()),
    async ({ options, requests }) => {
      const found = await all(new Drape({ ...options, retry: { attempts: 3 } }).events(5));
      assert.deepEqual(found.map(({ status }) => status), ['completed']);
      assert.deepEqual(requests.map(({ path }) => path), [EVENTS, EVENTS, EVENTS, '/v2/tryon/tasks/5/']);
    }));

  it('end when the caller stops to listen', () => {
    let closed;
    const hungUp = new Promise((resolve) => { closed = resolve; });
    return withEvents([(response) => {
      response.on('close', closed);
      stream(response, QUEUED);
    }], async ({ options }) => {
      for await (const { status } of new Drape(options).events(5)) {
        assert.equal(status, 'queued');
        break;
      }
      await hungUp;
    });
  });

  it('end with the reason of a signal', () => withEvents([(response) => stream(response, QUEUED)], async ({ options }) => {
    const controller = new AbortController();
    const listen = async () => {
      for await (const event of new Drape(options).events(5, { signal: controller.signal })) {
        assert.equal(event.status, 'queued');
        controller.abort(new Error('the shopper left'));
      }
    };
    await assert.rejects(listen(), /the shopper left/);
  }));
});

describe('a server without events', () => {
  for (const status of [404, 405]) {
    it(`(${status}) is polled until the task is over`, () => {
      const states = ['queued', 'queued', 'processing', 'completed'];
      return withFake(({ path }) => (path === EVENTS ? { status, json: { detail: 'Not found.' } } : { json: { ...DONE, status: states.shift() } }),
        async ({ options, requests, waits }) => {
          const found = await all(new Drape(options).events(5));
          assert.deepEqual(found.map((event) => event.status), ['queued', 'processing', 'completed']);
          assert.equal(requests.length, 5);
          assert.equal(waits.length, 3);
        });
    });
  }

  it('says so when there is no such task', () =>
    withFake(() => ({ status: 404, json: { detail: 'No Task matches the given query.' } }), async ({ options }) => {
      await assert.rejects(all(new Drape(options).events(5)), { name: 'ApiError', status: 404, message: 'No Task matches the given query.' });
    }));
});

describe('a task', () => {
  it('is cancelled and deleted by its id', () => withFake(() => ({ json: TASK }), async ({ options, requests }) => {
    const drape = new Drape(options);
    await drape.cancelTask(5, { idempotencyKey: 'stop' });
    await drape.deleteTask(5);
    assert.deepEqual(requests.map(({ method, path, headers }) => [method, path, headers['idempotency-key']]),
      [['POST', '/v2/tryon/tasks/5/cancel/', 'stop'], ['DELETE', '/v2/tryon/tasks/5/', undefined]]);
  }));
});

describe('tryOn', () => {
  /** A server on which everything works; `over` replaces the answers of some requests. */
  const shop = (over = {}) => (asked, response) => {
    const name = `${asked.method} ${asked.path}`;
    const answers = {
      'POST /v2/tryon/person-images/': () => ({ json: { id: 1 } }),
      'POST /v2/tryon/garment-images/': () => ({ json: { id: 2 } }),
      'POST /v2/tryon/person-validations/': () => ({ json: { is_valid: true, issues: [], details: [] } }),
      'POST /v2/tryon/tasks/': () => ({ json: TASK }),
      [`GET ${EVENTS}`]: () => stream(response, QUEUED, WARPING, COMPLETED),
      'GET /v2/tryon/tasks/5/': () => ({ json: DONE }),
      ...over,
    };
    return answers[name](asked, response);
  };

  it('sends ids that are there already as they are, and the order as it was given', () => withFake(shop(), async ({ options, requests }) => {
    const events = [];
    const result = await new Drape(options).tryOn({
      person: 11, garments: [12, new Uint8Array([1, 2])], webhookUrl: 'https://shop.example/hook', options: { seed: 7 },
      onProgress: ({ status, progress }) => events.push([status, progress]),
    });
    assert.deepEqual(requests.map(({ method, path }) => `${method} ${path}`), [
      'POST /v2/tryon/garment-images/', 'POST /v2/tryon/person-validations/', 'POST /v2/tryon/tasks/', `GET ${EVENTS}`, 'GET /v2/tryon/tasks/5/',
    ]);
    assert.deepEqual(JSON.parse(requests[2].body), {
      seed: 7, webhook_url: 'https://shop.example/hook', tryon_person_image_id: 11, garment_image_ids: [12, 2],
    });
    assert.deepEqual(events, [['queued', undefined], ['processing', 0.5], ['completed', undefined]]);
    assert.equal(result.resultUrl, DONE.result_url);
    assert.deepEqual([result.personImageId, result.garmentImageIds], [11, [12, 2]]);
  }));

  it('derives the keys of its requests from the order\'s', () => withFake(shop(), async ({ options, requests }) => {
    await new Drape(options).tryOn({ person: new Blob(['p']), garments: [new Blob(['g']), new Blob(['h'])], validate: false, idempotencyKey: 'order-7' });
    const keys = requests.filter(({ method }) => method === 'POST').map(({ headers }) => headers['idempotency-key']).sort();
    assert.deepEqual(keys, ['order-7', 'order-7-garment-0', 'order-7-garment-1', 'order-7-person']);
  }));

  it('orders nothing with a photo that does not suit', () => withFake(shop({
    'POST /v2/tryon/person-validations/': () => ({ json: { is_valid: false, issues: ['Step back.'], details: [{ code: 'too_small' }] } }),
  }), async ({ options, requests }) => {
    const error = await new Drape(options).tryOn({ person: 1, garments: [2] }).catch((caught) => caught);
    assert.equal(error.name, 'PhotoNotSuitable');
    assert.equal(error.message, 'Step back.');
    assert.equal(error.validation.details[0].code, 'too_small');
    assert.equal(requests.length, 1);
  }));

  it('says why a task failed', () => {
    const failure = { code: 'no_person', message: 'We see nobody.', retryable: false };
    return withFake(shop({
      [`GET ${EVENTS}`]: (_, response) => stream(response, text('9', 'failed', { error: failure })),
      'GET /v2/tryon/tasks/5/': () => ({ json: { ...TASK, status: 'failed', error: failure } }),
    }), async ({ options }) => {
      const error = await new Drape(options).tryOn({ person: 1, garments: [2], validate: false }).catch((caught) => caught);
      assert.ok(error instanceof TryOnFailed);
      assert.deepEqual([error.taskId, error.code, error.message, error.retryable], [5, 'no_person', 'We see nobody.', false]);
    });
  });
});
