// What the client does when the server is busy, away or far.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiError, ConnectionError, Drape, TASK, fakeServer, withFake } from './support.mjs';

const busy = (status, seconds) => ({
  status, headers: seconds === undefined ? {} : { 'retry-after': String(seconds) }, json: { detail: 'Not now.' },
});

describe('a request is sent again', () => {
  for (const status of [429, 503]) {
    it(`after ${status}, not before Retry-After says so`, () =>
      withFake((_, __, count) => (count < 3 ? busy(status, 7) : { json: TASK }), async ({ options, waits, requests }) => {
        assert.equal((await new Drape(options).getTask(5)).id, 5);
        assert.equal(requests.length, 3);
        assert.equal(waits.length, 2);
        for (const wait of waits) assert.ok(wait >= 7000 && wait <= 8000, `${wait}`);
      }));
  }

  it('after a reply without Retry-After, each time later and never at a fixed time', () =>
    withFake(() => busy(503), async ({ options, waits }) => {
      await assert.rejects(new Drape({ ...options, retry: { attempts: 6, baseMs: 100, maxMs: 1000 } }).getTask(5), { status: 503 });
      assert.equal(waits.length, 5);
      [100, 200, 400, 800, 1000].forEach((longest, i) => assert.ok(waits[i] >= longest / 2 && waits[i] <= longest, `${waits}`));
      assert.ok(waits.some((wait) => !Number.isInteger(wait)));
    }));

  it('after a lost connection, as the very same bytes under the same Idempotency-Key', () =>
    withFake((_, response, count) => {
      if (count > 2) return { json: { id: 9 } };
      response.destroy();
      return undefined;
    }, async ({ options, requests }) => {
      await new Drape(options).uploadPersonImage(new Blob(['picture']), { name: 'front' });
      assert.equal(requests.length, 3);
      const [first] = requests;
      assert.match(first.headers['idempotency-key'], /^.{20,}$/);
      assert.match(first.body.toString(), /name="image_name"\r\n\r\nfront/);
      for (const { headers, body } of requests) {
        assert.equal(headers['idempotency-key'], first.headers['idempotency-key']);
        assert.equal(headers['content-type'], first.headers['content-type']);
        assert.deepEqual(body, first.body);
      }
    }));

  it('after a reply that breaks off', () =>
    withFake((_, response, count) => {
      if (count > 1) return { json: TASK };
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"id":', () => response.destroy());
      return undefined;
    }, async ({ options, requests }) => {
      assert.equal((await new Drape(options).getTask(5)).id, 5);
      assert.equal(requests.length, 2);
    }));

  it('when another with its key is still under way', () =>
    withFake((_, __, count) => (count === 1 ? busy(409, 1) : { json: TASK }), async ({ options }) => {
      assert.equal((await new Drape(options).createTask({ tryon_person_image_id: 1, garment_image_ids: [1] })).id, 5);
    }));
});

describe('a request is not sent again', () => {
  for (const status of [400, 401, 403, 404, 409, 413, 415, 500]) {
    it(`after ${status}`, () => withFake(() => busy(status), async ({ options, requests, waits }) => {
      await assert.rejects(new Drape(options).getTask(5), { name: 'ApiError', status, detail: 'Not now.', requestId: 'r1' });
      assert.equal(requests.length, 1);
      assert.equal(waits.length, 0);
    }));
  }

  it('when the server wants a longer wait than the caller', () => withFake(() => busy(429, 3600), async ({ options, requests }) => {
    await assert.rejects(new Drape(options).getTask(5), { status: 429, retryAfter: 3600 });
    assert.equal(requests.length, 1);
  }));

  it('more often than it was told', () => withFake(() => busy(503, 1), async ({ options, requests }) => {
    await assert.rejects(new Drape({ ...options, retry: { attempts: 2 } }).getTask(5), { status: 503 });
    assert.equal(requests.length, 2);
  }));
});

describe('errors', () => {
  it('name the fields that are wrong', () => withFake(() => ({
    status: 400, json: { tryon_person_image_id: ['This field is required.'], garment_image_ids: { 1: ['Invalid pk "9" - object does not exist.'] } },
  }), async ({ options }) => {
    const error = await new Drape(options).createTask({}).catch((caught) => caught);
    assert.ok(error instanceof ApiError);
    assert.deepEqual(error.fields, {
      tryon_person_image_id: ['This field is required.'], 'garment_image_ids.1': ['Invalid pk "9" - object does not exist.'],
    });
    assert.match(error.message, /tryon_person_image_id: This field is required\./);
  }));

  it('of a proxy that answers in HTML are errors with its status', async () => {
    await withFake((_, response) => {
      response.writeHead(404, { 'content-type': 'text/html' });
      response.end('<h1>Nothing here</h1>');
      return undefined;
    }, async ({ options }) => {
      await assert.rejects(new Drape(options).getTask(5), { name: 'ApiError', status: 404, body: '<h1>Nothing here</h1>' });
    });
  });

  it('of a server that is not there are of one class', async () => {
    const { url, close } = await fakeServer(() => undefined);
    await close();
    const drape = new Drape({ baseUrl: url, apiKey: 'k', pause: async () => {} });
    const error = await drape.getTask(5).catch((caught) => caught);
    assert.ok(error instanceof ConnectionError);
    assert.ok(error.cause);
  });

  it('of a server that says nothing come in time', () =>
    withFake(() => undefined, async ({ options }) => {
      const drape = new Drape({ ...options, timeoutMs: 20, retry: { attempts: 2 } });
      await assert.rejects(drape.getTask(5), { name: 'ConnectionError', message: /Nothing was heard for 20 ms/ });
    }));
});

describe('a signal', () => {
  it('ends a request that is under way', async () => {
    const controller = new AbortController();
    await withFake(() => {
      controller.abort(new Error('the shopper left'));
      return undefined;
    }, async ({ options, requests }) => {
      await assert.rejects(new Drape(options).getTask(5, { signal: controller.signal }), /the shopper left/);
      assert.equal(requests.length, 1);
    });
  });

  it('ends a wait', () => withFake(() => busy(503, 30), async ({ options, requests }) => {
    const controller = new AbortController();
    const { pause, ...real } = options;
    const asked = new Drape(real).getTask(5, { signal: controller.signal });
    const look = setInterval(() => requests.length > 0 && controller.abort(new Error('the shopper left')), 5);
    await assert.rejects(asked, /the shopper left/);
    clearInterval(look);
    assert.equal(requests.length, 1);
  }));

  it('that came before the call sends nothing', () => withFake(() => ({ json: TASK }), async ({ options, requests }) => {
    const signal = AbortSignal.abort(new Error('too late'));
    await assert.rejects(new Drape(options).getTask(5, { signal }), /too late/);
    await assert.rejects(new Drape(options).tryOn({ person: 1, garments: [1], signal }), /too late/);
    assert.equal(requests.length, 0);
  }));
});

describe('keys', () => {
  it('go to the server and not to links', () => withFake((_, response) => {
    response.end('picture');
    return undefined;
  }, async ({ options, requests, url }) => {
    const drape = new Drape({ ...options, baseUrl: `${url}/` });
    assert.equal(await (await drape.getPicture(`${url}/i/r1.x.y.jpg`)).text(), 'picture');
    await drape.getMetrics();
    assert.deepEqual(requests.map(({ path, headers }) => [path, headers['x-api-key']]), [['/i/r1.x.y.jpg', undefined], ['/metrics', 'dk_test']]);
  }));
});
