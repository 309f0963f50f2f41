import { ApiError } from '../api/errors.ts';
import type { Context } from '../context.ts';
import { text } from '../text.ts';

export const HISTORY_PAGE_SIZE = 12;

/** The list of all try-ons of the account. */
export class HistoryActions {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  async load(page: number): Promise<void> {
    const { store } = this.#context;
    try {
      const { items, count } = await this.#context.api.tasks(page, HISTORY_PAGE_SIZE);
      const pages = Math.max(1, Math.ceil(count / HISTORY_PAGE_SIZE));
      store.update({ history: { page, pages, count, tasks: items }, historyProblem: null });
      await this.#learnWhatIsAllowed(items[0]?.id);
    } catch (error) {
      // The last try-on of the last page is gone.
      if (page > 1 && error instanceof ApiError && error.kind === 'missing') return this.load(page - 1);
      store.update({ historyProblem: this.#context.sentenceOf(error) });
    }
  }

  async #learnWhatIsAllowed(id: number | undefined): Promise<void> {
    const { store } = this.#context;
    if (id === undefined || store.state.canRemoveTasks !== null) return;
    store.update({ canRemoveTasks: await this.#context.api.canRemoveTask(id) });
  }

  /** True when it is gone. */
  async remove(id: number): Promise<boolean> {
    const { store } = this.#context;
    return this.#context.attempt(async () => {
      await this.#context.api.removeTask(id);
      const job = store.state.job?.taskId === id ? null : store.state.job;
      store.update({ job });
      this.#context.say({ tone: 'good', sentence: text.history.removed });
      await this.load(store.state.history?.page ?? 1);
    });
  }
}
