// Requests that wait: streams of events, and what the server says of its waiters.
import http from 'node:http';
import { until } from './client.mjs';
import { check, eventComplaints } from './reply_check.mjs';

/**
 * A stream of server-sent events, read as it comes. `events` holds those that came: {id, event, data (parsed)}; `comments` counts
 * the comments. Options: lastEventId.
 */
export class EventStream {
  static open(client, path, { lastEventId, key = client.key } = {}) {
    const headers = { accept: 'text/event-stream', ...(key === null ? {} : { 'x-api-key': key }) };
    if (lastEventId !== undefined) headers['last-event-id'] = lastEventId;
    return new Promise((resolve, reject) => {
      const request = http.get({ host: client.url.hostname, port: client.url.port, path, headers, agent: false },
        (response) => {
          try {
            check({ method: 'GET', target: path }, { status: response.statusCode, headers: response.headers });
            resolve(new EventStream(request, response));
          } catch (error) {
            request.destroy();
            reject(error);
          }
        });
      request.on('error', reject);
    });
  }

  constructor(request, response) {
    this.request = request;
    this.status = response.statusCode;
    this.headers = response.headers;
    this.events = [];
    this.complaints = [];  // What the OpenAPI document does not say of them.
    this.comments = 0;
    this.retry = undefined;
    this.text = '';
    this.read = 0;
    this.waiting = [];
    this.ended = false;  // As it should: not cut off.
    this.over = new Promise((resolve) => {
      for (const event of ['end', 'error', 'close']) {
        response.on(event, () => {
          this.ended ||= event === 'end' && response.complete;
          resolve();
          this.#wake();
        });
      }
    });
    response.setEncoding('utf8');
    response.on('data', (piece) => {
      this.text += piece;
      const blocks = this.text.split('\n\n');
      this.text = blocks.pop();
      for (const block of blocks) this.#take(block);
      this.#wake();
    });
    request.on('error', () => {});
  }

  #wake() {
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  #take(block) {
    const event = {};
    for (const line of block.split('\n')) {
      if (line.startsWith(':')) {
        this.comments += 1;
        continue;
      }
      const [, name, value] = /^(\w+): (.*)$/.exec(line);
      if (name === 'retry') this.retry = Number(value);
      else event[name] = name === 'data' ? JSON.parse(value) : value;
    }
    if (!event.data) return;
    this.complaints.push(...eventComplaints(this.request.path, event.data));
    this.events.push(event);
  }

  /** The next event; null when the stream has ended. */
  async next() {
    if (this.complaints.length > 0) throw new Error(`an event is not what api/openapi.yaml says: ${this.complaints.join('; ')}`);
    let over = false;
    this.over.then(() => { over = true; });
    while (this.events.length === this.read) {
      if (over) return null;
      await Promise.race([new Promise((resolve) => { this.waiting.push(resolve); }), this.over]);
      await null;
    }
    return this.events[this.read++];
  }

  /** All that comes until the server ends the stream. */
  async rest() {
    await this.over;
    return this.events.slice(this.read);
  }

  close() {
    this.request.destroy();
  }
}

/** How many requests wait in the server. */
export async function waiters(client) {
  const { text } = await client.get('/metrics', { key: null });
  return Number(/^drape_http_waiters (\d+)/m.exec(text)[1]);
}

export const untilWaiters = (client, count) =>
  until(`${count} waiters`, async () => (await waiters(client)) === count || null);
