import type { Api } from './client.ts';
import { newsOf } from './decode.ts';
import { ApiError } from './errors.ts';
import { EventStreamParser, readEvents } from './event_stream.ts';
import { hasEnded, type Task, type TaskNews } from './types.ts';

/** Between two looks at a task on a server without events, milliseconds. */
const POLL_MS = 800;
/** Before the next try when the server is away: doubled each time, up to the second. */
const RETRY_MS_MIN = 500;
const RETRY_MS_MAX = 8_000;

/** News of a task, or null: the server cannot be reached right now, and is tried again. */
export type TaskEvent = TaskNews | null;

type Followed = Pick<Api, 'events' | 'task'>;

/** Everything that happens to a task, until it has ended. Rejects when it cannot be followed at all (no such task, no key). */
export async function* followTask(api: Followed, id: number, signal: AbortSignal): AsyncGenerator<TaskEvent> {
  const parser = new EventStreamParser();
  let streams = true;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const source = streams ? fromEvents(api, id, parser, signal) : fromPoll(api, id, signal);
      for await (const news of source) {
        failures = 0;
        yield news;
        if (hasEnded(news.status)) return;
      }
      // The stream ended before the task did: a proxy may have cut it.
      if (streams) await pause(RETRY_MS_MIN, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (streams && hasNoEvents(error)) {
        streams = false;
        continue;
      }
      if (!passes(error)) throw error;
      yield null;
      await pause(waitAfter(error, failures), signal);
      failures += 1;
    }
  }
}

async function* fromEvents(api: Followed, id: number, parser: EventStreamParser, signal: AbortSignal): AsyncGenerator<TaskNews> {
  const stream = await api.events(id, parser.lastEventId, signal);
  for await (const { data } of readEvents(stream, parser)) yield newsOf(JSON.parse(data));
}

async function* fromPoll(api: Followed, id: number, signal: AbortSignal): AsyncGenerator<TaskNews> {
  for (;;) {
    yield newsOfTask(await api.task(id, signal));
    await pause(POLL_MS, signal);
  }
}

export function newsOfTask(task: Task): TaskNews {
  return { status: task.status, position: null, stage: null, progress: null, resultUrl: task.resultUrl, failure: task.failure };
}

function hasNoEvents(error: unknown): boolean {
  return error instanceof ApiError && (error.kind === 'missing' || error.kind === 'unsupported');
}

/** A stream that breaks in the middle is a TypeError. */
function passes(error: unknown): boolean {
  if (!(error instanceof ApiError)) return error instanceof TypeError;
  return error.kind === 'away' || error.kind === 'throttled' || error.kind === 'unavailable';
}

function waitAfter(error: unknown, failures: number): number {
  const told = error instanceof ApiError ? error.retryAfter * 1_000 : 0;
  return Math.max(told, Math.min(RETRY_MS_MIN * 2 ** failures, RETRY_MS_MAX));
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
