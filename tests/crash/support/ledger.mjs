// What the outside world was promised, and whether the server keeps it.
import { createHash, randomUUID } from 'node:crypto';
import { until } from '../../http/support/client.mjs';

const TASKS = '/v2/tryon/tasks/';
const DELIVERIES = '/v2/tryon/webhook-deliveries/';
const KINDS = ['person', 'garment'];
const ENDED = ['completed', 'failed'];

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Every request is named, so that each crash also falls around what is kept for a repetition. */
const named = () => ({ 'idempotency-key': randomUUID() });

const isEnded = (task) => ENDED.includes(task.status);

async function listAll(client, route) {
  const items = [];
  for (let page = 1; ; page += 1) {
    const reply = await client.get(`${route}?page_size=100&page=${page}`);
    if (reply.status !== 200) throw new Error(`GET ${route}: ${reply.status} ${reply.text}`);
    items.push(...reply.json.results);
    if (!reply.json.next) return items;
  }
}

/**
 * Every acknowledgement of one data folder. Calls fail quietly (undefined) when the server dies under them: what
 * was not acknowledged may or may not have happened. Broken promises are collected in `violations`.
 */
export class Ledger {
  constructor() {
    this.images = { person: new Map(), garment: new Map() };  // id -> 'kept' | 'deleted' | 'in doubt'
    this.tasks = new Map();  // id -> {fails, mayBeCancelled, seen: what was last read of it}
    this.removedTasks = new Map();  // id -> {state: 'deleted' | 'in doubt', task}
    this.idMax = { person: 0, garment: 0, task: 0 };
    this.endings = new Map();  // id -> how often a server said that it ended the task
    this.violations = [];
    this.acknowledged = { uploads: 0, tasks: 0, deletions: 0 };
    this.told = 0;  // Tasks whose webhook has come
  }

