import type { components, operations } from './schema.js';

type Schemas = components['schemas'];

export type Image = Schemas['Image'];
export type ImagePage = Schemas['ImagePage'];
export type PersonImage = Schemas['PersonImage'];
export type PersonImagePage = Schemas['PersonImagePage'];
export type PersonImageDetails = Schemas['PersonImageDetails'];
export type GarmentImageDetails = Schemas['GarmentImageDetails'];
export type DeletedImages = Schemas['DeletedImages'];
export type PersonValidation = Schemas['PersonValidation'];
export type GarmentValidation = Schemas['GarmentValidation'];
export type NewTask = Schemas['NewTask'];
export type CreatedTask = Schemas['CreatedTask'];
export type NewTaskBatch = Schemas['NewTaskBatch'];
export type CreatedTaskBatch = Schemas['CreatedTaskBatch'];
export type Task = Schemas['Task'];
export type TaskPage = Schemas['TaskPage'];
export type TaskStatus = Schemas['TaskStatus'];
export type TaskError = NonNullable<Schemas['TaskError']>;
export type WebhookDelivery = Schemas['WebhookDelivery'];
export type WebhookDeliveryPage = Schemas['WebhookDeliveryPage'];
export type LoggedWebhookDelivery = Schemas['LoggedWebhookDelivery'];
export type WebhookSecret = Schemas['WebhookSecret'];
/** What the server posts to a `webhook_url`. */
export type WebhookEvent = Schemas['WebhookEvent'];
export type Deleted = Schemas['Error'];

type QueryOf<Operation extends keyof operations> = NonNullable<operations[Operation]['parameters']['query']>;

export type ImageQuery = QueryOf<'listGarmentImages'>;
export type PersonImageQuery = QueryOf<'listPersonImages'>;
export type TaskQuery = QueryOf<'listTasks'>;
export type WebhookDeliveryQuery = QueryOf<'listWebhookDeliveries'>;

/** What a call may be given beside its own arguments. */
export interface CallOptions {
  /** Ends the call: its promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** For a POST: the server answers the same key once. Without it each call has a key of its own. */
  idempotencyKey?: string | undefined;
}

/** A change of a task. */
export interface TaskEvent {
  /** For going on behind it: the header Last-Event-ID. */
  eventId?: string;
  id: number;
  status: TaskStatus;
  /** Tasks in front of a queued one, itself included. */
  position?: number | null;
  /** What a processing task is at. */
  stage?: string | null;
  /** How far a processing task is, 0 to 1. */
  progress?: number | null;
  result_url?: string | null;
  error?: TaskError | null;
}
