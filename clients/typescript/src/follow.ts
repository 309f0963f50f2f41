import { ApiError } from './errors.js';
import { eventsOf } from './event_stream.js';
import { Deadline, throwIfAborted } from './pause.js';
import type { Transport } from './transport.js';
import type { Task, TaskEvent } from './types.js';

/** A stream that says nothing for so long, not even that it lives, is dead. */
const SILENCE_MS = 60_000;
const POLL_FIRST_MS = 500;
const POLL_LAST_MS = 5_000;

const isOver = ({ status }: { status: string }) => status === 'completed' || status === 'failed';

/** A server that has no events says so. */
const hasNoEvents = (error: unknown) => error instanceof ApiError && [404, 405, 406, 501].includes(error.status);

/** Where a stream is to go on, and how often it broke without a word since it last said something. */
interface Place {
  lastId: string | undefined;
  failures: number;
}

/**
 * The changes of a task until it is over. Follows the server's events, and goes on where they broke off; polls when the
 * server has none. Throws ApiError, ConnectionError, or the signal's reason.
 */
export async function* follow(transport: Transport, id: number, signal?: AbortSignal): AsyncGenerator<TaskEvent> {
  const place: Place = { lastId: undefined, failures: 0 };
  for (;;) {
    throwIfAborted(signal);
    let failure: unknown = new Error('The stream of events ended before the task did');
    try {
      for await (const event of streamed(transport, id, place, signal)) {
        yield event;
        if (isOver(event)) return;
      }
    } catch (error) {
      throwIfAborted(signal);
      failure = error;
    }
    place.failures += 1;
    if (hasNoEvents(failure) || place.failures >= transport.attempts) break;
    await transport.backOff(place.failures, failure, signal);
  }
  yield* polled(transport, id, signal);
}

async function* streamed(transport: Transport, id: number, place: Place, signal?: AbortSignal): AsyncGenerator<TaskEvent> {
  const deadline = new Deadline(SILENCE_MS, signal);
  try {
    const headers: Record<string, string> = { accept: 'text/event-stream' };
    if (place.lastId !== undefined) headers['last-event-id'] = place.lastId;
    const response = await transport.open(`/v2/tryon/tasks/${id}/events/`, headers, deadline.signal);
    if (!response.body) return;
    for await (const { id: eventId, event, data } of eventsOf(response.body, () => deadline.extend())) {
      place.lastId = eventId ?? place.lastId;
      place.failures = 0;
      if (['queued', 'processing', 'completed', 'failed'].includes(event)) {
        yield { status: event, ...JSON.parse(data), ...(eventId === undefined ? {} : { eventId }) } as TaskEvent;
      }
    }
  } finally {
    deadline.close();
  }
}

async function* polled(transport: Transport, id: number, signal?: AbortSignal): AsyncGenerator<TaskEvent> {
  let last: string | undefined;
  for (let wait = POLL_FIRST_MS; ; wait = Math.min(POLL_LAST_MS, wait * 1.5)) {
    const task = await transport.json<Task>('GET', `/v2/tryon/tasks/${id}/`, { signal });
    if (task.status !== last) yield { id, status: task.status, result_url: task.result_url, error: task.error };
    if (isOver(task)) return;
    last = task.status;
    await transport.pause(wait * (0.75 + Math.random() / 2), signal);
  }
}
