import { h, icon } from '../dom.ts';
import { icons } from '../icons.ts';
import { text } from '../text.ts';
import { SCALE_MAX, WHOLE, distance, held, middle, panned, zoomedAt, type Point, type Size, type View } from '../zoom.ts';

const ZOOM_STEP = 1.5;
const PAN_STEP = 60;
/** How near the line a finger has to be to move it instead of the zoomed picture, pixels. */
const GRAB = 28;

interface Compare {
  element: HTMLElement;
  /** The buttons to zoom. */
  tools: HTMLElement;
}

/**
 * Two pictures of one size over each other, a line between them that can be dragged, and zoom and pan of both at once.
 * The line is an input of the browser's own, so that the keyboard and screen readers know it. Without `before`
 * there is no line.
 */
export function compareView(before: string | null, after: string): Compare {
  const slider = h('input', { type: 'range', class: 'compare-slider', min: 0, max: 100, step: 1, value: 50, 'aria-label': text.result.slider });
  const picture = h('img', { alt: text.result.alt, draggable: 'false' });
  const frame = h('div', { class: 'compare-frame', tabindex: 0, role: 'group', 'aria-label': text.result.picture },
    h('div', { class: 'compare-pane' }, picture));
  if (before !== null) {
    frame.append(
      h('div', { class: 'compare-pane compare-before' }, h('img', { src: before, alt: '', draggable: 'false' })),
      h('span', { class: 'compare-label compare-label-before', 'aria-hidden': 'true' }, text.result.before),
      h('span', { class: 'compare-label compare-label-after', 'aria-hidden': 'true' }, text.result.after));
  }
  const line = h('div', { class: 'compare-line', 'aria-hidden': 'true' }, h('span', { class: 'compare-knob' }, icon(icons.handle)));
  const element = h('div', { class: 'compare' }, before === null ? null : slider, frame, before === null ? null : line);
  shareRatio(picture, element);
  picture.src = after;
  const move = (percent: number): void => {
    const rounded = Math.round(Math.min(100, Math.max(0, percent)));
    slider.value = String(rounded);
    slider.setAttribute('aria-valuetext', text.result.sliderValue(rounded));
    element.style.setProperty('--at', `${rounded}%`);
  };
  slider.addEventListener('input', () => move(Number(slider.value)));
  move(50);
  const zoom = new Zoom(frame);
  followPointers(frame, zoom, before === null ? null : { at: () => Number(slider.value), move });
  zoomByKeys(frame, zoom);
  return { element, tools: zoomTools(zoom) };
}

/** Tells the style the ratio of the picture as soon as it is known, so that it can be as large as it fits. */
export function shareRatio(image: HTMLImageElement, container: HTMLElement): void {
  image.addEventListener('load', () => container.style.setProperty('--ratio', String(image.naturalWidth / image.naturalHeight)));
}

/** The view of the frame's pictures, shown as it changes. */
class Zoom {
  #view: View = WHOLE;
  readonly #frame: HTMLElement;
  readonly #listeners: (() => void)[] = [];

  constructor(frame: HTMLElement) {
    this.#frame = frame;
  }

  get view(): View {
    return this.#view;
  }

