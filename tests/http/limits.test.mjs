// Every limit at N - 1, N and N + 1, and what a bad client can do on the wire.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Wire, imageForm, multipart } from './support/client.mjs';
import { png, pngBomb } from './support/pictures.mjs';
import { Server, runProgram } from './support/server.mjs';

const PERSONS = '/v2/tryon/person-images/';
const TASKS = '/v2/tryon/tasks/';
const UPLOAD_MAX = 300_000;

describe('limits of size', () => {
  let server;
  let client;

  before(async () => {
    server = await Server.start({
      args: ['--workers', '0', '--upload-bytes-max', String(UPLOAD_MAX), '--upload-pixels-max', '10000', '--json-bytes-max', '1000',
        '--header-bytes-max', '4096', '--form-parts-max', '5', '--form-text-bytes-max', '600'],
    });
    client = server.client;
  });
  after(() => server.remove());

  it('a file may have the limit\'s size, and not a byte more', async () => {
    for (const [bytes, status] of [[UPLOAD_MAX - 1, 200], [UPLOAD_MAX, 200], [UPLOAD_MAX + 1, 413]]) {
      const reply = await client.post(PERSONS, { form: imageForm(png({ bytes })) });
      assert.equal(reply.status, status, `${bytes}: ${reply.text}`);
      if (status === 413) assert.match(reply.json.detail, new RegExp(`${UPLOAD_MAX} bytes`));
    }
  });

  it('a body that says it is far too large is refused before it is sent', async () => {
    const wire = await Wire.connect(server.url);
    await wire.send(`POST ${PERSONS} HTTP/1.1\r\nHost: x\r\nx-api-key: ${server.key}\r\nContent-Type: multipart/form-data; boundary=b\r\n`
      + 'Content-Length: 5000000000\r\n\r\n');
    const reply = await wire.reply();
    assert.equal(reply.status, 413);
    assert.equal(reply.headers.connection, 'close');
    wire.close();
  });

  it('a chunked body that does not say its size is cut off at the limit', async () => {
    const wire = await Wire.connect(server.url);
    await wire.send(`POST ${PERSONS} HTTP/1.1\r\nHost: x\r\nx-api-key: ${server.key}\r\nContent-Type: multipart/form-data; boundary=b\r\n`
      + 'Transfer-Encoding: chunked\r\n\r\n');
    const chunk = (data) => Buffer.concat([Buffer.from(`${data.length.toString(16)}\r\n`), Buffer.from(data), Buffer.from('\r\n')]);
    await wire.send(chunk('--b\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\n\r\n'));
    // More than the limit, and an end: a client that floods a stalled machine may lose the reply.
    for (let sent = 0; sent < 4 * UPLOAD_MAX && wire.received.length === 0 && !wire.ended; sent += 65536) {
      await Promise.race([wire.send(chunk(Buffer.alloc(65536))), wire.more()]);
    }
    const reply = await wire.reply();
    assert.equal(reply?.status, 413);
    wire.close();
  });

  it('a picture may have the limit\'s pixels, and not one more; the header decides', async () => {
    for (const [width, height, status] of [[100, 99, 200], [100, 100, 200], [10001, 1, 400]]) {
      const reply = await client.post(PERSONS, { form: imageForm(png({ width, height })) });
      assert.equal(reply.status, status, `${width}x${height}: ${reply.text}`);
    }
    for (const [width, height] of [[50_000, 50_000], [65_535, 1], [0x7fffffff, 0x7fffffff], [0, 10]]) {
      const reply = await client.post(PERSONS, { form: imageForm(pngBomb(width, height)) });
      assert.equal(reply.status, 400, `${width}x${height}: ${reply.text}`);
      assert.equal(reply.json.image.length, 1);
    }
  });

  it('a JSON body may have the limit\'s size, and not a byte more', async () => {
    const body = (bytes) => `{"x":"${'y'.repeat(bytes - 8)}"}`;
    for (const [bytes, status] of [[999, 400], [1000, 400], [1001, 413]]) {
      const reply = await client.post(TASKS, { type: 'application/json', body: body(bytes) });
      assert.equal(reply.status, status, `${bytes}: ${reply.text}`);
    }
  });

  it('a form may have so many parts and a text so many bytes', async () => {
    const parts = (count) => multipart(Array.from({ length: count }, (_, i) => ({ name: `p${i}`, text: 'x' })));
    assert.deepEqual((await client.post(PERSONS, { form: parts(5) })).json, { image: ['No file was submitted.'] });
    assert.match((await client.post(PERSONS, { form: parts(6) })).json.detail, /^Multipart form parse error - .*5/);
    const text = (bytes) => multipart([{ name: 'image_name', text: 'x'.repeat(bytes) }]);
    assert.equal((await client.post(PERSONS, { form: text(600) })).status, 400);
    assert.equal((await client.post(PERSONS, { form: text(601) })).status, 413);
  });

  it('a head may have so many bytes', async () => {
    const send = async (bytes) => {
      const wire = await Wire.connect(server.url);
      const fixed = 'GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: \r\n\r\n'.length;
      await wire.send(`GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(bytes - fixed)}\r\n\r\n`);
      const reply = await wire.reply();
      wire.close();
      return reply;
    };
    assert.equal((await send(4000)).status, 200);
    const refused = await send(4200);
    assert.equal(refused.status, 431);
    assert.match(refused.body, /4096 bytes/);
    assert.ok(refused.headers['x-request-id']);
    const wire = await Wire.connect(server.url);
    await wire.send(`GET /${'a'.repeat(100_000)}`);
    assert.equal((await wire.reply()).status, 431);
    wire.close();
  });
});

