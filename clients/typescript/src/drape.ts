import { follow } from './follow.js';
import { readPhoto, type Photo } from './photos.js';
import { Transport, type DrapeOptions } from './transport.js';
import { tryOn, type TryOnOrder, type TryOnResult } from './try_on.js';
import type {
  CallOptions, CreatedTask, CreatedTaskBatch, Deleted, DeletedImages, GarmentImageDetails, GarmentValidation, Image, ImagePage, ImageQuery,
  NewTask, NewTaskBatch, PersonImage, PersonImageDetails, PersonImagePage, PersonImageQuery, PersonValidation, Task, TaskEvent, TaskPage,
  TaskQuery, LoggedWebhookDelivery, WebhookDelivery, WebhookDeliveryPage, WebhookDeliveryQuery, WebhookSecret,
} from './types.js';

/** What an upload may be given. */
export interface UploadOptions extends CallOptions {
  /** A label for the image, at most 255 characters. */
  name?: string | undefined;
}

/** What the upload of a person photo may be given. */
export interface PersonUploadOptions extends UploadOptions {
  /** Whom the photo belongs to, in your own words; all photos of a user can be deleted by it. */
  externalUserId?: string | undefined;
}

type Kind = 'person' | 'garment';

/**
 * A Drape server. Every call sends its request again after 429, 503 and a lost connection, and throws ApiError,
 * ConnectionError, or the reason of its signal.
 */
export class Drape {
  readonly #transport: Transport;

  constructor(options: DrapeOptions) {
    this.#transport = new Transport(options);
  }

  /**
   * Dresses a person: uploads what is not uploaded yet, validates the person photo, starts a task and follows it to its
   * end. Throws PhotoNotSuitable and TryOnFailed as well.
   */
  tryOn(order: TryOnOrder): Promise<TryOnResult> {
    return tryOn(this, order);
  }

