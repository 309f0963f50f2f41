import type { PersonValidation, TaskError } from './types.js';

/** What all errors of this library are. */
export class DrapeError extends Error {
  override name = 'DrapeError';
}

/** The messages for each field of a request. Those of an item of a list stand under "garment_image_ids.0". */
export type FieldMessages = Record<string, string[]>;

function messagesOf(body: unknown): FieldMessages {
  const fields: FieldMessages = {};
  if (typeof body !== 'object' || body === null) return fields;
  for (const [field, value] of Object.entries(body)) {
    if (Array.isArray(value)) fields[field] = value.map(String);
    else if (typeof value === 'object' && value !== null) {
      for (const [item, messages] of Object.entries(messagesOf(value))) fields[`${field}.${item}`] = messages;
    }
  }
  return fields;
}

/** The server refused a request. `fields` says which fields are wrong, when that is the reason. */
export class ApiError extends DrapeError {
  override name = 'ApiError';
  readonly detail: string;
  readonly fields: FieldMessages;
  /** Names the request in the server's log. */
  readonly requestId: string | undefined;
  /** Seconds after which the server takes another try. */
  readonly retryAfter: number | undefined;

  constructor(readonly status: number, readonly body: unknown, headers: Headers) {
    const told = typeof body === 'object' && body !== null && 'detail' in body ? String(body.detail) : undefined;
    const fields = told === undefined ? messagesOf(body) : {};
    const listed = Object.entries(fields).map(([field, messages]) => `${field}: ${messages.join(' ')}`).join(' ');
    const detail = told ?? (listed || `The server answered ${status}.`);
    super(detail);
    this.detail = detail;
    this.fields = fields;
    this.requestId = headers.get('x-request-id') ?? undefined;
    this.retryAfter = retryAfterOf(headers);
  }
}

/** Seconds; undefined when the reply does not say, or says a date. */
export function retryAfterOf(headers: Headers): number | undefined {
  const text = headers.get('retry-after');
  return text !== null && /^\d+$/.test(text.trim()) ? Number(text) : undefined;
}

/** No reply came, not even after all tries. `cause` says why. */
export class ConnectionError extends DrapeError {
  override name = 'ConnectionError';
}

/** The person photo does not suit a try-on. The message is for the shopper. */
export class PhotoNotSuitable extends DrapeError {
  override name = 'PhotoNotSuitable';

  constructor(readonly validation: PersonValidation) {
    super(validation.issues.join(' ') || 'The photo does not suit a try-on.');
  }
}

/** The task ended without a picture. The message is for the shopper; `code` is stable. */
export class TryOnFailed extends DrapeError {
  override name = 'TryOnFailed';
  readonly code: string;
  /** The same order may succeed when it is placed again. */
  readonly retryable: boolean;

  constructor(readonly taskId: number, error: TaskError | null | undefined) {
    super(error?.message ?? 'The try-on failed.');
    this.code = error?.code ?? 'unknown';
    this.retryable = error?.retryable ?? false;
  }
}
