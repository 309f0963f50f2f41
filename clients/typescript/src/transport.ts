import { ApiError, ConnectionError } from './errors.js';
import { Deadline, pause, throwIfAborted } from './pause.js';
import type { CallOptions } from './types.js';

/** When and how long to wait before a request is sent again. */
export interface RetryOptions {
  /** Tries in all. Default 5. */
  attempts?: number;
  /** The first wait, milliseconds; each one after it is twice as long, and each is cut short by chance. Default 500. */
  baseMs?: number;
  /** No wait is longer, milliseconds; a server that asks for more gets an error instead. Default 60,000. */
  maxMs?: number;
}

export interface DrapeOptions {
  /** Where the server is: "https://tryon.example". */
  baseUrl: string | URL;
  /** A key, "dk_...". A page in a browser must not have one: let it ask your back end. */
  apiKey: string;
  /** How long a try may take, milliseconds. Default 60,000. */
  timeoutMs?: number;
  retry?: RetryOptions;
  /** What sends the requests. Default: the global fetch. */
  fetch?: typeof fetch;
  /** What waits between tries and polls. Default: a timer. */
  pause?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export interface CallBody extends CallOptions {
  query?: Record<string, string | number | undefined> | undefined;
  json?: unknown;
  form?: FormData | undefined;
  headers?: Record<string, string> | undefined;
}

interface Sealed {
  url: string;
  init: RequestInit;
}

const TRY_AGAIN = new Set([408, 429, 502, 503, 504]);

/** Sends requests, again when that may help. A POST is safe to send again: it carries an Idempotency-Key. */
export class Transport {
  readonly #base: string;
  readonly #key: string;
  readonly #timeoutMs: number;
  readonly #retry: Required<RetryOptions>;
  readonly #fetch: typeof fetch;
  readonly #pause: NonNullable<DrapeOptions['pause']>;

  constructor(options: DrapeOptions) {
    this.#base = String(options.baseUrl).replace(/\/+$/, '');
    this.#key = options.apiKey;
    this.#timeoutMs = options.timeoutMs ?? 60_000;
    this.#retry = { attempts: 5, baseMs: 500, maxMs: 60_000, ...options.retry };
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.#pause = options.pause ?? pause;
  }

  get attempts(): number {
    return this.#retry.attempts;
  }

  /** The reply's JSON. Throws ApiError, ConnectionError, or the signal's reason. */
  async json<T>(method: string, path: string, body: CallBody = {}): Promise<T> {
    return await this.send(method, path, body, (response) => response.json()) as T;
  }

  /** A reply that is `ok`, as `read` takes it; when reading breaks off, the request is sent again. */
  async send<T>(method: string, path: string, body: CallBody, read: (response: Response) => Promise<T>): Promise<T> {
    const sealed = await this.#seal(method, path, body);
    return this.#insist(body.signal, () => this.#once(sealed, body.signal, read));
  }

  async #insist<T>(signal: AbortSignal | undefined, once: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once();
      } catch (error) {
        throwIfAborted(signal);
        await this.backOff(attempt, error, signal);
      }
    }
  }

  /** What a signed link shows. It may be on another host: the key stays here. */
  async fetchLink(link: string, { signal }: CallOptions): Promise<Blob> {
    return this.#insist(signal, () => this.#once({ url: link, init: {} }, signal, (response) => response.blob()));
  }

  /** A reply whose body is still to come, for streams; one that is not `ok` is thrown. The deadline is the caller's. */
  async open(path: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
    const { url, init } = await this.#seal('GET', path, { headers });
    const response = await this.#fetch(url, { ...init, signal });
    return okay(response);
  }

  /** Waits before the next try; throws what went wrong when there is to be none. */
  async backOff(attempt: number, error: unknown, signal?: AbortSignal): Promise<void> {
    const wait = this.#waitMs(attempt, error);
    if (attempt >= this.#retry.attempts || wait === undefined) throw named(error);
    await this.#pause(wait, signal);
  }

  pause(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#pause(ms, signal);
  }

  /** Milliseconds until another try; undefined when it would not help. */
  #waitMs(attempt: number, error: unknown): number | undefined {
    const jittered = Math.min(this.#retry.maxMs, this.#retry.baseMs * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
    if (!(error instanceof ApiError)) return jittered;
    // A conflict that says when to come back is a request with the same key that is still under way.
    if (!TRY_AGAIN.has(error.status) && !(error.status === 409 && error.retryAfter !== undefined)) return undefined;
    if (error.retryAfter === undefined) return jittered;
    // Never before the server's time, and not all clients at the same moment.
    const told = error.retryAfter * 1000;
    return told > this.#retry.maxMs ? undefined : told + Math.random() * Math.min(1000, told / 4);
  }

  async #once<T>({ url, init }: Sealed, signal: AbortSignal | undefined, read: (response: Response) => Promise<T>): Promise<T> {
    const deadline = new Deadline(this.#timeoutMs, signal);
    try {
      return await read(await okay(await this.#fetch(url, { ...init, signal: deadline.signal })));
    } finally {
      deadline.close();
    }
  }

  /** The request as it is sent each time, byte for byte: a form has its boundary now. */
  async #seal(method: string, path: string, { query, json, form, headers, idempotencyKey }: CallBody): Promise<Sealed> {
    const all = new Headers({ 'x-api-key': this.#key, accept: 'application/json', ...headers });
    let body: BodyInit | null = null;
    if (json !== undefined) {
      all.set('content-type', 'application/json');
      body = JSON.stringify(json);
    } else if (form) {
      const encoded = new Response(form);
      all.set('content-type', encoded.headers.get('content-type') ?? '');
      body = await encoded.arrayBuffer();
    }
    if (method === 'POST') all.set('idempotency-key', idempotencyKey ?? uniqueKey());
    const parameters = Object.entries(query ?? {}).filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)]);
    const search = parameters.length > 0 ? `?${new URLSearchParams(parameters)}` : '';
    return { url: `${this.#base}${path}${search}`, init: { method, headers: all, body } };
  }
}

async function okay(response: Response): Promise<Response> {
  if (response.ok) return response;
  const text = await response.text();
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // A proxy in between may answer in HTML.
  }
  throw new ApiError(response.status, body, response.headers);
}

/** A failed fetch is a TypeError or DOMException of the platform: the caller gets one class. */
function named(error: unknown): unknown {
  if (error instanceof ApiError || error instanceof ConnectionError) return error;
  return new ConnectionError(`The server could not be reached: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}

/** Nobody has to be unable to guess it; it must only not repeat. Pages without TLS and Node.js 18 have no randomUUID. */
function uniqueKey(): string {
  const random = () => Math.random().toString(36).slice(2).padEnd(11, '0');
  return globalThis.crypto?.randomUUID?.() ?? `${Date.now().toString(36)}-${random()}-${random()}`;
}

