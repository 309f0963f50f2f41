// What every operation of the document refuses, driven from the document: an operation that is added to it is asked
// here too. That the replies have their documented form is checked by the client.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Wire, until } from './support/client.mjs';
import { operations } from './support/openapi.mjs';
import { Server } from './support/server.mjs';

const JSON_BYTES_MAX = 2000;

/** The path of an operation with ids that nothing has, and a query that is asked for. */
function target({ path, parameters }) {
  const query = parameters.filter((one) => one.in === 'query' && one.required).map(({ name }) => `${name}=999999`).join('&');
  return path.replaceAll(/\{[^}]+\}/g, '999999') + (query && `?${query}`);
}

const all = operations();
const withStatus = (status, also = () => true) => all.filter((one) => one.operation.responses[status] && also(one));
const scopeOf = ({ method, operation }) => operation.security?.[0]?.ApiKey?.[0] ?? (method === 'get' ? 'read' : 'write');
const hasBody = ({ operation }) => operation.requestBody !== undefined;

describe('every operation', () => {
  let server;
  let client;

  before(async () => {
    server = await Server.start({ args: ['--workers', '0', '--json-bytes-max', String(JSON_BYTES_MAX)] });
    client = server.clientOf('first', '--scope', 'admin');
  });
  after(() => {
    client.close();
    return server.remove();
  });

  const ask = (one, options) => client.request(one.method.toUpperCase(), target(one), options);

  async function expect(status, some, options) {
    assert.ok(some.length > 0);
    for (const one of some) {
      const reply = await ask(one, options);
      assert.equal(reply.status, status, `${one.operation.operationId}: ${reply.text}`);
    }
  }

  it('with a key asks for it', () => expect(401, withStatus(401), { key: null }));

  it('that changes something is not for a key that may only look', async () => {
    const looker = server.clientOf('first', '--scope', 'read');
    await expect(403, withStatus(403, (one) => one.needsKey && scopeOf(one) !== 'read'), { key: looker.key });
    looker.close();
  });

  it('on one thing is 404 when there is no such thing', () =>
    expect(404, withStatus(404, ({ path, method }) => path.includes('{') && method !== 'post')));

  it('with a body refuses one that is no JSON', () =>
    expect(400, withStatus(400, (one) => hasBody(one) && !one.path.includes('{')), { type: 'application/json', body: '{' }));

  it('with a body refuses one of a type that nobody reads', () =>
    expect(415, withStatus(415, hasBody), { type: 'text/plain', body: 'x' }));

  it('with a body refuses one that is too large', () =>
    expect(413, withStatus(413, hasBody), { json: { x: 'x'.repeat(JSON_BYTES_MAX) } }));
});

describe('a server in trouble', () => {
  it('throttles every operation with a key', async () => {
    const server = await Server.start({ args: ['--workers', '0', '--requests-per-minute-max', '1', '--requests-burst-max', '1'] });
    try {
      const client = server.clientOf('first', '--scope', 'admin');
      await client.get('/v2/tryon/tasks/');
      for (const one of withStatus(429)) {
        const reply = await client.request(one.method.toUpperCase(), target(one));
        assert.equal(reply.status, 429, one.operation.operationId);
      }
      client.close();
    } finally {
      await server.remove();
    }
  });

  it('answers every operation with 503 while it shuts down', async () => {
    const server = await Server.start({ args: ['--workers', '0'] });
    try {
      // The upload keeps the server from ending before the others have asked.
      const upload = await Wire.connect(server.url);
      await upload.send(`POST /v2/tryon/person-images/ HTTP/1.1\r\nHost: x\r\nx-api-key: ${server.key}\r\nExpect: 100-continue\r\n`
        + 'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\n\r\n');
      assert.equal((await upload.reply()).status, 100);
      const some = withStatus(503);
      const wires = await Promise.all(some.map(() => Wire.connect(server.url)));
      // One that the server has not taken yet would be cut off when it stops listening.
      for (const wire of wires) {
        await wire.send('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
        assert.equal((await wire.reply()).status, 200);
      }
      server.signal('SIGTERM');
      await until('the drain to begin', () => server.logs.some(({ event }) => event === 'draining'));
      for (const [i, one] of some.entries()) {
        await wires[i].send(`${one.method.toUpperCase()} ${target(one)} HTTP/1.1\r\nHost: x\r\nx-api-key: ${server.key}\r\n`
          + `${hasBody(one) ? 'Content-Length: 0\r\n' : ''}\r\n`);
        const reply = await wires[i].reply();
        assert.equal(reply?.status, 503, one.operation.operationId);
        wires[i].close();
      }
      upload.close();
    } finally {
      await server.remove();
    }
  });
});
