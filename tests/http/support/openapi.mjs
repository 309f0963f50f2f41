// Reads api/openapi.yaml: the part of YAML that the document is written in (block maps and lists, flow lists of
// scalars, folded texts, quoted and plain scalars).
import { readFileSync } from 'node:fs';

export const OPENAPI_TEXT = readFileSync(new URL('../../../api/openapi.yaml', import.meta.url), 'utf8');

function scalar(text) {
  if (text === 'null') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (text.startsWith('"')) return JSON.parse(text);
  if (text === '{}') return {};
  if (text.startsWith('[')) {
    const inner = text.slice(1, -1).trim();
    return inner === '' ? [] : inner.split(',').map((item) => scalar(item.trim()));
  }
  return text;
}

/** "key: rest" or "key:"; the key may be quoted. */
function splitKey(text) {
  const match = /^("(?:[^"\\]|\\.)*"|[^:]+):(?: (.*))?$/.exec(text);
  if (!match) throw new Error(`not understood: ${text}`);
  return [String(match[1].startsWith('"') ? JSON.parse(match[1]) : match[1]), match[2]];
}

class Reader {
  constructor(text) {
    this.lines = text.split('\n').filter((line) => line.trim() !== '')
      .map((line) => ({ indent: line.search(/\S/), text: line.trim() }));
    this.at = 0;
  }

  value(indent, rest) {
    if (rest === '>-') {
      const words = [];
      while (this.at < this.lines.length && this.lines[this.at].indent > indent) words.push(this.lines[this.at++].text);
      return words.join(' ');
    }
    if (rest !== undefined) return scalar(rest);
    const next = this.lines[this.at];
    return next && next.indent > indent ? this.block(next.indent) : null;
  }

  block(indent) {
    if (this.lines[this.at].text.startsWith('- ')) return this.list(indent);
    const map = {};
    while (this.at < this.lines.length && this.lines[this.at].indent === indent) {
      const [key, rest] = splitKey(this.lines[this.at++].text);
      map[key] = this.value(indent, rest);
    }
    return map;
  }

  list(indent) {
    const items = [];
    while (this.at < this.lines.length && this.lines[this.at].indent === indent && this.lines[this.at].text.startsWith('- ')) {
      const text = this.lines[this.at].text.slice(2);
      if (/^("[^"]*"|[$\w-]+):( |$)/.test(text)) {
        this.lines[this.at] = { indent: indent + 2, text };
        items.push(this.block(indent + 2));
      } else {
        this.at += 1;
        items.push(scalar(text));
      }
    }
    return items;
  }
}

export const OPENAPI = new Reader(OPENAPI_TEXT).block(0);

/** The thing that {"$ref": "#/a/b"} names; anything else is itself. */
export function resolve(thing) {
  if (!thing || thing.$ref === undefined) return thing;
  return resolve(thing.$ref.slice(2).split('/').reduce((node, key) => node[key], OPENAPI));
}

/** All operations: {method, path, needsKey, operation}. */
export function operations() {
  return Object.entries(OPENAPI.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({
    method, path, operation, needsKey: (operation.security ?? OPENAPI.security).length > 0,
  })));
}

const TYPES = {
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  integer: Number.isInteger,
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

/** What is wrong with a value according to a schema; [] when nothing is. */
export function violations(value, reference, where = '$') {
  const schema = resolve(reference) ?? {};
  const types = [schema.type ?? []].flat();
  if (types.length > 0 && !types.some((type) => TYPES[type](value))) return [`${where} is not ${types.join(' or ')}`];
  const found = [];
  if (schema.enum && !schema.enum.includes(value)) found.push(`${where} is not one of ${schema.enum}`);
  if (schema.minimum !== undefined && value < schema.minimum) found.push(`${where} is under ${schema.minimum}`);
  if (schema.format === 'date-time' && typeof value === 'string' && Number.isNaN(Date.parse(value))) found.push(`${where} is no time`);
  if (schema.format === 'uri' && typeof value === 'string' && !URL.canParse?.(value) && !/^https?:\/\//.test(value)) found.push(`${where} is no link`);
  if (TYPES.object(value)) {
    for (const name of schema.required ?? []) if (!(name in value)) found.push(`${where}.${name} is missing`);
    for (const [name, part] of Object.entries(schema.properties ?? {})) {
      if (name in value) found.push(...violations(value[name], part, `${where}.${name}`));
    }
  }
  if (Array.isArray(value) && schema.items) value.forEach((item, i) => found.push(...violations(item, schema.items, `${where}[${i}]`)));
  return found;
}
