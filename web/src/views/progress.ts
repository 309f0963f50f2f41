import type { App } from '../app.ts';
import { h, icon, setAttributes, show } from '../dom.ts';
import { icons } from '../icons.ts';
import type { Job } from '../state.ts';
import { text } from '../text.ts';

/** "warp" -> "Draping the garment"; a stage that is not known is said by its own name. */
export function stageText(stage: string): string {
  return text.stages[stage] ?? stage.charAt(0).toUpperCase() + stage.slice(1).replaceAll('_', ' ');
}

/** What a try-on is doing, as a sentence. */
export function progressText(job: Job): string {
  if (job.reconnecting) return text.progress.reconnecting;
  if (job.phase === 'starting') return text.progress.starting;
  if (job.phase === 'queued') {
    if (job.position === null) return text.progress.queued;
    return job.position <= 1 ? text.progress.next : text.progress.inLine(job.position);
  }
  return job.stage === null ? text.progress.processing : `${stageText(job.stage)} …`;
}

/** How far a try-on is, live, with the way to stop it. */
export function progressCard(app: App, signal: AbortSignal): HTMLElement {
  const sentence = h('p', { role: 'status' });
  const bar = h('div', { class: 'progress', role: 'progressbar', 'aria-label': text.progress.label, 'aria-valuemin': 0, 'aria-valuemax': 100 },
    h('div', { class: 'progress-fill' }));
  const cancel = h('button', { type: 'button', class: 'small-button', on: { click: () => void app.tryOn.cancel() } }, icon(icons.close), text.progress.cancel);
  app.store.watch((state) => [state.job, state.canCancel], (job, canCancel) => {
    if (job === null) return;
    const told = progressText(job);
    if (sentence.textContent !== told) sentence.textContent = told;
    const percent = job.progress === null ? null : Math.round(job.progress * 100);
    setAttributes(bar, { 'aria-valuenow': percent, 'data-unknown': percent === null });
    bar.style.setProperty('--share', `${percent ?? 0}%`);
    show(cancel, canCancel && job.taskId !== null);
  }, signal);
  return h('div', { class: 'stage-card working' }, sentence, bar, cancel);
}
