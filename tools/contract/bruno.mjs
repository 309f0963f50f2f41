// Writes clients/bruno, a collection of requests for Bruno (https://www.usebruno.com), from api/openapi.yaml: a folder for
// each tag, a request for each operation. With --check: only says whether it is up to date.
//
//   node tools/contract/bruno.mjs [--check]
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { OPENAPI, operations, resolve } from './document.mjs';

const FOLDER = fileURLToPath(new URL('../../clients/bruno', import.meta.url));

/** A block of Bruno's language: name, then lines. */
const block = (name, lines) => `${name} {\n${lines.map((line) => (line === '' ? '\n' : `  ${line}\n`)).join('')}}\n`;

/** A dictionary; an entry that is off has a tilde. */
const dictionary = (name, entries) => block(name, entries.map(({ key, value, off }) => `${off ? '~' : ''}${key}: ${value}`));

const text = (name, value) => block(name, value.trimEnd().split('\n'));

/** What to put in for a parameter or a field until somebody puts in something better. */
function sample({ example, schema: reference }) {
  const schema = resolve(reference) ?? {};
  const value = example ?? schema.example ?? schema.examples?.[0] ?? schema.default ?? schema.enum?.[0] ?? schema.minimum ?? '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const exampleOf = ({ example, examples }) => example ?? resolve(Object.values(examples ?? {})[0])?.value;

function bodyOf(operation) {
  const content = resolve(operation.requestBody)?.content ?? {};
  const json = content['application/json'];
  if (json) return { kind: 'json', part: text('body:json', JSON.stringify(exampleOf(json) ?? {}, null, 2)) };
  const form = content['multipart/form-data'];
  if (!form) return { kind: 'none', part: '' };
  const schema = resolve(form.schema);
  const entries = Object.entries(schema.properties).map(([key, reference]) => {
    const field = resolve(reference);
    const value = field.format === 'binary' ? '@file()' : sample({ schema: field });
    return { key, value, off: !schema.required?.includes(key) };
  });
  return { kind: 'multipartForm', part: dictionary('body:multipart-form', entries) };
}

function docsOf({ summary, description, responses }) {
  const replies = Object.entries(responses).map(([status, reply]) => `* **${status}** ${resolve(reply).description.trim()}`);
  return text('docs', [`# ${summary}`, '', ...(description ? [description.trim(), ''] : []), ...replies].join('\n'));
}

function requestFile({ method, path: route, operation, parameters, needsKey }, seq) {
  const body = bodyOf(operation);
  const placed = (place) => parameters.filter((one) => one.in === place)
    .map((one) => ({ key: one.name, value: sample(one), off: place !== 'path' && !one.required }));
  const query = placed('query');
  const asked = query.filter(({ off }) => !off).map(({ key, value }) => `${key}=${value}`).join('&');
  const url = `{{baseUrl}}${route.replaceAll(/\{([^}]+)\}/g, ':$1')}${asked && `?${asked}`}`;
  return [
    block('meta', [`name: ${operation.summary.replaceAll(':', '')}`, 'type: http', `seq: ${seq}`]),
    block(method, [`url: ${url}`, `body: ${body.kind}`, `auth: ${needsKey ? 'inherit' : 'none'}`]),
    ...[['params:query', query], ['params:path', placed('path')], ['headers', placed('header')]]
      .filter(([, entries]) => entries.length > 0).map(([name, entries]) => dictionary(name, entries)),
    ...(body.part ? [body.part] : []),
    docsOf(operation),
  ].join('\n');
}

/** All files of the collection: path → content. */
function collection() {
  const name = OPENAPI.info.title;
  const files = {
    'bruno.json': `${JSON.stringify({ version: '1', name, type: 'collection', ignore: [] }, null, 2)}\n`,
    'collection.bru': [
      block('auth', ['mode: apikey']),
      block('auth:apikey', ['key: x-api-key', 'value: {{apiKey}}', 'placement: header']),
      text('docs', `# ${name}\n\n${OPENAPI.info.description}`),
    ].join('\n'),
    'environments/local.bru': `${dictionary('vars', [{ key: 'baseUrl', value: 'http://localhost:8080' }])}vars:secret [\n  apiKey\n]\n`,
  };
  OPENAPI.tags.forEach((tag, i) => {
    files[`${tag.name}/folder.bru`] = [
      block('meta', [`name: ${tag.name}`, `seq: ${i + 1}`]), block('auth', ['mode: inherit']), text('docs', tag.description ?? tag.name),
    ].join('\n');
    operations().filter(({ operation }) => operation.tags[0] === tag.name).forEach((one, at) => {
      files[`${tag.name}/${one.operation.operationId}.bru`] = requestFile(one, at + 1);
    });
  });
  return files;
}

/** The files under a folder, relative to it; a README is nobody's. */
function present(folder, under = '') {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    return statSync(file).isDirectory() ? present(file, path.join(under, name)) : [path.join(under, name)];
  }).filter((name) => name !== 'README.md');
}

const files = collection();
const extra = present(FOLDER).filter((name) => !(name in files));
const stale = Object.keys(files).filter((name) => !existsSync(path.join(FOLDER, name)) || readFileSync(path.join(FOLDER, name), 'utf8') !== files[name]);

if (process.argv.includes('--check')) {
  for (const name of [...stale, ...extra]) console.error(`clients/bruno/${name} is not what api/openapi.yaml says`);
  if (stale.length + extra.length > 0) {
    console.error('run: node tools/contract/bruno.mjs');
    process.exitCode = 1;
  }
} else {
  for (const name of extra) rmSync(path.join(FOLDER, name));
  for (const name of stale) {
    mkdirSync(path.dirname(path.join(FOLDER, name)), { recursive: true });
    writeFileSync(path.join(FOLDER, name), files[name]);
  }
}
