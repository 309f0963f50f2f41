import { h, icon } from '../dom.ts';

/** What the file dialog offers. HEIC has no type that all browsers know. */
const ACCEPT = 'image/*,.heic,.heif,.avif';

interface FileButtonOptions {
  label: string;
  icon: string;
  className?: string;
  multiple?: boolean;
  /** Lets a phone open its camera at once. */
  capture?: boolean;
  take: (files: File[]) => void;
}

/** A button that opens the file dialog. */
export function fileButton(options: FileButtonOptions): HTMLElement {
  const input = h('input', {
    type: 'file', accept: ACCEPT, multiple: options.multiple ?? false, capture: options.capture ? 'environment' : null,
    class: 'visually-hidden', tabindex: -1, 'aria-hidden': 'true',
  });
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    input.value = '';
    if (files.length > 0) options.take(files);
  });
  const button = h('button', { type: 'button', class: options.className ?? '', on: { click: () => input.click() } },
    icon(options.icon), h('span', {}, options.label));
  return h('span', { class: 'file-button' }, button, input);
}

/** Lets files be dropped on an element; it carries the class `dropping` while some hang over it. */
export function acceptDrops(element: HTMLElement, take: (files: File[]) => void): void {
  let depth = 0;
  const settle = (change: number): void => {
    depth = Math.max(0, depth + change);
    element.classList.toggle('dropping', depth > 0);
  };
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
  element.addEventListener('dragenter', (event) => {
    if (hasFiles(event)) settle(1);
  });
  element.addEventListener('dragleave', (event) => {
    if (hasFiles(event)) settle(-1);
  });
  element.addEventListener('dragover', (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  element.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    settle(-depth);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) take(files);
  });
}
