// A server that answers what a test tells it to, and the real one.
import http from 'node:http';

export { Server } from '../../../tests/http/support/server.mjs';
export { ApiError, ConnectionError, Drape, PhotoNotSuitable, TryOnFailed } from '../dist/index.js';

/**
 * A server on a free port. `answer` gets {method, path, headers, body} and the bare response; what it returns,
 * {status, headers, json}, is sent; undefined: it has dealt with the response itself. `requests` holds what came.
 */
export async function fakeServer(answer) {
  const requests = [];
  const server = http.createServer(async (request, response) => {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const asked = { method: request.method, path: request.url, headers: request.headers, body: Buffer.concat(pieces) };
    requests.push(asked);
    const reply = await answer(asked, response, requests.length);
    if (!reply) return;
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', 'x-request-id': 'r1', ...reply.headers });
    response.end(JSON.stringify(reply.json ?? {}));
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    requests,
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    }),
  };
}

/** Runs `test` with a fake server and `Drape`'s options for it; waits are noted and not waited. */
export async function withFake(answer, test) {
  const server = await fakeServer(answer);
  const waits = [];
  const options = {
    baseUrl: server.url, apiKey: 'dk_test', pause: async (ms, signal) => {
      signal?.throwIfAborted();
      waits.push(ms);
    },
  };
  try {
    return await test({ options, waits, requests: server.requests, url: server.url });
  } finally {
    await server.close();
  }
}

export const TASK = { id: 5, status: 'queued', result_url: null, error: null, created_at: '2026-01-01T12:00:00Z' };
