import type { Photo } from '../api/types.ts';
import type { App } from '../app.ts';
import { h, icon, reconcile, show, type Entry } from '../dom.ts';
import { icons } from '../icons.ts';
import { photoById, type Job } from '../state.ts';
import { text } from '../text.ts';
import { compareView } from './compare.ts';

/** A finished try-on: before and after, its tools, and the way on. */
export function resultView(app: App, job: Job, signal: AbortSignal): HTMLElement {
  const again = h('button', { type: 'button', on: { click: () => tryAgain(app) } }, icon(icons.again), text.result.again);
  if (job.resultUrl === null) {
    return h('div', { class: 'stage-empty' }, h('p', { class: 'lead' }, text.result.deleted), h('div', { class: 'button-row' }, again));
  }
  const before = photoById(app.store.state, 'person', job.personId)?.url ?? null;
  const compare = compareView(before, job.resultUrl);
  const download = h('a', { class: 'button primary', href: job.resultUrl, download: text.result.fileName(job.taskId ?? 0) },
    icon(icons.download), text.result.download);
  return h('div', { class: 'result' },
    h('p', { class: 'visually-hidden', role: 'status' }, text.progress.done),
    compare.element,
    h('div', { class: 'result-tools', role: 'group', 'aria-label': text.result.tools }, compare.tools, wornHere(app, job, signal), h('span', { class: 'spacer' }), again, download));
}

/** Small pictures of the garments that are worn, as far as they are still there; they may come after the result. */
function wornHere(app: App, job: Job, signal: AbortSignal): HTMLElement {
  const list = h('ul', { class: 'worn', 'aria-label': text.result.wearing });
  app.store.watch((state) => [state.garment], (_garments) => {
    const worn = job.garmentIds.map((id) => photoById(app.store.state, 'garment', id)).filter((photo) => photo !== null);
    reconcile(list, worn, ({ id }) => String(id), wornEntry);
    show(list, worn.length > 0);
  }, signal);
  return list;
}

function wornEntry(photo: Photo): Entry<Photo> {
  const picture = h('img', { src: photo.url, alt: text.garments.name(photo.name, photo.id), width: 32, height: 40 });
  return { element: h('li', {}, picture), update: () => undefined };
}

/** The same person, other garments. */
function tryAgain(app: App): void {
  app.library.clearPicked();
  app.tryOn.leave();
  const wardrobe = document.getElementById('wardrobe-title');
  wardrobe?.focus();
  wardrobe?.scrollIntoView({ block: 'nearest' });
}
