import { createdTaskId, garmentVerdictOf, pageOf, photoOf, taskOf, verdictOf } from './decode.ts';
import { ApiError, errorOfReply } from './errors.ts';
import type { GarmentVerdict, Page, Photo, Task, Verdict } from './types.ts';
import { text } from '../text.ts';

export type PhotoKind = 'person' | 'garment';

interface Request {
  method?: string;
  json?: unknown;
  form?: FormData;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** The Try-On API with one key. Every method rejects with an ApiError. The key goes into a header and nowhere else. */
export class Api {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  /** Asks for something small, to learn whether the key opens anything. */
  async check(): Promise<void> {
    await this.photos('person', 1, 1);
  }

  async photos(kind: PhotoKind, page: number, pageSize: number): Promise<Page<Photo>> {
    return pageOf(await this.#ask(`${kind}-images/?page=${page}&page_size=${pageSize}`), photoOf);
  }

  /** One photo; null where the server cannot give a single one, or has it no more. */
  async photo(kind: PhotoKind, id: number): Promise<Photo | null> {
    return nullIfUnknown(async () => photoOf(await this.#ask(`${kind}-images/${id}/`)));
  }

  async upload(kind: PhotoKind, file: Blob, fileName: string, imageName: string): Promise<Photo> {
    const form = new FormData();
    form.append('image', file, fileName);
    if (imageName !== '') form.append('image_name', imageName);
    return photoOf(await this.#ask(`${kind}-images/`, { method: 'POST', form }));
  }

  async removePhoto(kind: PhotoKind, id: number): Promise<void> {
    await this.#ask(`${kind}-images/${id}/`, { method: 'DELETE' });
  }

  async validatePerson(id: number): Promise<Verdict> {
    return verdictOf(await this.#ask('person-validations/', { method: 'POST', json: { tryon_person_image_id: id } }));
  }

  /** Null where the server does not judge garments. */
  async validateGarment(id: number): Promise<GarmentVerdict | null> {
    const json = { garment_image_id: id };
    return nullIfUnknown(async () => garmentVerdictOf(await this.#ask('garment-validations/', { method: 'POST', json })));
  }

  /** Starts a try-on; gives the task's id. */
  async startTask(personId: number, garmentIds: readonly number[]): Promise<number> {
    const json = { tryon_person_image_id: personId, garment_image_ids: garmentIds };
    return createdTaskId(await this.#ask('tasks/', { method: 'POST', json }));
  }

  async task(id: number, signal?: AbortSignal): Promise<Task> {
    return taskOf(await this.#ask(`tasks/${id}/`, signal ? { signal } : {}));
  }

  async tasks(page: number, pageSize: number): Promise<Page<Task>> {
    return pageOf(await this.#ask(`tasks/?page=${page}&page_size=${pageSize}`), taskOf);
  }

  /** False where the server cannot cancel. */
  async cancelTask(id: number): Promise<boolean> {
    return (await nullIfUnknown(async () => this.#ask(`tasks/${id}/cancel/`, { method: 'POST', json: {} }))) !== null;
  }

  /** What may be done with a task, from the methods that its path allows. */
  async canRemoveTask(id: number): Promise<boolean> {
    const reply = await this.#send(`tasks/${id}/`, { method: 'OPTIONS' });
    return (reply.headers.get('allow') ?? '').includes('DELETE');
  }

  async removeTask(id: number): Promise<void> {
    await this.#ask(`tasks/${id}/`, { method: 'DELETE' });
  }

  /** The stream of a task's events, open and read piece by piece. */
  async events(id: number, lastEventId: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const headers: Record<string, string> = { accept: 'text/event-stream' };
    if (lastEventId !== '') headers['last-event-id'] = lastEventId;
    const reply = await this.#send(`tasks/${id}/events/`, { headers, signal });
    const isStream = (reply.headers.get('content-type') ?? '').startsWith('text/event-stream');
    if (!isStream || reply.body === null) throw new ApiError('unsupported', text.errors.unexpected);
    return reply.body;
  }

  async #ask(path: string, request: Request = {}): Promise<unknown> {
    return (await this.#send(path, request)).json();
  }

  async #send(path: string, request: Request): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json', ...request.headers, 'x-api-key': this.#key };
    let body: BodyInit | null = request.form ?? null;
    if (request.json !== undefined) {
      headers['content-type'] = 'application/json';
      body = JSON.stringify(request.json);
    }
    const init: RequestInit = {
      method: request.method ?? 'GET', headers, body, cache: 'no-store', credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer',
      ...(request.signal ? { signal: request.signal } : {}),
    };
    const reply = await fetch(new URL(`v2/tryon/${path}`, document.baseURI), init).catch((error: unknown) => {
      if (request.signal?.aborted) throw error;
      throw new ApiError('away', text.errors.away);
    });
    if (reply.ok) return reply;
    throw errorOfReply(reply.status, await reply.json().catch(() => null), reply.headers);
  }
}

/** Null where this server does not know the operation or the thing. */
async function nullIfUnknown<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ApiError && (error.kind === 'missing' || error.kind === 'unsupported')) return null;
    throw error;
  }
}
