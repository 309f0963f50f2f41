// The parts of the console that are no views: streams, zoom, addresses, errors.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { consoleModules } from './support/modules.mjs';

globalThis.document = { baseURI: 'https://shop.example/tryon/' };

let modules;
before(async () => {
  modules = await consoleModules('api/event_stream', 'api/follow_task', 'api/errors', 'api/decode', 'zoom', 'route', 'format', 'store', 'state');
});

describe('a stream of events', () => {
  const STREAM = ': hello\n\nid: 1\nevent: queued\ndata: {"a":1}\n\nid: 2\r\nevent: processing\r\ndata: x\r\ndata: y\r\n\r\nretry: 5\n\ndata:z\n\n';
  const EVENTS = [
    { id: '1', event: 'queued', data: '{"a":1}' },
    { id: '2', event: 'processing', data: 'x\ny' },
    { id: '2', event: 'message', data: 'z' },
  ];

  it('is the same wherever it is cut', () => {
    for (let cut = 0; cut <= STREAM.length; cut += 1) {
      const parser = new modules.EventStreamParser();
      assert.deepEqual([...parser.take(STREAM.slice(0, cut)), ...parser.take(STREAM.slice(cut))], EVENTS, `cut at ${cut}`);
    }
    const parser = new modules.EventStreamParser();
    assert.deepEqual([...STREAM].flatMap((character) => parser.take(character)), EVENTS);
    assert.equal(parser.lastEventId, '2');
  });

  it('gives no event that is not complete', () => {
    const parser = new modules.EventStreamParser();
    assert.deepEqual(parser.take('event: completed\ndata: {}\n'), []);
    assert.deepEqual(parser.take('\n'), [{ id: '', event: 'completed', data: '{}' }]);
  });
});

describe('following a task', () => {
  const event = (id, json) => `id: ${id}\nevent: ${json.status}\ndata: ${JSON.stringify({ id: 7, ...json })}\n\n`;
  const stream = (...texts) => new ReadableStream({
    start(controller) {
      for (const text of texts) controller.enqueue(new TextEncoder().encode(text));
      controller.close();
    },
  });
  const task = (status) => ({ id: 7, status, personId: 1, garmentIds: [1], resultUrl: null, createdAt: '', failure: null, resultDeleted: false });
  const collect = async (api) => {
    const all = [];
    for await (const news of modules.followTask(api, 7, new AbortController().signal)) all.push(news);
    return all;
  };

  it('goes on after a broken stream from the last event', async () => {
    const asked = [];
    const api = {
      events: async (_id, lastEventId) => {
        asked.push(lastEventId);
        if (asked.length === 1) return stream(event(1, { status: 'queued', position: 3 }), event(2, { status: 'processing', stage: 'warp', progress: 0.4 }));
        return stream(event(3, { status: 'completed', result_url: 'http://inner:8080/i/r7.x.y.jpg' }));
      },
    };
    const news = await collect(api);
    assert.deepEqual(asked, ['', '2']);
    assert.deepEqual(news.map(({ status }) => status), ['queued', 'processing', 'completed']);
    assert.deepEqual([news[0].position, news[1].stage, news[1].progress], [3, 'warp', 0.4]);
    assert.equal(news[2].resultUrl, 'https://shop.example/tryon/i/r7.x.y.jpg', 'by way of the server that the page came from');
  });

  it('polls where there are no events', async () => {
    const states = ['queued', 'processing', 'completed'].map(task);
    const api = {
      events: async () => { throw new modules.ApiError('missing', 'Not found.'); },
      task: async () => states.shift(),
    };
    assert.deepEqual((await collect(api)).map(({ status }) => status), ['queued', 'processing', 'completed']);
  });

  it('waits for a server that is away, and says so', async () => {
    let tries = 0;
    const api = {
      events: async () => {
        tries += 1;
        if (tries === 1) throw new modules.ApiError('away', 'gone');
        return stream(event(1, { status: 'failed', error: { code: 'x', message: 'No.', retryable: true } }));
      },
    };
    const [trouble, end] = await collect(api);
    assert.equal(trouble, null);
    assert.deepEqual(end.failure, { code: 'x', message: 'No.', retryable: true });
  });

  it('gives up when the key is refused', async () => {
    const api = { events: async () => { throw new modules.ApiError('unauthenticated', 'no'); } };
    await assert.rejects(collect(api), { kind: 'unauthenticated' });
  });
});

describe('zoom', () => {
  const frame = { width: 300, height: 400 };

  it('keeps what is under the finger where it is', () => {
    const point = { x: 100, y: 300 };
    const before = modules.zoomedAt(modules.WHOLE, 2, point, frame);
    const after = modules.zoomedAt(before, 1.5, point, frame);
    const under = (view) => [(point.x - view.x) / view.scale, (point.y - view.y) / view.scale];
    under(after).forEach((value, i) => assert.ok(Math.abs(value - under(before)[i]) < 1e-9));
  });

  it('never shows what is beside the picture, nor more than the limit', () => {
    assert.deepEqual(modules.panned({ scale: 2, x: 0, y: 0 }, 50, -1000, frame), { scale: 2, x: 0, y: -400 });
    assert.deepEqual(modules.zoomedAt(modules.WHOLE, 0.5, { x: 9, y: 9 }, frame), modules.WHOLE);
    assert.equal(modules.zoomedAt(modules.WHOLE, 100, { x: 9, y: 9 }, frame).scale, modules.SCALE_MAX);
  });
});

