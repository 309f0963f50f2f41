import type { App } from '../app.ts';
import { h, reconcile, setAttributes, show, type Entry } from '../dom.ts';
import { isUnderWay, obstacle, photoById } from '../state.ts';
import { text } from '../text.ts';
import { listText } from '../format.ts';

const OBSTACLES = { person: text.start.needsPerson, photo: text.start.needsGoodPhoto, garments: text.start.needsGarments };

/** What is picked, and the button that starts the try-on. It stays in sight. */
export function startBar(app: App, signal: AbortSignal): HTMLElement {
  const worn = h('ul', { class: 'picked', 'aria-hidden': 'true' });
  const said = h('p', { class: 'start-said', id: 'start-said', role: 'status' });
  const start = h('button', { type: 'button', class: 'primary large', 'aria-describedby': 'start-said' });
  const clear = h('button', { type: 'button', class: 'quiet small-button', 'aria-label': text.start.clearLabel,
    on: { click: () => app.library.clearPicked() } }, text.start.clear);
  start.addEventListener('click', () => {
    if (start.getAttribute('aria-disabled') === 'true') return;
    void app.tryOn.start();
    document.querySelector('.studio-stage')?.scrollIntoView({ block: 'start' });
  });
  app.store.watch((state) => [state.picked, state.personId, state.checks, state.job, state.garment], (picked, _person, _checks, job) => {
    const { state } = app.store;
    const stopped = obstacle(state);
    const names = picked.map((id) => text.garments.name(photoById(state, 'garment', id)?.name ?? null, id));
    const told = stopped === null ? text.start.picked(listText(names)) : OBSTACLES[stopped];
    if (said.textContent !== told) said.textContent = told;
    start.textContent = text.start.action(picked.length);
    setAttributes(start, { 'aria-disabled': stopped !== null || isUnderWay(job) ? 'true' : null });
    reconcile(worn, picked, String, (id) => pickedEntry(app, id));
    show(clear, picked.length > 0);
    show(worn, picked.length > 0);
  }, signal);
  return h('section', { class: 'start-bar', 'aria-label': text.start.label }, worn, said, clear, start);
}

function pickedEntry(app: App, id: number): Entry<number> {
  const url = photoById(app.store.state, 'garment', id)?.url ?? null;
  return { element: h('li', {}, url === null ? null : h('img', { src: url, alt: '', width: 36, height: 45 })), update: () => undefined };
}
