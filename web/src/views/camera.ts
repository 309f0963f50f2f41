import { h, icon, show } from '../dom.ts';
import { icons } from '../icons.ts';
import { text } from '../text.ts';
import { openDialog } from './dialog.ts';

const TIMER_SECONDS = 5;
const JPEG_QUALITY = 0.92;

/** Whether this page may ask for a camera: only on HTTPS and on the machine itself. */
export function hasCamera(): boolean {
  return navigator.mediaDevices?.getUserMedia !== undefined;
}

/** Opens the camera in a dialog; `take` gets the photo. */
export function openCamera(take: (photo: File) => void): void {
  const video = h('video', { autoplay: true, muted: true, playsinline: true, 'aria-label': text.camera.view });
  const state = h('p', { class: 'camera-state', role: 'status' }, text.camera.starting);
  const count = h('p', { class: 'camera-count', role: 'status' });
  const shoot = h('button', { type: 'button', class: 'primary', disabled: true }, icon(icons.camera), text.camera.shoot);
  const timed = h('button', { type: 'button', disabled: true }, text.camera.timer);
  const turn = h('button', { type: 'button', disabled: true }, icon(icons.turn), text.camera.turn);
  const close = h('button', { type: 'button', class: 'quiet', on: { click: () => dialog.close() } }, text.camera.close);
  const dialog = openDialog(text.camera.title, 'camera',
    h('p', { class: 'lead' }, text.camera.lead),
    h('div', { class: 'camera-view' }, video, count, state),
    h('div', { class: 'dialog-actions' }, close, turn, timed, shoot));

  const camera = new Camera(video);
  const start = async (): Promise<void> => {
    const problem = await camera.start();
    if (!dialog.open) return camera.stop();
    state.textContent = problem ?? '';
    show(state, problem !== null);
    for (const button of [shoot, timed, turn]) button.disabled = problem !== null;
    if (problem === null) shoot.focus();
  };
  const finish = async (): Promise<void> => {
    const photo = await camera.photo();
    if (!dialog.open || photo === null) return;
    dialog.close();
    take(photo);
  };
  dialog.addEventListener('close', () => camera.stop());
  shoot.addEventListener('click', () => void finish());
  timed.addEventListener('click', () => countDown(dialog, count, () => void finish()));
  turn.addEventListener('click', () => {
    camera.turn();
    void start();
  });
  void start();
}

function countDown(dialog: HTMLDialogElement, count: HTMLElement, done: () => void): void {
  let left = TIMER_SECONDS;
  const tick = (): void => {
    count.textContent = left > 0 ? text.camera.counting(left) : '';
    if (left === 0) {
      clearInterval(timer);
      done();
    }
    left -= 1;
  };
  const timer = setInterval(tick, 1_000);
  dialog.addEventListener('close', () => clearInterval(timer));
  tick();
}

class Camera {
  #stream: MediaStream | null = null;
  #facing: 'user' | 'environment' = 'user';
  readonly #video: HTMLVideoElement;

  constructor(video: HTMLVideoElement) {
    this.#video = video;
  }

  /** A sentence when it does not start. */
  async start(): Promise<string | null> {
    this.stop();
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: this.#facing, width: { ideal: 1_440 }, height: { ideal: 1_920 } },
      });
    } catch (error) {
      const name = error instanceof DOMException ? error.name : '';
      if (name === 'NotAllowedError') return text.camera.denied;
      return name === 'NotFoundError' || name === 'OverconstrainedError' ? text.camera.none : text.camera.busy;
    }
    this.#video.srcObject = this.#stream;
    this.#video.classList.toggle('mirrored', this.#facing === 'user');
    await this.#video.play().catch(() => undefined);
    return null;
  }

  turn(): void {
    this.#facing = this.#facing === 'user' ? 'environment' : 'user';
  }

  stop(): void {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
  }

  /** As the world is, not mirrored as it is shown. */
  async photo(): Promise<File | null> {
    const canvas = h('canvas', { width: this.#video.videoWidth, height: this.#video.videoHeight });
    canvas.getContext('2d')?.drawImage(this.#video, 0, 0);
    const blob = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY); });
    return blob === null ? null : new File([blob], 'camera.jpg', { type: 'image/jpeg' });
  }
}
