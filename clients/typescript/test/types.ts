// What the types allow and what they refuse. Only compiled (tsconfig.test.json).
import { ApiError, Drape, TryOnFailed, type NewTask, type Task } from '../src/index.js';

const drape = new Drape({ baseUrl: 'https://tryon.example', apiKey: 'dk_' });
const order: NewTask = { tryon_person_image_id: 1, garment_image_ids: [1] };

export async function allowed(file: File, signal: AbortSignal): Promise<void> {
  const result = await drape.tryOn({ person: file, garments: [7, 'tee.jpg', new URL('https://shop.example/a.jpg')], signal });
  const status: 'queued' | 'processing' | 'completed' | 'failed' = result.task.status;
  const task: Task = await drape.getTask((await drape.createTask(order, { idempotencyKey: status })).id);
  for (const { width } of (await drape.listPersonImages({ page: 'last' })).results) width.toFixed();
  for await (const event of drape.events(task.id)) event.progress?.toFixed();
}

export function caught(error: unknown): string {
  if (error instanceof TryOnFailed) return `${error.code} ${error.retryable}`;
  return error instanceof ApiError ? Object.keys(error.fields).join() : '';
}

export async function refused(): Promise<void> {
  // @ts-expect-error A server has an address.
  new Drape({ apiKey: 'dk_' });
  // @ts-expect-error Somebody wears it.
  await drape.tryOn({ garments: [1] });
  // @ts-expect-error Ids are numbers.
  await drape.createTask({ ...order, tryon_person_image_id: '1' });
  // @ts-expect-error There is no such state.
  await drape.listTasks({ status: 'done' });
  // @ts-expect-error An id is uploaded already.
  await drape.uploadPersonImage(7);
  // @ts-expect-error A task has no such field.
  (await drape.getTask(1)).picture;
}
