import type { Drape } from './drape.js';
import { DrapeError, PhotoNotSuitable, TryOnFailed } from './errors.js';
import { throwIfAborted } from './pause.js';
import type { Photo } from './photos.js';
import type { NewTask, PersonValidation, Task, TaskEvent } from './types.js';

/** What tryOn() is asked for. */
export interface TryOnOrder {
  person: Photo;
  /** At most 6, in any order: the server layers them. */
  garments: Photo[];
  /** Look at the person photo first, and throw PhotoNotSuitable instead of waiting for a task that fails. Default: true. */
  validate?: boolean;
  signal?: AbortSignal;
  /** Called for each change of the task. */
  onProgress?: (event: TaskEvent) => void;
  /** Where the server posts the end of the task to, signed. */
  webhookUrl?: string;
  /** Names this order: placed twice with the same key and photos, it is one task. */
  idempotencyKey?: string;
  /** More fields of the task, as the API names them: { seed: 7, output_format: "png" }. */
  options?: Partial<NewTask> & Record<string, unknown>;
}

/** What tryOn() found. */
export interface TryOnResult {
  task: Task;
  /** Signed and expiring; an <img> can show it. */
  resultUrl: string;
  /** Keep these to dress the same person, or in the same garments, without another upload. */
  personImageId: number;
  garmentImageIds: number[];
  validation: PersonValidation | undefined;
  /** The picture. */
  blob(): Promise<Blob>;
  /** The picture's bytes. */
  bytes(): Promise<Uint8Array>;
}

/** See Drape.tryOn(). */
export async function tryOn(drape: Drape, order: TryOnOrder): Promise<TryOnResult> {
  const { signal } = order;
  throwIfAborted(signal);
  const [personImageId, ...garmentImageIds] = await uploadAll(drape, order);
  const validation = order.validate === false ? undefined : await drape.validatePersonImage(personImageId, { signal });
  if (validation && !validation.is_valid) throw new PhotoNotSuitable(validation);
  const { id } = await drape.createTask(newTask(order, personImageId, garmentImageIds), { signal, idempotencyKey: order.idempotencyKey });
  for await (const event of drape.events(id, { signal })) order.onProgress?.(event);
  const task = await drape.getTask(id, { signal });
  if (task.status === 'failed') throw new TryOnFailed(id, task.error);
  const resultUrl = task.result_url;
  if (!resultUrl) throw new DrapeError(`The picture of task ${id} is gone.`);
  const blob = () => drape.getPicture(resultUrl, { signal });
  return {
    task, resultUrl, personImageId, garmentImageIds, validation, blob,
    bytes: async () => new Uint8Array(await (await blob()).arrayBuffer()),
  };
}

/** The ids of the person and of the garments. */
function uploadAll(drape: Drape, { person, garments, signal, idempotencyKey: key }: TryOnOrder): Promise<[number, ...number[]]> {
  const options = (part: string) => ({ signal, idempotencyKey: key === undefined ? undefined : `${key}-${part}` });
  const uploads = [
    idOf(person, (photo) => drape.uploadPersonImage(photo, options('person'))),
    ...garments.map((garment, i) => idOf(garment, (photo) => drape.uploadGarmentImage(photo, options(`garment-${i}`)))),
  ];
  return Promise.all(uploads) as Promise<[number, ...number[]]>;
}

async function idOf(photo: Photo, upload: (photo: Exclude<Photo, number>) => Promise<{ id: number }>): Promise<number> {
  return typeof photo === 'number' ? photo : (await upload(photo)).id;
}

function newTask({ options, webhookUrl }: TryOnOrder, personImageId: number, garmentImageIds: number[]): NewTask {
  return {
    ...options,
    ...(webhookUrl === undefined ? {} : { webhook_url: webhookUrl }),
    tryon_person_image_id: personImageId,
    garment_image_ids: garmentImageIds,
  };
}