describe('limits of time and number', () => {
  let server;

  before(async () => {
    server = await Server.start({
      args: ['--workers', '0', '--header-timeout', '0.3', '--idle-timeout', '0.3', '--body-grace', '0.3', '--body-rate-min', '1000000000'],
    });
  });
  after(() => server.remove());

  it('a head that does not come to its end is 408', async () => {
    const wire = await Wire.connect(server.url);
    await wire.send('GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    const reply = await wire.reply();
    assert.equal(reply.status, 408);
    assert.equal(reply.headers.connection, 'close');
    wire.close();
  });

  it('a body that does not come to its end is 408', async () => {
    const wire = await Wire.connect(server.url);
    await wire.send(`POST ${PERSONS} HTTP/1.1\r\nHost: x\r\nx-api-key: ${server.key}\r\nContent-Type: multipart/form-data; boundary=b\r\n`
      + 'Content-Length: 1000\r\n\r\n--b\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\nhalf');
    const reply = await wire.reply();
    assert.equal(reply.status, 408);
    wire.close();
    assert.equal((await server.client.get(PERSONS)).json.count, 0);
  });

  it('an idle connection is closed without a word', async () => {
    const wire = await Wire.connect(server.url);
    await wire.send('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
    assert.equal((await wire.reply()).status, 200);
    assert.equal(await wire.reply(), null);
    wire.close();
  });
});

describe('the rate of a key', () => {
  const RATE = /^"requests";r=(\d+);t=(\d+)$/;
  const remaining = (reply) => Number(RATE.exec(reply.headers.ratelimit)[1]);

  it('has its burst and not one request more; other keys and pictures are not concerned', async () => {
    const server = await Server.start({ args: ['--workers', '0', '--requests-per-minute-max', '1', '--requests-burst-max', '6'] });
    try {
      const { client } = server;
      const { image_url: picture } = await client.upload('person', png());
      const asks = [
        () => client.get(PERSONS), () => client.get('/v2/tryon/tasks/99/'), () => client.request('PUT', TASKS),
        () => client.request('OPTIONS', TASKS), () => client.post(TASKS, { json: {} }),
      ];
      const replies = [];
      for (const ask of asks) replies.push(await ask());
      assert.deepEqual(replies.map(({ status }) => status), [200, 404, 405, 200, 400]);
      assert.deepEqual(replies.map(remaining), [4, 3, 2, 1, 0]);
      for (const { headers } of replies) assert.equal(headers['ratelimit-policy'], '"requests";q=6;w=360');

      for (const ask of asks) {
        const reply = await ask();
        const seconds = Number(reply.headers['retry-after']);
        assert.equal(reply.status, 429);
        assert.ok(Number.isInteger(seconds) && seconds >= 1 && seconds <= 60, `${seconds}`);
        assert.equal(reply.json.detail, `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? '' : 's'}.`);
        assert.equal(remaining(reply), 0);
      }
      const other = server.clientOf('first');
      assert.equal(remaining(await other.get(PERSONS)), 5, 'another key of the same account');
      other.close();
      for (const reply of [await client.follow(picture), await client.get('/health/live', { key: null })]) {
        assert.equal(reply.status, 200);
        assert.equal(reply.headers.ratelimit, undefined);
      }
      const unknown = await client.get(PERSONS, { key: 'wrong' });
      assert.equal(unknown.status, 401);
      assert.equal(unknown.headers.ratelimit, undefined);
    } finally {
      await server.remove();
    }
  });

  it('can be switched off', async () => {
    const server = await Server.start({ args: ['--workers', '0', '--requests-per-minute-max', '0', '--requests-burst-max', '1'] });
    try {
      for (let i = 0; i < 5; i += 1) {
        const reply = await server.client.get(PERSONS);
        assert.equal(reply.status, 200);
        assert.equal(reply.headers.ratelimit, undefined);
      }
    } finally {
      await server.remove();
    }
  });

  it('is 1,200 a minute with a burst of 300 when nothing is set', async () => {
    const help = runProgram('serve', '--help').stdout;
    for (const [flag, value] of [['requests-per-minute-max', 1200], ['requests-burst-max', 300], ['tasks-unfinished-account-max', 1000]]) {
      assert.match(help, new RegExp(`--${flag} \\S.*=${value} `));
    }
  });
});

describe('the wire', () => {
  let server;

  before(async () => {
    server = await Server.start({ args: ['--workers', '0'] });
  });
  after(() => server.remove());

  const LIVE = 'GET /health/live HTTP/1.1\r\nHost: x\r\n';

  async function exchange(text) {
    const wire = await Wire.connect(server.url);
    await wire.send(text);
    const reply = await wire.reply();
    const again = reply && reply.headers.connection !== 'close';
    if (!again) await wire.end();
    wire.close();
    return reply;
  }

  it('what servers read in different ways is refused and the connection closed', async () => {
    const bad = [
      `${LIVE}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `${LIVE}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n`,
      `${LIVE}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`,
      `${LIVE}Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc`,
      `${LIVE}Content-Length: +3\r\n\r\nabc`,
      `${LIVE}Content-Length: 3, 3\r\n\r\nabc`,
      `${LIVE}Transfer-Encoding: gzip\r\n\r\n`,
      `${LIVE}Transfer-Encoding: chunked, gzip\r\n\r\n`,
      `${LIVE}Transfer-Encoding: xchunked\r\n\r\n`,
      `${LIVE}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      'GET /health/live HTTP/1.1\nHost: x\n\n',
      `${LIVE}X Y: 1\r\n\r\n`,
      `${LIVE}X: a\0b\r\n\r\n`,
      'GET /health/live HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n',
      'GET /health/live HTTP/1.1\r\n\r\n',
      'GET /health/live HTTP/1.1\r\nHost: a b\r\n\r\n',
      'GET /health/live HTTP/3.7\r\nHost: x\r\n\r\n',
      'nonsense\r\n\r\n',
    ];
    for (const text of bad) {
      const reply = await exchange(text);
      assert.equal(reply?.status, 400, JSON.stringify(text));
      assert.ok(reply.headers['x-request-id']);
      assert.equal(reply.headers['content-type'], 'application/json');
    }
  });

  it('requests sent in one go are answered in their order', async () => {
    const wire = await Wire.connect(server.url);
    const requests = ['/health/live', '/nothing', '/openapi.yaml', '/health/live'];
    await wire.send(requests.map((path, i) => `GET ${path} HTTP/1.1\r\nHost: x\r\nX-Request-Id: r${i}\r\n\r\n`).join(''));
    for (let i = 0; i < requests.length; i += 1) assert.equal((await wire.reply()).headers['x-request-id'], `r${i}`);
    wire.close();
  });

  it('HTTP/1.0 is answered and closed, unless it asks to stay', async () => {
    assert.equal((await exchange('GET /health/live HTTP/1.0\r\n\r\n')).headers.connection, 'close');
    const kept = await exchange('GET /health/live HTTP/1.0\r\nConnection: keep-alive\r\n\r\n');
    assert.equal(kept.headers.connection, 'keep-alive');
  });

  it('Connection: close is obeyed', async () => {
    assert.equal((await exchange(`${LIVE}Connection: close\r\n\r\n`)).headers.connection, 'close');
  });

  it('Expect: 100-continue gets its go-ahead only when the body is wanted', async () => {
    const head = (key) => `POST ${TASKS} HTTP/1.1\r\nHost: x\r\nx-api-key: ${key}\r\nContent-Type: application/json\r\n`
      + 'Content-Length: 2\r\nExpect: 100-continue\r\n\r\n';
    const wire = await Wire.connect(server.url);
    await wire.send(head(server.key));
    assert.equal((await wire.reply()).status, 100);
    await wire.send('{}');
    assert.equal((await wire.reply()).status, 400);
    wire.close();
    const refused = await Wire.connect(server.url);
    await refused.send(head('wrong'));
    assert.equal((await refused.reply()).status, 401);
    await refused.end();
    refused.close();
  });

  it('an unwanted small body does not cost the connection', async () => {
    const wire = await Wire.connect(server.url);
    await wire.send(`GET /health/live HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello${LIVE}\r\n`);
    assert.equal((await wire.reply()).status, 200);
    assert.equal((await wire.reply()).status, 200);
    wire.close();
  });

  it('a chunked JSON body is read', async () => {
    const wire = await Wire.connect(server.url);
    await wire.send(`POST ${TASKS} HTTP/1.1\r\nHost: x\r\nx-api-key: ${server.key}\r\nContent-Type: application/json\r\n`
      + 'Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n');
    const reply = await wire.reply();
    assert.equal(reply.status, 400);
    assert.match(reply.body, /This field is required/);
    wire.close();
  });

  it('an absolute request target is its path', async () => {
    assert.equal((await exchange('GET http://elsewhere.example/health/live HTTP/1.1\r\nHost: x\r\n\r\n')).status, 200);
  });

  it('a thousand idle connections do not stand in the way', async () => {
    const wires = await Promise.all(Array.from({ length: 1000 }, () => Wire.connect(server.url)));
    assert.equal((await server.client.get('/health/live')).status, 200);
    for (const wire of wires) wire.close();
  });
});
