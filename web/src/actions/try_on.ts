import type { PhotoKind } from '../api/client.ts';
import { followTask } from '../api/follow_task.ts';
import type { Task, TaskNews } from '../api/types.ts';
import type { Context } from '../context.ts';
import { hashOf } from '../route.ts';
import { isUnderWay, photoById, type Job } from '../state.ts';
import { text } from '../text.ts';

/** Starting a try-on, watching it, and looking at one that is over. */
export class TryOnActions {
  readonly #context: Context;
  #following = new AbortController();

  constructor(context: Context) {
    this.#context = context;
  }

  async start(): Promise<void> {
    const { personId, picked } = this.#context.store.state;
    if (personId !== null && picked.length > 0) await this.#order(personId, picked);
  }

  /** The same once more. */
  async retry(): Promise<void> {
    const { job } = this.#context.store.state;
    if (job !== null) await this.#order(job.personId, job.garmentIds);
  }

  async #order(personId: number, garmentIds: readonly number[]): Promise<void> {
    const { store } = this.#context;
    this.#stopFollowing();
    const job: Job = { ...newJob(personId, garmentIds), phase: 'starting' };
    store.update({ job, history: null });
    const done = await this.#context.attempt(async () => {
      const taskId = await this.#context.api.startTask(personId, garmentIds);
      if (store.state.job !== job) return;
      store.update({ job: { ...job, taskId, phase: 'queued' } });
      history.pushState(null, '', hashOf({ view: 'result', taskId }));
      store.update({ route: { view: 'result', taskId } });
      void this.#follow(taskId);
    });
    if (!done && store.state.job === job) store.update({ job: null });
  }

  async #follow(taskId: number): Promise<void> {
    this.#stopFollowing();
    const following = new AbortController();
    this.#following = following;
    const signal = following.signal;
    this.#context.session.addEventListener('abort', () => following.abort(), { signal });
    await this.#context.attempt(async () => {
      for await (const news of followTask(this.#context.api, taskId, signal)) {
        if (signal.aborted) return;
        if (news === null) this.#change(taskId, { reconnecting: true });
        else this.#tell(taskId, news);
      }
    });
  }

  #tell(taskId: number, news: TaskNews): void {
    const { status: phase, position, stage, progress, resultUrl, failure } = news;
    this.#change(taskId, { phase, position, stage, progress, resultUrl, failure, reconnecting: false });
  }

  #change(taskId: number, change: Partial<Job>): void {
    this.#context.store.update(({ job }) => (job?.taskId === taskId ? { job: { ...job, ...change } } : {}));
  }

  #stopFollowing(): void {
    this.#following.abort();
  }

  async cancel(): Promise<void> {
    const taskId = this.#context.store.state.job?.taskId ?? null;
    if (taskId === null) return;
    await this.#context.attempt(async () => {
      if (await this.#context.api.cancelTask(taskId)) {
        this.leave();
        this.#context.say({ tone: 'good', sentence: text.progress.cancelled });
      } else {
        this.#context.store.update({ canCancel: false });
        this.#context.say({ tone: 'bad', sentence: text.progress.cannotCancel });
      }
    });
  }

  /** Back to the person photo. A try-on that is under way goes on at the server. */
  leave(): void {
    this.#stopFollowing();
    this.#context.store.update({ job: null, history: null, route: { view: 'studio' } });
    history.replaceState(null, '', hashOf({ view: 'studio' }));
  }

  /** The address of the studio alone: what is over makes room, what is under way stays. */
  putAway(): void {
    if (!isUnderWay(this.#context.store.state.job)) this.#context.store.update({ job: null });
  }

  /** Another person is looked at from here on. */
  leaveForPerson(): void {
    const wasUnderWay = isUnderWay(this.#context.store.state.job);
    this.leave();
    if (wasUnderWay) this.#context.say({ tone: 'good', sentence: text.progress.goesOn });
  }

  /** Shows a try-on of the history, and follows it if it has not ended. */
  async open(taskId: number): Promise<void> {
    const { store } = this.#context;
    if (store.state.job?.taskId === taskId) return;
    this.#stopFollowing();
    const shown = await this.#context.attempt(async () => {
      const task = await this.#context.api.task(taskId);
      await Promise.all([this.#bring('person', task.personId), ...task.garmentIds.map((id) => this.#bring('garment', id))]);
      store.update({ job: jobOf(task), personId: photoById(store.state, 'person', task.personId)?.id ?? store.state.personId });
      if (isUnderWay(store.state.job)) void this.#follow(taskId);
    });
    if (!shown && store.state.signedIn) this.leave();
  }

  /** A photo that is not among the newest, as far as the server still has it. */
  async #bring(kind: PhotoKind, id: number): Promise<void> {
    const { store } = this.#context;
    if (photoById(store.state, kind, id) !== null) return;
    const photo = await this.#context.api.photo(kind, id);
    if (photo === null || photoById(store.state, kind, id) !== null) return;
    const library = store.state[kind];
    store.update({ [kind]: { ...library, photos: [...library.photos, photo] } });
  }
}

function newJob(personId: number, garmentIds: readonly number[]): Job {
  return {
    taskId: null, personId, garmentIds: [...garmentIds], phase: 'queued', position: null, stage: null, progress: null,
    reconnecting: false, resultUrl: null, resultDeleted: false, failure: null,
  };
}

function jobOf(task: Task): Job {
  const { id: taskId, status: phase, resultUrl, resultDeleted, failure } = task;
  return { ...newJob(task.personId, task.garmentIds), taskId, phase, resultUrl, resultDeleted, failure };
}
