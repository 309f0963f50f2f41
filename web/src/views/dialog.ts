import { h } from '../dom.ts';
import { text } from '../text.ts';

let dialogs = 0;

/** A modal dialog with a heading. It takes itself out of the page when it closes; the browser gives the focus back. */
export function openDialog(title: string, className: string, ...content: Node[]): HTMLDialogElement {
  dialogs += 1;
  const id = `dialog-${dialogs}`;
  const dialog = h('dialog', { class: className, 'aria-labelledby': id }, h('h2', { id }, title), ...content);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks before something is deleted. Resolves to what was decided; closing the dialog is a no. */
export function confirmRemoval(title: string, lead: string): Promise<boolean> {
  return new Promise((resolve) => {
    let confirmed = false;
    const close = (decision: boolean): void => {
      confirmed = decision;
      dialog.close();
    };
    const dialog = openDialog(title, 'confirm',
      h('p', {}, lead),
      h('div', { class: 'dialog-actions' },
        h('button', { type: 'button', on: { click: () => close(false) } }, text.dialog.cancel),
        h('button', { type: 'button', class: 'danger', on: { click: () => close(true) } }, text.dialog.remove)));
    dialog.addEventListener('close', () => resolve(confirmed));
  });
}
