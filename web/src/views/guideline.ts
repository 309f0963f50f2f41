import { h } from '../dom.ts';
import { text } from '../text.ts';
import armsCrossed from '../pictures/arms.svg';
import calm from '../pictures/calm.svg';
import cropped from '../pictures/cropped.svg';
import facing from '../pictures/facing.svg';
import whole from '../pictures/whole.svg';
import two from '../pictures/two.svg';

const GOOD = [facing, whole, calm];
const POOR = [armsCrossed, cropped, two];

function examples(className: string, label: string, pictures: readonly string[], sentences: readonly string[]): HTMLElement {
  return h('li', { class: `examples ${className}` },
    h('p', { class: 'examples-label' }, label),
    h('ul', {}, ...sentences.map((sentence, i) =>
      h('li', {}, h('img', { src: pictures[i], alt: '', width: 60, height: 75, loading: 'lazy' }), h('span', {}, sentence)))));
}

/** What a person photo should look like, in drawings. */
export function guideline(): HTMLElement {
  return h('ul', { class: 'guideline' },
    examples('good', text.guideline.goodLabel, GOOD, text.guideline.good),
    examples('poor', text.guideline.poorLabel, POOR, text.guideline.poor));
}
