import type { App } from '../app.ts';
import type { Photo } from '../api/types.ts';
import { h, icon, reconcile, show, type Entry } from '../dom.ts';
import { icons } from '../icons.ts';
import { text } from '../text.ts';
import { confirmRemoval } from './dialog.ts';
import { guideline } from './guideline.ts';
import { addPerson, personButtons } from './stage.ts';
import { acceptDrops } from './file_input.ts';
import { verdictView } from './verdict.ts';

/** The person: which photo, and what the server says about it. */
export function personPanel(app: App, signal: AbortSignal): HTMLElement {
  const strip = h('ul', { class: 'strip', 'aria-label': text.person.label });
  const more = h('button', { type: 'button', class: 'small-button', on: { click: () => void app.library.loadMore('person') } }, text.person.older);
  const remove = h('button', { type: 'button', class: 'quiet small-button', on: { click: () => void removeChosen(app) } },
    icon(icons.bin), text.person.remove);
  const tips = h('details', { class: 'tips' }, h('summary', {}, text.guideline.title), guideline());
  app.store.watch((state) => [state.person, state.personId], ({ photos, hasMore }, chosen) => {
    reconcile(strip, photos, ({ id }) => String(id), (photo) => personEntry(app, photo));
    show(strip, photos.length > 0);
    show(more, hasMore);
    show(remove, chosen !== null);
    show(tips, photos.length > 0);
  }, signal);
  const panel = h('section', { class: 'panel person-panel', 'aria-labelledby': 'person-title' },
    h('div', { class: 'panel-head' }, h('h2', { id: 'person-title', tabindex: -1 }, text.person.title),
      h('div', { class: 'button-row compact' }, ...personButtons(app, true))),
    verdictView(app, signal), strip,
    h('div', { class: 'panel-foot' }, tips, more, remove));
  acceptDrops(panel, ([file]) => {
    if (file !== undefined) addPerson(app, file);
  });
  return panel;
}

function personEntry(app: App, { id, url, name }: Photo): Entry<Photo> {
  const choose = (): void => {
    if (app.store.state.job !== null) app.tryOn.leaveForPerson();
    app.library.choosePerson(id);
  };
  const button = h('button', { type: 'button', class: 'person', 'aria-label': text.person.photo(name, id), on: { click: choose } },
    h('img', { src: url, alt: '', width: 64, height: 80, loading: 'lazy' }));
  return {
    element: h('li', {}, button),
    update: () => button.setAttribute('aria-pressed', String(app.store.state.personId === id)),
  };
}

async function removeChosen(app: App): Promise<void> {
  const id = app.store.state.personId;
  if (id === null || !await confirmRemoval(text.person.removeTitle, text.person.removeLead)) return;
  if (await app.library.removePerson(id)) document.getElementById('person-title')?.focus();
}
