// An HTTP client that sends exactly what it is told and shows exactly what came back.
import http from 'node:http';
import net from 'node:net';
import { check } from './reply_check.mjs';

/** Builds a multipart body. A part is {name, text} or {name, file, bytes, type}. */
export function multipart(parts, boundary = 'drape-test-boundary') {
  const pieces = [];
  for (const part of parts) {
    let head = `--${boundary}\r\nContent-Disposition: form-data; name="${part.name}"`;
    if (part.file !== undefined) head += `; filename="${part.file}"\r\nContent-Type: ${part.type ?? 'application/octet-stream'}`;
    pieces.push(Buffer.from(`${head}\r\n\r\n`), Buffer.from(part.bytes ?? part.text ?? ''), Buffer.from('\r\n'));
  }
  pieces.push(Buffer.from(`--${boundary}--\r\n`));
  return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(pieces) };
}

/** The form of an image upload. */
export const imageForm = (bytes, { file = 'photo.png', name, user } = {}) => multipart([
  { name: 'image', file, bytes },
  ...(name === undefined ? [] : [{ name: 'image_name', text: name }]),
  ...(user === undefined ? [] : [{ name: 'external_user_id', text: user }]),
]);

/**
 * One client with one key. Every reply: {status, headers, body (Buffer), text, json}. A reply that the OpenAPI document
 * does not allow fails the test (support/reply_check.mjs).
 * Options of a request: body (Buffer or text), json (any value), form (from multipart()), headers, key (null: none).
 */
export class Client {
  constructor(url, key) {
    this.url = new URL(url);
    this.key = key;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  }

  close() {
    this.agent.destroy();
  }

  request(method, path, options = {}) {
    const headers = { ...options.headers };
    const key = options.key === undefined ? this.key : options.key;
    if (key !== null && key !== undefined) headers['x-api-key'] = key;
    let body = options.body;
    if ('json' in options) {
      body = JSON.stringify(options.json);
      headers['content-type'] ??= 'application/json';
    }
    if (options.form) {
      body = options.form.body;
      headers['content-type'] = options.form.type;
    }
    if (options.type) headers['content-type'] = options.type;
    if (body !== undefined) headers['content-length'] ??= Buffer.byteLength(body);
    return new Promise((resolve, reject) => {
      const request = http.request({ host: this.url.hostname, port: this.url.port, method, path, headers, agent: this.agent },
        (response) => {
          const pieces = [];
          response.on('data', (piece) => pieces.push(piece));
          response.on('error', reject);
          response.on('end', () => {
            try {
              resolve(check({ method, target: path }, reply(response, Buffer.concat(pieces))));
            } catch (error) {
              reject(error);
            }
          });
        });
      request.on('error', reject);
      request.end(body);
    });
  }

  get(path, options) { return this.request('GET', path, options); }
  post(path, options) { return this.request('POST', path, options); }
  delete(path, options) { return this.request('DELETE', path, options); }

  /** Fetches an absolute link as a browser would: without the key. */
  follow(link, options = {}) {
    const url = new URL(link);
    return this.request(options.method ?? 'GET', url.pathname + url.search, { key: null, ...options });
  }

  /** Uploads a picture and gives the reply's JSON. */
  async upload(kind, bytes, options) {
    const reply = await this.post(`/v2/tryon/${kind}-images/`, { form: imageForm(bytes, options) });
    if (reply.status !== 200) throw new Error(`upload: ${reply.status} ${reply.text}`);
    return reply.json;
  }

  /** Polls a task until it is completed or failed. */
  async finished(id, timeoutMs = 120_000) {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const { json } = await this.get(`/v2/tryon/tasks/${id}/`);
      if (json.status === 'completed' || json.status === 'failed') return json;
      if (Date.now() > end) throw new Error(`task ${id} is still ${json.status}`);
      await pause(50);
    }
  }
}

function reply(response, body) {
  const text = body.toString();
  let json;
  if ((response.headers['content-type'] ?? '').includes('json') && text) json = JSON.parse(text);
  return { status: response.statusCode, headers: response.headers, body, text, json };
}

/** Between two looks at something that cannot call back. */
export const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Asks again until the answer is not false, null or undefined. */
export async function until(what, ask, timeoutMs = 30_000) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await pause(25);
  }
}

/** A bare connection: what goes over the wire is what the test says. */
export class Wire {
  static connect(url) {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
      const socket = net.connect({ host: hostname, port: Number(port), allowHalfOpen: true });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Wire(socket)));
    });
  }

  constructor(socket) {
    this.socket = socket;
    this.received = Buffer.alloc(0);
    this.ended = false;
    this.waiting = [];
    this.asked = [];
    socket.setNoDelay(true);
    socket.on('data', (data) => {
      this.received = Buffer.concat([this.received, data]);
      this.#wake();
    });
    for (const event of ['end', 'error', 'close']) {
      socket.on(event, () => {
        this.ended = true;
        this.#wake();
      });
    }
  }

  #wake() {
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  send(data) {
    const line = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (\/\S*) HTTP\/1\.[01]\r\n/.exec(data.toString('latin1', 0, 20_000));
    if (line) this.asked.push({ method: line[1], target: line[2] });
    return new Promise((resolve) => { this.socket.write(data, () => resolve()); });
  }

  close() {
    this.socket.destroy();
  }

  /** Waits for news; false once the server has ended the connection. */
  async more() {
    if (this.ended) return false;
    await new Promise((resolve) => { this.waiting.push(resolve); });
    return true;
  }

  /** The next reply: {status, head, headers, body}; null when the server ended the connection instead. */
  async reply({ head: headOnly = false } = {}) {
    for (;;) {
      const end = this.received.indexOf('\r\n\r\n');
      if (end >= 0) {
        const head = this.received.subarray(0, end).toString('latin1');
        const headers = Object.fromEntries(head.split('\r\n').slice(1).map((line) => {
          const colon = line.indexOf(':');
          return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
        }));
        const status = Number(head.split(' ')[1]);
        const length = headOnly || status === 100 ? 0 : Number(headers['content-length'] ?? 0);
        if (this.received.length >= end + 4 + length) {
          const body = this.received.subarray(end + 4, end + 4 + length).toString();
          this.received = this.received.subarray(end + 4 + length);
          // The request is known when it was the first of what the test sent.
          return check(status === 100 ? undefined : this.asked.shift(), { status, head, headers, body });
        }
      }
      if (!await this.more()) return null;
    }
  }

  /** Resolves when the server has ended the connection. */
  async end() {
    while (await this.more());
  }
}