  get size(): Size {
    return { width: this.#frame.clientWidth, height: this.#frame.clientHeight };
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  set(view: View): void {
    this.#view = held(view, this.size);
    const { scale, x, y } = this.#view;
    this.#frame.style.setProperty('--zoom', `translate(${x}px, ${y}px) scale(${scale})`);
    this.#frame.classList.toggle('zoomed', scale > 1);
    for (const listener of this.#listeners) listener();
  }

  by(factor: number, point?: Point): void {
    const { width, height } = this.size;
    this.set(zoomedAt(this.#view, factor, point ?? { x: width / 2, y: height / 2 }, this.size));
  }

  pan(dx: number, dy: number): void {
    this.set(panned(this.#view, dx, dy, this.size));
  }
}

interface Line {
  at: () => number;
  move: (percent: number) => void;
}

/** One finger or the mouse moves the line, or the picture when it is zoomed; two fingers zoom. */
function followPointers(frame: HTMLElement, zoom: Zoom, line: Line | null): void {
  const pointers = new Map<number, Point>();
  let draggingLine = false;
  const pointOf = (event: { clientX: number; clientY: number }): Point => {
    const box = frame.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const toLine = (point: Point): void => line?.move((point.x / zoom.size.width) * 100);
  frame.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    frame.setPointerCapture(event.pointerId);
    const point = pointOf(event);
    pointers.set(event.pointerId, point);
    const lineX = ((line?.at() ?? 0) / 100) * zoom.size.width;
    draggingLine = line !== null && pointers.size === 1 && (zoom.view.scale === 1 || Math.abs(point.x - lineX) < GRAB);
    if (draggingLine) toLine(point);
  });
  frame.addEventListener('pointermove', (event) => {
    const was = pointers.get(event.pointerId);
    if (was === undefined) return;
    const now = pointOf(event);
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, now);
    if (other !== undefined) pinch(zoom, was, now, other);
    else if (draggingLine) toLine(now);
    else zoom.pan(now.x - was.x, now.y - was.y);
  });
  for (const type of ['pointerup', 'pointercancel'] as const) {
    frame.addEventListener(type, (event) => pointers.delete(event.pointerId));
  }
  frame.addEventListener('dblclick', (event) => (zoom.view.scale > 1 ? zoom.set(WHOLE) : zoom.by(ZOOM_STEP ** 2, pointOf(event))));
  frame.addEventListener('wheel', (event) => {
    // The wheel alone scrolls the page; a pinch on a touchpad comes as a wheel with the control key.
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom.by(Math.exp(-event.deltaY / 200), pointOf(event));
  }, { passive: false });
}

function pinch(zoom: Zoom, was: Point, now: Point, other: Point): void {
  const [from, to] = [middle(was, other), middle(now, other)];
  zoom.pan(to.x - from.x, to.y - from.y);
  zoom.by(distance(now, other) / Math.max(1, distance(was, other)), to);
}

function zoomByKeys(frame: HTMLElement, zoom: Zoom): void {
  const keys: Record<string, () => void> = {
    '+': () => zoom.by(ZOOM_STEP), '=': () => zoom.by(ZOOM_STEP), '-': () => zoom.by(1 / ZOOM_STEP), 0: () => zoom.set(WHOLE),
    ArrowLeft: () => zoom.pan(PAN_STEP, 0), ArrowRight: () => zoom.pan(-PAN_STEP, 0),
    ArrowUp: () => zoom.pan(0, PAN_STEP), ArrowDown: () => zoom.pan(0, -PAN_STEP),
  };
  frame.addEventListener('keydown', (event) => {
    const act = keys[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith('Arrow') && zoom.view.scale === 1) return;
    event.preventDefault();
    act();
  });
}

function zoomTools(zoom: Zoom): HTMLElement {
  const button = (label: string, path: string, act: () => void): HTMLButtonElement =>
    h('button', { type: 'button', class: 'icon-only', 'aria-label': label, title: label, on: { click: act } }, icon(path));
  const out = button(text.result.zoomOut, icons.minus, () => zoom.by(1 / ZOOM_STEP));
  const more = button(text.result.zoomIn, icons.plus, () => zoom.by(ZOOM_STEP));
  const fit = button(text.result.fit, icons.fit, () => zoom.set(WHOLE));
  const level = h('output', { class: 'zoom-level' });
  const show = (): void => {
    const { scale } = zoom.view;
    level.textContent = text.result.zoomed(Math.round(scale * 100));
    // Not `disabled`: the button that was just pressed would lose the focus.
    out.setAttribute('aria-disabled', String(scale <= 1));
    fit.setAttribute('aria-disabled', String(scale <= 1));
    more.setAttribute('aria-disabled', String(scale >= SCALE_MAX));
  };
  zoom.onChange(show);
  show();
  return h('div', { class: 'zoom-tools' }, out, level, more, fit);
}
