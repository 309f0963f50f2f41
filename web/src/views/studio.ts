import type { App } from '../app.ts';
import { h } from '../dom.ts';
import { text } from '../text.ts';
import { personPanel } from './person_panel.ts';
import { stageView } from './stage.ts';
import { startBar } from './start_bar.ts';
import { wardrobe } from './wardrobe.ts';

/** The screen to try on: the large picture at one side, what it is made from at the other. */
export function studioView(app: App, signal: AbortSignal): HTMLElement {
  const trouble = h('div', { role: 'alert' });
  app.store.watch((state) => [state.loadProblem], (problem) => {
    trouble.replaceChildren();
    if (problem === null) return;
    trouble.append(h('div', { class: 'banner' }, h('span', {}, problem),
      h('button', { type: 'button', on: { click: () => void app.library.load() } }, text.errors.retry)));
  }, signal);
  return h('div', { class: 'studio' },
    h('h1', { class: 'visually-hidden', tabindex: -1, 'data-focus': true }, text.studio.title),
    trouble,
    h('div', { class: 'studio-columns' },
      h('section', { class: 'studio-stage', 'aria-label': text.studio.stage }, stageView(app, signal)),
      h('div', { class: 'studio-panel' }, personPanel(app, signal), wardrobe(app, signal), startBar(app, signal))));
}