describe('addresses', () => {
  it('are read as they are written', () => {
    for (const route of [{ view: 'studio' }, { view: 'history', page: 1 }, { view: 'history', page: 12 }, { view: 'result', taskId: 34 }]) {
      assert.deepEqual(modules.routeOf(modules.hashOf(route)), route);
    }
  });

  it('that are not known lead to the studio', () => {
    for (const hash of ['', '#', '#/x', '#/result/', '#/result/1x', '#/history?page=', '#/history?page=-1', `#/result/${'9'.repeat(30)}`]) {
      assert.deepEqual(modules.routeOf(hash), { view: 'studio' }, hash);
    }
  });
});

describe('errors', () => {
  const reply = (status, json, headers = {}) => modules.errorOfReply(status, json, new Headers(headers));

  it('say the first sentence of the server', () => {
    assert.equal(reply(400, { garment_image_ids: { 1: ['Invalid pk "9" - object does not exist.'] } }).message, 'Invalid pk "9" - object does not exist.');
    assert.equal(reply(404, { detail: 'No Task matches the given query.' }).message, 'No Task matches the given query.');
    assert.equal(reply(413, { detail: 'Too large.' }).kind, 'refused');
  });

  it('say how long to wait, and which request to look for', () => {
    const throttled = reply(429, null, { 'retry-after': '1' });
    assert.deepEqual([throttled.kind, throttled.retryAfter, throttled.message], ['throttled', 1, 'Too many requests. Try again in 1 second.']);
    assert.match(reply(500, null, { 'x-request-id': 'abc' }).message, /request abc/);
    assert.equal(reply(503, { detail: 'The server is shutting down.' }).kind, 'unavailable');
  });
});

describe('what the server tells', () => {
  it('may lack what was added later', () => {
    const photo = modules.photoOf({ id: 1, image_url: 'http://x/i/g1.a.b.jpg' });
    assert.deepEqual(photo, { id: 1, url: 'https://shop.example/tryon/i/g1.a.b.jpg', name: null, createdAt: '', category: null, finding: null });
    assert.equal(modules.photoOf({ id: 1, image_url: 'http://x/i/g', analysis: { category: 'upper' } }).category, 'upper');
    const verdict = modules.verdictOf({ tryon_person_image_id: 1, is_valid: false, issues: ['Too dark.'] });
    assert.deepEqual(verdict, { isValid: false, findings: [{ code: '', severity: 'error', message: 'Too dark.' }], supported: [] });
  });

  it('is refused when it is something else', () => {
    for (const json of [null, [], {}, { id: '1', image_url: 'x' }, { id: 1 }]) assert.throws(() => modules.photoOf(json), { kind: 'broken' });
    assert.throws(() => modules.newsOf({ status: 'dancing' }), { kind: 'broken' });
  });
});

describe('the store', () => {
  it('tells who watches a value when it is another one, and nobody after the end', () => {
    const store = new modules.Store({ a: 1, b: 1 });
    const seen = [];
    const end = new AbortController();
    store.watch((state) => [state.a], (a) => seen.push(a), end.signal);
    store.update({ b: 2 });
    store.update({ a: 2 });
    store.update({ a: 2 });
    end.abort();
    store.update({ a: 3 });
    assert.deepEqual(seen, [1, 2]);
  });
});

describe('small things', () => {
  it('names, lists and pictures', () => {
    assert.equal(modules.nameOfFile('tee.final.JPG'), 'tee.final');
    assert.equal(modules.nameOfFile('x'.repeat(300)).length, 255);
    assert.equal(modules.listText(['a', 'b', 'c']), 'a, b and c');
    assert.equal(modules.listText(['a']), 'a');
    assert.ok(modules.looksLikePicture({ type: '', name: 'photo.HEIC' }));
    assert.ok(!modules.looksLikePicture({ type: 'application/pdf', name: 'a.pdf' }));
  });

  it('a try-on has to have a person with a usable photo, and garments', () => {
    const state = { personId: null, picked: [], checks: new Map() };
    assert.equal(modules.obstacle(state), 'person');
    assert.equal(modules.obstacle({ ...state, personId: 1 }), 'garments');
    const refused = new Map([[1, { state: 'done', verdict: { isValid: false, findings: [], supported: [] } }]]);
    assert.equal(modules.obstacle({ personId: 1, picked: [2], checks: refused }), 'photo');
    assert.equal(modules.obstacle({ personId: 1, picked: [2], checks: new Map() }), null);
  });
});
