import type { App } from '../app.ts';
import { h, icon } from '../dom.ts';
import { icons } from '../icons.ts';
import { text } from '../text.ts';

/** Good news goes by itself after this, milliseconds; bad news stays until it is dismissed. */
const GOOD_NEWS_MS = 6_000;

/** Where notices appear. Both live regions are there from the start, so that screen readers know them. */
export function noticeRegion(app: App, signal: AbortSignal): HTMLElement {
  const good = h('div', { role: 'status' });
  const bad = h('div', { role: 'alert' });
  let timer = 0;
  const dismiss = (): void => app.store.update({ notice: null });
  app.store.watch((state) => [state.notice], (notice) => {
    clearTimeout(timer);
    good.replaceChildren();
    bad.replaceChildren();
    if (notice === null) return;
    const isGood = notice.tone === 'good';
    const close = h('button', { type: 'button', class: 'quiet icon-only', 'aria-label': text.errors.dismiss, on: { click: dismiss } },
      icon(icons.close));
    const card = h('div', { class: `notice notice-${notice.tone}` }, icon(isGood ? icons.check : icons.warning),
      h('p', {}, notice.sentence), close);
    (isGood ? good : bad).append(card);
    if (isGood) timer = window.setTimeout(dismiss, GOOD_NEWS_MS);
  }, signal);
  return h('div', { class: 'notices' }, good, bad);
}
