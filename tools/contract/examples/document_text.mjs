// The examples in the text of the document: where they are, and how they are put in while all else stays to the byte.
import { OPENAPI, OPENAPI_TEXT, yaml } from '../document.mjs';

/** The places of all examples of bodies. Those of parameters and headers show a form, and schemas none of a run. */
export function examplePaths(node = OPENAPI, path = []) {
  if (typeof node !== 'object' || node === null || path.join(' ') === 'components schemas') return [];
  return Object.entries(node).flatMap(([key, value]) => (key === 'content' ? examplesOfContent(value, [...path, key]) : examplePaths(value, [...path, key])));
}

function examplesOfContent(content, path) {
  return Object.entries(content).flatMap(([type, { example, examples }]) => [
    ...(example === undefined ? [] : [[...path, type, 'example']]),
    ...Object.keys(examples ?? {}).map((variant) => [...path, type, 'examples', variant, 'value']),
  ]);
}

export const exampleAt = (path) => path.reduce((node, key) => node?.[key], OPENAPI);

const PLAIN = /^[A-Za-z][\w/ .,()'-]*$/;

/** Numbers, words, links: what may stand in one line. */
const isShort = (node) => yaml.isScalar(node) && !String(node.value).includes(' ');

/** As the document is written: no flow but for lists of what is short, quotes where a reader of YAML might see no text. */
function styled(value) {
  const document = new yaml.Document(value, { version: '1.2' });
  yaml.visit(document, {
    Seq: (_, node) => { node.flow = node.items.every(isShort); },
    Scalar: (key, node) => {
      if (typeof node.value !== 'string' || key === 'key') return;
      if (node.value.includes('\n')) node.type = 'BLOCK_LITERAL';
      else node.type = PLAIN.test(node.value) ? 'PLAIN' : 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** The lines that a key and its value have: from the key to the end of the value's last line. */
function placeOf({ key, value }) {
  const [start] = key.range;
  const literal = value.type === 'BLOCK_LITERAL' || value.type === 'BLOCK_FOLDED';
  if (literal) return { start, end: value.range[1] };
  const last = OPENAPI_TEXT.slice(0, value.range[1]).trimEnd().length;
  return { start, end: OPENAPI_TEXT.indexOf('\n', last) + 1 };
}

function replacement(parsed, { path, value }) {
  const holder = parsed.getIn(path.slice(0, -1), true);
  const pair = holder.items.find(({ key }) => key.value === path.at(-1));
  const place = placeOf(pair);
  const column = place.start - OPENAPI_TEXT.lastIndexOf('\n', place.start) - 1;
  const text = styled({ [path.at(-1)]: value }).replaceAll(/\n(?=[^\n])/g, `\n${' '.repeat(column)}`);
  return { ...place, text };
}

/** The text of the document with these examples in it. */
export function withExamples(entries) {
  const parsed = yaml.parseDocument(OPENAPI_TEXT, { version: '1.2' });
  const replacements = entries.map((entry) => replacement(parsed, entry)).sort((a, b) => b.start - a.start);
  return replacements.reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), OPENAPI_TEXT);
}
