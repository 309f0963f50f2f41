import { signIn } from '../actions/signing.ts';
import type { App } from '../app.ts';
import { h, icon, setAttributes } from '../dom.ts';
import { icons } from '../icons.ts';
import { text } from '../text.ts';

interface KeyField {
  element: HTMLElement;
  input: HTMLInputElement;
  complain: (sentence: string) => void;
}

export function signInView(app: App): HTMLElement {
  const { signInNotice } = app.store.state;
  const field = keyField();
  const remember = h('input', { type: 'checkbox', id: 'remember', checked: true });
  const submit = h('button', { type: 'submit', class: 'primary' }, text.signIn.submit);
  const form = h('form', { novalidate: true, autocomplete: 'off' },
    field.element,
    h('div', { class: 'choice' }, remember, h('label', { for: 'remember' }, text.signIn.remember)),
    submit,
    h('p', { class: 'small' }, text.signIn.privacy));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(app, field, remember, submit);
  });
  return h('div', { class: 'sign-in' },
    h('div', { class: 'sign-in-art', 'aria-hidden': 'true' }),
    h('section', { class: 'sign-in-card', 'aria-labelledby': 'sign-in-title' },
      h('h1', { id: 'sign-in-title' }, text.signIn.title),
      signInNotice === null ? null : h('p', { class: 'banner', role: 'status' }, icon(icons.warning), h('span', {}, signInNotice)),
      h('p', { class: 'lead' }, text.signIn.lead),
      h('pre', { tabindex: 0 }, h('code', {}, text.signIn.command)),
      form));
}

async function send(app: App, field: KeyField, remember: HTMLInputElement, submit: HTMLButtonElement): Promise<void> {
  const key = field.input.value.trim();
  if (key === '') return field.complain(text.signIn.empty);
  setAttributes(submit, { 'aria-disabled': 'true' });
  submit.textContent = text.signIn.busy;
  const sentence = await signIn(app.context, key, remember.checked);
  if (sentence === null) return;
  setAttributes(submit, { 'aria-disabled': null });
  submit.textContent = text.signIn.submit;
  field.complain(sentence);
}

function keyField(): KeyField {
  const input = h('input', {
    id: 'key', type: 'password', autocomplete: 'off', spellcheck: 'false', autocapitalize: 'off', placeholder: text.signIn.placeholder,
    required: true, 'aria-describedby': 'key-problem', 'data-focus': true,
  });
  const problem = h('p', { id: 'key-problem', class: 'problem', role: 'alert' });
  const reveal = h('button', { type: 'button', class: 'quiet reveal', 'aria-label': text.signIn.showLabel, 'aria-pressed': 'false' }, text.signIn.show);
  reveal.addEventListener('click', () => {
    const hidden = input.type === 'password';
    input.type = hidden ? 'text' : 'password';
    reveal.textContent = hidden ? text.signIn.hide : text.signIn.show;
    reveal.setAttribute('aria-pressed', String(hidden));
  });
  input.addEventListener('input', () => {
    problem.replaceChildren();
    input.removeAttribute('aria-invalid');
  });
  const complain = (sentence: string): void => {
    problem.replaceChildren(icon(icons.warning), h('span', {}, sentence));
    input.setAttribute('aria-invalid', 'true');
    input.focus();
    input.select();
  };
  const element = h('div', { class: 'field' }, h('label', { for: 'key' }, text.signIn.key), h('div', { class: 'key-row' }, input, reveal), problem);
  return { element, input, complain };
}
