import type { App } from '../app.ts';
import type { Task } from '../api/types.ts';
import { h, icon, reconcile, show, type Entry } from '../dom.ts';
import { timeText } from '../format.ts';
import { icons } from '../icons.ts';
import { hashOf } from '../route.ts';
import { photoById, type HistoryPage } from '../state.ts';
import { text } from '../text.ts';
import { confirmRemoval } from './dialog.ts';

/** All try-ons of the account, newest first, a page at a time. */
export function historyView(app: App, signal: AbortSignal): HTMLElement {
  const count = h('p', { class: 'small', role: 'status' });
  const list = h('ul', { class: 'history-list' });
  const empty = h('div', { class: 'history-empty' }, h('h2', {}, text.history.empty), h('p', {}, text.history.emptyLead),
    h('a', { class: 'button primary', href: '#/' }, text.history.toStudio));
  const waiting = h('p', { class: 'stage-waiting', role: 'status' }, text.loading);
  const trouble = h('div', { role: 'alert' });
  const pages = h('nav', { class: 'pages', 'aria-label': text.history.pages });
  app.store.watch((state) => [state.history, state.historyProblem, state.canRemoveTasks], (page, problem) => {
    trouble.replaceChildren(...(problem === null ? [] : [problemBanner(app, problem)]));
    show(waiting, page === null && problem === null);
    show(empty, page?.count === 0);
    show(list, (page?.count ?? 0) > 0);
    count.textContent = page === null || page.count === 0 ? '' : text.history.count(page.count);
    reconcile(list, page?.tasks ?? [], ({ id, status }) => `${id} ${status}`, (task) => taskEntry(app, task));
    showPages(pages, page);
  }, signal);
  return h('div', { class: 'history' },
    h('div', { class: 'page-head' }, h('h1', { id: 'history-title', tabindex: -1, 'data-focus': true }, text.history.title), count),
    trouble, waiting, empty, list, pages);
}

function problemBanner(app: App, problem: string): HTMLElement {
  const { route } = app.store.state;
  const again = (): void => void app.history.load(route.view === 'history' ? route.page : 1);
  return h('div', { class: 'banner' }, h('span', {}, problem), h('button', { type: 'button', on: { click: again } }, text.errors.retry));
}

function showPages(nav: HTMLElement, page: HistoryPage | null): void {
  nav.replaceChildren();
  show(nav, page !== null && page.pages > 1);
  if (page === null) return;
  const link = (to: number, label: string): HTMLElement =>
    to < 1 || to > page.pages ? h('span', { class: 'button', 'aria-disabled': 'true' }, label)
      : h('a', { class: 'button', href: hashOf({ view: 'history', page: to }) }, label);
  nav.append(link(page.page - 1, text.history.previous), h('span', { class: 'small' }, text.history.page(page.page, page.pages)),
    link(page.page + 1, text.history.next));
}

function taskEntry(app: App, task: Task): Entry<Task> {
  const remove = h('button', { type: 'button', class: 'icon-only corner', 'aria-label': text.history.remove(task.id), title: text.history.remove(task.id),
    on: { click: () => void removeTask(app, task.id) } }, icon(icons.bin));
  const card = h('a', { class: 'history-card', href: hashOf({ view: 'result', taskId: task.id }), },
    h('span', { class: 'visually-hidden' }, text.history.open(task.id)),
    taskPicture(app, task),
    h('span', { class: 'history-line' },
      h('span', { class: `status status-${task.status}` }, text.history.status[task.status]),
      h('time', { datetime: task.createdAt }, timeText(task.createdAt))),
    task.failure === null ? null : h('span', { class: 'history-failure' }, task.failure.message));
  return { element: h('li', {}, card, remove), update: () => show(remove, app.store.state.canRemoveTasks === true) };
}

/** The result; without one, the person as they were. */
function taskPicture(app: App, task: Task): HTMLElement {
  if (task.resultUrl !== null) {
    return h('span', { class: 'history-picture' }, h('img', { src: task.resultUrl, alt: '', loading: 'lazy', width: 240, height: 320 }));
  }
  const person = photoById(app.store.state, 'person', task.personId);
  return h('span', { class: 'history-picture without' },
    person === null || task.resultDeleted ? h('span', {}, task.resultDeleted ? text.history.noPicture : '')
      : h('img', { src: person.url, alt: '', loading: 'lazy', width: 240, height: 320 }));
}

async function removeTask(app: App, id: number): Promise<void> {
  if (!await confirmRemoval(text.history.removeTitle, text.history.removeLead)) return;
  if (await app.history.remove(id)) document.getElementById('history-title')?.focus();
}
