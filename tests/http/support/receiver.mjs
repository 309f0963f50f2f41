// A receiver of webhooks on the loopback: keeps what came, and answers as a test says.
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';

/** Longer than a slow machine needs for a try-on and its delivery. */
const LONGEST_WAIT_MS = 120_000;

export class Receiver {
  /**
   * Options: answer, called with (number of the request from 1, response) — it may answer or leave it; default 204. tls:
   * {key, cert} for https.
   */
  static async start({ answer = (_, response) => response.writeHead(204).end(), tls } = {}) {
    const receiver = new Receiver();
    receiver.requests = [];
    receiver.connections = 0;
    receiver.waiting = [];
    const take = (request, response) => {
      const pieces = [];
      request.on('data', (piece) => pieces.push(piece));
      request.on('end', () => {
        receiver.requests.push({
          method: request.method, path: request.url, headers: request.headers, body: Buffer.concat(pieces).toString(),
        });
        for (const resolve of receiver.waiting.splice(0)) resolve();
        answer(receiver.requests.length, response);
      });
    };
    receiver.server = tls ? https.createServer(tls, take) : http.createServer(take);
    receiver.server.on('connection', () => { receiver.connections += 1; });
    await new Promise((resolve) => { receiver.server.listen(0, '127.0.0.1', resolve); });
    receiver.port = receiver.server.address().port;
    receiver.url = `${tls ? 'https' : 'http'}://127.0.0.1:${receiver.port}/hook`;
    return receiver;
  }

  /** Waits until `count` requests have come; the last of them. Fails when they do not come. */
  async received(count = 1) {
    const deadline = Date.now() + LONGEST_WAIT_MS;
    while (this.requests.length < count) {
      let timer;
      const late = new Promise((resolve) => { timer = setTimeout(resolve, deadline - Date.now()); });
      await Promise.race([late, new Promise((resolve) => { this.waiting.push(resolve); })]);
      clearTimeout(timer);
      if (Date.now() >= deadline) throw new Error(`${this.requests.length} of ${count} requests have come in ${LONGEST_WAIT_MS / 1000} s`);
    }
    return this.requests[count - 1];
  }

  async close() {
    this.server.closeAllConnections();
    await new Promise((resolve) => { this.server.close(resolve); });
  }
}

/** Listens and counts connections; says nothing. */
export async function listener() {
  const counter = { connections: 0 };
  const server = net.createServer((socket) => {
    counter.connections += 1;
    socket.destroy();
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  counter.port = server.address().port;
  counter.close = () => new Promise((resolve) => { server.close(resolve); });
  return counter;
}
