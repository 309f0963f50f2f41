import { text } from '../text.ts';

export type ErrorKind =
  | 'away' // no answer at all
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'throttled'
  | 'unavailable'
  | 'refused' // the request itself: a field, a file, its size
  | 'unsupported' // this server does not know the operation
  | 'broken'; // a defect, here or there

/** A request that did not succeed. `message` is for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly kind: ErrorKind,
    message: string,
    /** Seconds after which another try is worth it; 0: not told. */
    readonly retryAfter = 0,
  ) {
    super(message);
  }
}

const KINDS: Record<number, ErrorKind> = {
  400: 'refused',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'missing',
  405: 'unsupported',
  409: 'refused',
  413: 'refused',
  415: 'refused',
  429: 'throttled',
  503: 'unavailable',
};

/** The first sentence in a reply of the server: its detail, or the first message on a field. */
export function firstSentence(json: unknown): string | null {
  if (typeof json === 'string') return json;
  if (typeof json !== 'object' || json === null) return null;
  for (const value of Object.values(json)) {
    const found = firstSentence(value);
    if (found !== null) return found;
  }
  return null;
}

export function errorOfReply(status: number, json: unknown, headers: Headers): ApiError {
  const kind = KINDS[status] ?? 'broken';
  const retryAfter = Number(headers.get('retry-after') ?? 0) || 0;
  if (kind === 'throttled') return new ApiError(kind, text.errors.throttled(retryAfter), retryAfter);
  if (kind === 'broken') return new ApiError(kind, text.errors.broken(headers.get('x-request-id')));
  if (kind === 'forbidden') return new ApiError(kind, text.errors.forbidden);
  return new ApiError(kind, firstSentence(json) ?? text.errors.broken(headers.get('x-request-id')), retryAfter);
}

/** What went wrong, as a sentence for the person in front of the screen. */
export function sentenceOf(error: unknown): string {
  return error instanceof ApiError ? error.message : text.errors.unexpected;
}