  /** The changes of a task until it is completed or failed, live; from an older server by polling. */
  events(taskId: number, options: { signal?: AbortSignal | undefined } = {}): AsyncGenerator<TaskEvent> {
    return follow(this.#transport, taskId, options.signal);
  }

  uploadPersonImage(photo: Exclude<Photo, number>, { name, externalUserId, ...options }: PersonUploadOptions = {}): Promise<PersonImage> {
    return this.#upload('person', photo, { image_name: name, external_user_id: externalUserId }, options);
  }

  listPersonImages(query: PersonImageQuery = {}, options: CallOptions = {}): Promise<PersonImagePage> {
    return this.#transport.json('GET', '/v2/tryon/person-images/', { ...options, query });
  }

  /** The photo, and what is known of it. */
  getPersonImage(id: number, options: CallOptions = {}): Promise<PersonImageDetails> {
    return this.#transport.json('GET', `/v2/tryon/person-images/${id}/`, options);
  }

  /** All photos that were uploaded for this user, each with all that hangs on it. */
  deletePersonImagesOfUser(externalUserId: string, options: CallOptions = {}): Promise<DeletedImages> {
    return this.#transport.json('DELETE', '/v2/tryon/person-images/', { ...options, query: { external_user_id: externalUserId } });
  }

  /** The photo, its validation and all results that show the person are gone when this resolves. */
  deletePersonImage(id: number, options: CallOptions = {}): Promise<Deleted> {
    return this.#transport.json('DELETE', `/v2/tryon/person-images/${id}/`, options);
  }

  uploadGarmentImage(photo: Exclude<Photo, number>, { name, ...options }: UploadOptions = {}): Promise<Image> {
    return this.#upload('garment', photo, { image_name: name }, options);
  }

  /** The photo, and what is known of it. */
  getGarmentImage(id: number, options: CallOptions = {}): Promise<GarmentImageDetails> {
    return this.#transport.json('GET', `/v2/tryon/garment-images/${id}/`, options);
  }

  listGarmentImages(query: ImageQuery = {}, options: CallOptions = {}): Promise<ImagePage> {
    return this.#transport.json('GET', '/v2/tryon/garment-images/', { ...options, query });
  }

  deleteGarmentImage(id: number, options: CallOptions = {}): Promise<Deleted> {
    return this.#transport.json('DELETE', `/v2/tryon/garment-images/${id}/`, options);
  }

  /** Whether a person photo suits a try-on, and what to tell the shopper when it does not. */
  validatePersonImage(personImageId: number, options: CallOptions = {}): Promise<PersonValidation> {
    return this.#transport.json('POST', '/v2/tryon/person-validations/', { ...options, json: { tryon_person_image_id: personImageId } });
  }

  getPersonValidation(personImageId: number, options: CallOptions = {}): Promise<PersonValidation> {
    return this.#transport.json('GET', '/v2/tryon/person-validations/', { ...options, query: { tryon_person_image_id: personImageId } });
  }

  /** What the server takes a garment photo for, and whether it suits a try-on. */
  validateGarmentImage(garmentImageId: number, options: CallOptions = {}): Promise<GarmentValidation> {
    return this.#transport.json('POST', '/v2/tryon/garment-validations/', { ...options, json: { garment_image_id: garmentImageId } });
  }

  getGarmentValidation(garmentImageId: number, options: CallOptions = {}): Promise<GarmentValidation> {
    return this.#transport.json('GET', '/v2/tryon/garment-validations/', { ...options, query: { garment_image_id: garmentImageId } });
  }

  createTask(order: NewTask, options: CallOptions = {}): Promise<CreatedTask> {
    return this.#transport.json('POST', '/v2/tryon/tasks/', { ...options, json: order });
  }

  /** One person, many garments or outfits: all tasks are created or none is. */
  createTasks(batch: NewTaskBatch, options: CallOptions = {}): Promise<CreatedTaskBatch> {
    return this.#transport.json('POST', '/v2/tryon/tasks/batch/', { ...options, json: batch });
  }

  listTasks(query: TaskQuery = {}, options: CallOptions = {}): Promise<TaskPage> {
    return this.#transport.json('GET', '/v2/tryon/tasks/', { ...options, query });
  }

  getTask(id: number, options: CallOptions = {}): Promise<Task> {
    return this.#transport.json('GET', `/v2/tryon/tasks/${id}/`, options);
  }

  /** A queued or processing task ends as failed, with the code cancelled. */
  cancelTask(id: number, options: CallOptions = {}): Promise<Task> {
    return this.#transport.json('POST', `/v2/tryon/tasks/${id}/cancel/`, options);
  }

  /** The task and its picture are gone when this resolves; the photos stay. */
  deleteTask(id: number, options: CallOptions = {}): Promise<Deleted> {
    return this.#transport.json('DELETE', `/v2/tryon/tasks/${id}/`, options);
  }

  listWebhookDeliveries(query: WebhookDeliveryQuery = {}, options: CallOptions = {}): Promise<WebhookDeliveryPage> {
    return this.#transport.json('GET', '/v2/tryon/webhook-deliveries/', { ...options, query });
  }

  /** A delivery with its attempts. */
  getWebhookDelivery(id: number, options: CallOptions = {}): Promise<LoggedWebhookDelivery> {
    return this.#transport.json('GET', `/v2/tryon/webhook-deliveries/${id}/`, options);
  }

  /** Sends a webhook again, with the id that it had. */
  replayWebhookDelivery(id: number, options: CallOptions = {}): Promise<WebhookDelivery> {
    return this.#transport.json('POST', `/v2/tryon/webhook-deliveries/${id}/replay/`, options);
  }

  /** What verifies the signatures of webhooks. */
  getWebhookSecret(options: CallOptions = {}): Promise<WebhookSecret> {
    return this.#transport.json('GET', '/v2/tryon/webhook-secret/', options);
  }

  /** A new secret; the old one goes on signing for a while beside it. */
  rotateWebhookSecret(options: CallOptions = {}): Promise<WebhookSecret> {
    return this.#transport.json('POST', '/v2/tryon/webhook-secret/rotate/', options);
  }

  /** A picture by its `image_url` or `result_url`. The key is not sent: the link is its own proof. */
  getPicture(link: string, options: CallOptions = {}): Promise<Blob> {
    return this.#transport.fetchLink(link, options);
  }

  getLiveness(options: CallOptions = {}): Promise<{ status: string }> {
    return this.#transport.json('GET', '/health/live', options);
  }

  getReadiness(options: CallOptions = {}): Promise<{ status: string }> {
    return this.#transport.json('GET', '/health/ready', options);
  }

  /** The measurements in the text format of Prometheus. */
  getMetrics(options: CallOptions = {}): Promise<string> {
    return this.#transport.send('GET', '/metrics', options, (response) => response.text());
  }

  /** The OpenAPI document of the server, in YAML. */
  getOpenApi(options: CallOptions = {}): Promise<string> {
    return this.#transport.send('GET', '/openapi.yaml', options, (response) => response.text());
  }

  async #upload<T>(kind: Kind, photo: Exclude<Photo, number>, texts: Record<string, string | undefined>, options: CallOptions): Promise<T> {
    const { blob, fileName } = await readPhoto(photo, options.signal);
    const form = new FormData();
    form.set('image', blob, fileName);
    for (const [name, text] of Object.entries(texts)) if (text !== undefined) form.set(name, text);
    return this.#transport.json('POST', `/v2/tryon/${kind}-images/`, { ...options, form });
  }
}