  #violation(kind, what) {
    this.violations.push(`${kind}: ${what}`);
  }

  /** `floor`: the largest id when the request was sent; replies may overtake each other. */
  #fresh(kind, id, floor) {
    const known = kind === 'task' ? this.tasks : this.images[kind];
    if (id <= floor || known.has(id)) this.#violation('id used again', `${kind} ${id}`);
    this.idMax[kind] = Math.max(this.idMax[kind], id);
  }

  /** The reply's JSON; undefined when the server was dying or turned the request away. */
  async #ask(call, refusals = []) {
    let reply;
    try {
      reply = await call();
    } catch {
      return undefined;
    }
    if (reply.status === 200) return reply.json;
    if (![429, 503, 507, ...refusals].includes(reply.status)) this.#violation('reply', `${reply.status} ${reply.text}`);
    return undefined;
  }

  async upload(client, kind, form) {
    const floor = this.idMax[kind];
    const image = await this.#ask(() => client.post(`/v2/tryon/${kind}-images/`, { form, headers: named() }));
    if (!image) return undefined;
    this.#fresh(kind, image.id, floor);
    this.images[kind].set(image.id, 'kept');
    this.acknowledged.uploads += 1;
    return image.id;
  }

  async remove(client, kind, id) {
    this.images[kind].set(id, 'in doubt');
    if (!await this.#ask(() => client.delete(`/v2/tryon/${kind}-images/${id}/`))) return false;
    this.images[kind].set(id, 'deleted');
    this.acknowledged.deletions += 1;
    return true;
  }

  /**
   * `fails`: the code of the failure that the task must end in; else it must be completed. `cache`: a known picture will do.
   * `webhook`: whom to tell.
   */
  async submit(client, person, garment, { fails, cache = false, webhook } = {}) {
    const json = { tryon_person_image_id: person, garment_image_ids: [garment], use_cache: cache, webhook_url: webhook };
    const floor = this.idMax.task;
    const task = await this.#ask(() => client.post(TASKS, { json, headers: named() }));
    if (!task) return undefined;
    this.#fresh('task', task.id, floor);
    this.tasks.set(task.id, { fails, webhook });
    this.acknowledged.tasks += 1;
    return task.id;
  }

  /** Takes an order back; one that has ended otherwise stays as it is. */
  async cancel(client, id) {
    const task = this.tasks.get(id);
    if (!task) return;
    task.mayBeCancelled = true;
    if (await this.#ask(() => client.post(`${TASKS}${id}/cancel/`), [409])) task.fails = 'cancelled';
  }

  async removeTask(client, id) {
    const task = this.tasks.get(id);
    if (!task) return;
    this.tasks.delete(id);
    const removed = { state: 'in doubt', task };
    this.removedTasks.set(id, removed);
    if (!await this.#ask(() => client.delete(`${TASKS}${id}/`))) return;
    removed.state = 'deleted';
    this.acknowledged.deletions += 1;
  }

  /** Notes what a server's log says of endings. REQUIRES: that server is dead. */
  noteLogs(logs) {
    for (const { event, outcome, task } of logs) {
      if (event === 'task_ran' && ENDED.includes(outcome)) this.endings.set(task, (this.endings.get(task) ?? 0) + 1);
    }
  }

  unfinished() {
    return [...this.tasks.values()].filter(({ seen }) => !seen || !isEnded(seen)).length;
  }

  /** `asked`: what #questionNow() gave when the question left. An answer may be overtaken by that of a later question: only what had
   * been seen before the question was asked must not be taken back. */
  #see(id, now, asked) {
    const task = this.tasks.get(id);
    if (task.seen && isEnded(task.seen)) {
      if (task.seen.at < asked && task.seen.status !== now.status) this.#violation('ended twice', `task ${id}: ${task.seen.status}, then ${now.status}`);
    } else {
      task.seen = { status: now.status, error: now.error, at: this.#moment };
    }
  }

  #moment = 0;

  #questionNow() {
    this.#moment += 1;
    return this.#moment;
  }

  /** Reads how the newest tasks are getting on. False when the server died under it. */
  async look(client) {
    const asked = this.#questionNow();
    const reply = await client.get(`${TASKS}?page_size=100`).catch(() => undefined);
    for (const task of reply?.json?.results ?? []) if (this.tasks.has(task.id)) this.#see(task.id, task, asked);
    return reply?.status === 200;
  }

  /** Reads everything that was acknowledged. False when the server died under it. REQUIRES: nobody else asks. */
  async check(client) {
    try {
      for (const kind of KINDS) {
        const found = new Set((await listAll(client, `/v2/tryon/${kind}-images/`)).map(({ id }) => id));
        for (const [id, state] of this.images[kind]) {
          if (state === 'kept' && !found.has(id)) this.#violation('lost', `${kind} image ${id}`);
          if (state === 'deleted' && found.has(id)) this.#violation('came back', `${kind} image ${id}`);
          if (state === 'in doubt') this.images[kind].set(id, found.has(id) ? 'kept' : 'deleted');
        }
        for (const id of found) this.idMax[kind] = Math.max(this.idMax[kind], id);
      }
      const asked = this.#questionNow();
      const found = new Map((await listAll(client, TASKS)).map((task) => [task.id, task]));
      for (const id of this.tasks.keys()) {
        if (found.has(id)) this.#see(id, found.get(id), asked);
        else this.#violation('lost', `task ${id}`);
      }
      for (const [id, removed] of this.removedTasks) {
        if (!found.has(id)) {
          removed.state = 'deleted';
        } else if (removed.state === 'deleted') {
          this.#violation('came back', `task ${id}`);
        } else {
          this.removedTasks.delete(id);
          this.tasks.set(id, removed.task);
        }
      }
      for (const id of found.keys()) this.idMax.task = Math.max(this.idMax.task, id);
      return true;
    } catch (error) {
      if (/^GET /.test(error.message)) this.#violation('reply', error.message);
      return false;
    }
  }

  /** Waits until every acknowledged task has ended, and reads each picture: {id -> sha256}. */
  async settle(client, timeoutMs = 120_000) {
    const pictures = new Map();
    for (const [id, task] of this.tasks) {
      const asked = this.#questionNow();
      const now = await client.finished(id, timeoutMs);
      this.#see(id, now, asked);
      const ends = task.fails ? `failed ${task.fails}` : 'completed';
      const did = now.status === 'failed' ? `failed ${now.error.code}` : now.status;
      const asWished = did === ends || (task.mayBeCancelled && did === 'failed cancelled');
      if (!asWished) this.#violation('ending', `task ${id}: ${did}, not ${ends}`);
      if (now.status !== 'completed') continue;
      const picture = await client.follow(now.result_url);
      if (picture.status !== 200) this.#violation('no picture', `task ${id}: ${picture.status}`);
      pictures.set(id, sha256(picture.body));
    }
    return pictures;
  }

  /** Every task that asked for it is told at least once how it ended. `requests`: what a receiver got. */
  async checkTold(client, requests) {
    await until('the webhooks', async () => (await client.get(`${DELIVERIES}?state=pending&page_size=1`)).json?.count === 0);
    const deliveries = new Map((await listAll(client, DELIVERIES)).map((delivery) => [delivery.task, delivery.id]));
    for (const [id, { webhook, seen }] of this.tasks) {
      if (!webhook) continue;
      const told = requests.filter(({ headers }) => deliveries.has(id) && headers['webhook-id'] === deliveries.get(id));
      if (told.length === 0) this.#violation('not told', `task ${id}`);
      else this.told += 1;
      for (const { data } of told.map(({ body }) => JSON.parse(body))) {
        if (data.id !== id || data.status !== seen.status) this.#violation('told wrongly', `task ${id}`);
      }
    }
  }

  /** Compares with what drape-audit found in the folder of a stopped server. */
  compare({ tasks, violations }, pictures) {
    this.violations.push(...violations);
    const rows = new Map(tasks.map((row) => [row.id, row]));
    for (const [id, hash] of pictures) {
      if (rows.get(id)?.hash !== hash) this.#violation('wrong picture', `task ${id}`);
    }
    for (const { id, status } of tasks) {
      if (!ENDED.includes(status)) this.#violation('not ended', `task ${id} is ${status}`);
    }
    for (const [id, count] of this.endings) {
      if (count > 1) this.#violation('ended twice', `task ${id}: ${count} times by the logs`);
    }
  }
}
