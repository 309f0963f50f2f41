export { Drape, type UploadOptions } from './drape.js';
export { ApiError, ConnectionError, DrapeError, PhotoNotSuitable, TryOnFailed, type FieldMessages } from './errors.js';
export type { Photo } from './photos.js';
export type { components, operations, paths } from './schema.js';
export type { DrapeOptions, RetryOptions } from './transport.js';
export type { TryOnOrder, TryOnResult } from './try_on.js';
export type * from './types.js';
