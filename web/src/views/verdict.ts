import type { App } from '../app.ts';
import type { Verdict } from '../api/types.ts';
import { h, icon } from '../dom.ts';
import { listText } from '../format.ts';
import { icons } from '../icons.ts';
import type { Check, Upload } from '../state.ts';
import { text } from '../text.ts';

/** What the server says about the person photo, as soon as it says it. */
export function verdictView(app: App, signal: AbortSignal): HTMLElement {
  const region = h('div', { class: 'verdict-region', role: 'status' });
  app.store.watch(
    (state) => [state.personUpload, state.personId, state.personId === null ? undefined : state.checks.get(state.personId)],
    (upload, personId, check) => {
      region.replaceChildren();
      if (upload !== null) region.append(uploadCard(app, upload));
      else if (check !== undefined && personId !== null) region.append(checkCard(app, personId, check));
    }, signal);
  return region;
}

function card(tone: 'busy' | 'good' | 'usable' | 'refused', sentence: string, ...more: (Node | null)[]): HTMLElement {
  const mark = tone === 'busy' ? h('span', { class: 'spinner', 'aria-hidden': 'true' }) : icon(tone === 'good' ? icons.check : icons.warning);
  return h('div', { class: `verdict verdict-${tone}` }, mark, h('div', {}, h('p', { class: 'verdict-sentence' }, sentence), ...more));
}

function uploadCard(app: App, upload: Upload): HTMLElement {
  if (upload.sentence === null) return card('busy', text.person.uploading);
  return card('refused', upload.sentence,
    h('button', { type: 'button', class: 'small-button', on: { click: () => app.library.dismissPersonUpload() } }, text.errors.dismiss));
}

function checkCard(app: App, personId: number, check: Check): HTMLElement {
  if (check.state === 'checking') return card('busy', text.person.checking);
  if (check.state === 'unknown') {
    const again = h('button', { type: 'button', class: 'small-button', on: { click: () => void app.library.checkPerson(personId) } }, text.person.checkAgain);
    return card('usable', text.person.checkFailed, h('p', {}, check.sentence), again);
  }
  return verdictCard(check.verdict);
}

function verdictCard({ isValid, findings, supported }: Verdict): HTMLElement {
  const hints = findings.length === 0 ? null : h('ul', { class: 'hints' }, ...findings.map(({ message }) => h('li', {}, message)));
  if (!isValid) return card('refused', text.person.refused, hints);
  const names = listText(supported.flatMap((category) => text.supported[category] ?? [category]));
  const supports = names === '' ? null : h('p', { class: 'small' }, text.person.supports(names));
  return findings.length === 0 ? card('good', text.person.good, supports) : card('usable', text.person.usable, hints, supports);
}
