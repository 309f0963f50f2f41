import type { App } from '../app.ts';
import { h, icon, show } from '../dom.ts';
import { icons } from '../icons.ts';
import { photoById, type Job, type State } from '../state.ts';
import { text } from '../text.ts';
import { hasCamera, openCamera } from './camera.ts';
import { shareRatio } from './compare.ts';
import { acceptDrops, fileButton } from './file_input.ts';
import { guideline } from './guideline.ts';
import { progressCard } from './progress.ts';
import { resultView } from './result.ts';

/** What the stage shows; a change of anything else does not rebuild it. */
type Shown = 'loading' | 'empty' | 'person' | 'working' | 'failed' | 'result';

function shownOf(state: Readonly<State>): Shown {
  const { job } = state;
  if (job?.phase === 'completed') return 'result';
  if (job?.phase === 'failed') return 'failed';
  if (job !== null) return 'working';
  if (state.personId !== null || state.personUpload !== null) return 'person';
  return state.person.loaded || state.loadProblem !== null ? 'empty' : 'loading';
}

/** The large picture: the person, the try-on under way, or its result. A person photo can be dropped on it. */
export function stageView(app: App, signal: AbortSignal): HTMLElement {
  const stage = h('div', { class: 'stage' });
  let inner = new AbortController();
  signal.addEventListener('abort', () => inner.abort());
  app.store.watch((state) => [shownOf(state), state.job?.taskId ?? null], (shown) => {
    inner.abort();
    inner = new AbortController();
    stage.dataset.shown = shown;
    stage.replaceChildren(content(app, shown, inner.signal));
  }, signal);
  acceptDrops(stage, ([file]) => {
    if (file !== undefined) addPerson(app, file);
  });
  stage.append(h('div', { class: 'drop-hint', 'aria-hidden': 'true' }, icon(icons.upload), text.person.drop));
  return stage;
}

function content(app: App, shown: Shown, signal: AbortSignal): HTMLElement {
  const job = app.store.state.job;
  if (shown === 'loading') return h('p', { class: 'stage-waiting', role: 'status' }, text.loading);
  if (shown === 'empty') return emptyStage(app);
  if (shown === 'result' && job !== null) return resultView(app, job, signal);
  if (shown === 'failed' && job !== null) return failedStage(app, job, signal);
  return shown === 'working' ? personPicture(app, signal, progressCard(app, signal)) : personPicture(app, signal);
}

/** A photo from anywhere: dropped, chosen or taken. */
export function addPerson(app: App, file: File): void {
  if (app.store.state.job !== null) app.tryOn.leaveForPerson();
  void app.library.addPerson(file);
}

/** The two ways to a photo. */
export function personButtons(app: App, compact: boolean): HTMLElement[] {
  const take = ([file]: File[]): void => {
    if (file !== undefined) addPerson(app, file);
  };
  const className = compact ? '' : 'primary';
  const cameraLabel = compact ? text.person.cameraShort : text.person.camera;
  const choose = fileButton({ label: compact ? text.person.add : text.person.choose, icon: icons.upload, className, take });
  const camera = hasCamera()
    ? h('button', { type: 'button', on: { click: () => openCamera((photo) => addPerson(app, photo)) } }, icon(icons.camera), h('span', {}, cameraLabel))
    // Without HTTPS a page may not open the camera, but a phone's file dialog may.
    : fileButton({ label: cameraLabel, icon: icons.camera, className: 'touch-only', capture: true, take });
  return [choose, camera];
}

function emptyStage(app: App): HTMLElement {
  return h('div', { class: 'stage-empty' },
    h('h2', {}, text.person.empty),
    h('p', { class: 'lead' }, text.person.emptyLead),
    h('div', { class: 'button-row' }, ...personButtons(app, false)),
    guideline());
}

/** The person photo in its frame; `over` lies above it. */
function personPicture(app: App, signal: AbortSignal, ...over: HTMLElement[]): HTMLElement {
  const image = h('img', { class: 'stage-image', alt: text.person.alt });
  // The server reads formats that not every browser shows; its own copy comes when the upload is done.
  image.addEventListener('error', () => show(image, false));
  app.store.watch((state) => [pictureUrl(state)], (url) => {
    if (url !== null) image.src = url;
    image.hidden = url === null;
  }, signal);
  const frame = h('div', { class: 'stage-picture' }, image, ...over);
  shareRatio(image, frame);
  return frame;
}

function pictureUrl(state: Readonly<State>): string | null {
  if (state.job === null && state.personUpload !== null) return state.personUpload.preview;
  return photoById(state, 'person', state.job?.personId ?? state.personId)?.url ?? null;
}

function failedStage(app: App, job: Job, signal: AbortSignal): HTMLElement {
  const { failure } = job;
  const retry = h('button', { type: 'button', class: 'primary', on: { click: () => void app.tryOn.retry() } }, icon(icons.again), text.progress.retry);
  const back = h('button', { type: 'button', on: { click: () => app.tryOn.leave() } }, text.progress.back);
  return personPicture(app, signal,
    h('div', { class: 'stage-card', role: 'alert' },
      h('h2', {}, icon(icons.warning), h('span', {}, text.progress.failed)),
      h('p', {}, failure?.message ?? text.errors.unexpected),
      h('div', { class: 'button-row' }, failure?.retryable ? retry : null, back)));
}
