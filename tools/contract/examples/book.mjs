// What a run has shown, by its place in the document.

/** A place of the document as text: its keys, with spaces between them. */
export const nameOf = (path) => path.join(' ');

const JSON_TYPE = 'application/json';

const exampleOf = (variant) => (variant === undefined ? ['example'] : ['examples', variant, 'value']);

/** The operation's node: its path and method. */
const operationAt = (route, method) => ['paths', route, method.toLowerCase()];

/**
 * The examples of a run. A place that is written twice keeps what came first; the replies that many operations share
 * are shown by one of them.
 */
export class Book {
  #entries = new Map();

  /** {path, value, at}: at is the time of the reply, milliseconds since 1970. */
  entries() {
    return [...this.#entries.values()];
  }

  #put(path, value) {
    const name = nameOf(path);
    if (!this.#entries.has(name)) this.#entries.set(name, { path, value, at: Date.now() });
  }

  /** A reply that operations share: components/responses. `variant`: its name where there are several examples. */
  shared(name, value, variant) {
    this.#put(['components', 'responses', name, 'content', JSON_TYPE, ...exampleOf(variant)], value);
  }

  /** The reply of one operation. */
  reply(method, route, status, value, type = JSON_TYPE) {
    this.#put([...operationAt(route, method), 'responses', String(status), 'content', type, 'example'], value);
  }

  /** The body of a request. */
  request(method, route, value) {
    this.#put([...operationAt(route, method), 'requestBody', 'content', JSON_TYPE, 'example'], value);
  }

  /** What any request may be answered. */
  general(status, value) {
    this.#put(['x-general-responses', String(status), 'content', JSON_TYPE, 'example'], value);
  }

  webhook(name, value) {
    this.#put(['webhooks', name, 'post', 'requestBody', 'content', JSON_TYPE, 'example'], value);
  }
}
