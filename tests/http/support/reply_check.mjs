// Every reply that a test gets is held to the OpenAPI document: its status, its headers, its type, its body.
import { ANY, note } from './coverage.mjs';
import { OPENAPI, operations, resolve, violations } from './openapi.mjs';

/** What any request may be answered, whatever it asks for. The document lists it once for all operations. */
export const GENERAL = OPENAPI['x-general-responses'];

// RFC 9457, for errors whose operation does not document it itself.
const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' },
  },
  additionalProperties: true,
};

/** An error of whatever operation. */
const ANY_ERROR = { content: { 'application/json': { schema: { $ref: '#/components/schemas/FieldErrors' } } } };

/** Requests under these belong to the API; other paths (the console's files) may answer what they like. */
const API = new Set(Object.keys(OPENAPI.paths).map((path) => path.split('/')[1]));

const placeholders = (path) => path.split('{').length;

/** A path without placeholders goes before one that would take it, too. */
const TEMPLATES = Object.entries(OPENAPI.paths).map(([path, item]) => ({
  path,
  methods: item,
  // The slash at the end may be left out.
  pattern: new RegExp(`^${path.replace(/\/$/, '').replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}/?$`),
})).sort((a, b) => placeholders(a.path) - placeholders(b.path));

/** The path of a target, unescaped once; one that is escaped wrongly is no path of the document. */
function pathOf(target) {
  try {
    return decodeURIComponent(target.split('?')[0]);
  } catch {
    return '';
  }
}

const byPath = (target) => TEMPLATES.find(({ pattern }) => pattern.test(pathOf(target)));

/** The documented operation that a request asks for; undefined when there is none. HEAD asks for what GET does. */
export function operationOf(method, target) {
  return byPath(target)?.methods[method === 'HEAD' ? 'get' : method.toLowerCase()];
}

const mediaTypeOf = (headers) => (headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();

/** The documented content for a media type: {} has nothing to say of the body, undefined: it is not documented. */
function contentOf(documented, mediaType) {
  const content = documented.content ?? {};
  const found = content[mediaType] ?? content[`${mediaType.split('/')[0]}/*`] ?? content['*/*'];
  if (found) return found;
  // Errors come as problems to who asks for them.
  return mediaType === 'application/problem+json' && content['application/json'] ? { schema: PROBLEM } : undefined;
}

function bodyComplaints(documented, reply) {
  const mediaType = mediaTypeOf(reply.headers);
  const content = contentOf(documented, mediaType);
  if (!documented.content) return reply.body?.length > 0 ? ['a body that is not documented'] : [];
  if (!content) return [`the type "${mediaType}" is not documented`];
  if (!content.schema || reply.body === undefined) return [];
  return violations(/[/+]json$/.test(mediaType) ? JSON.parse(reply.body) : String(reply.body), content.schema);
}

/** A header's text as the type that its schema wants. */
function headerValue(text, schema) {
  return ['integer', 'number'].includes(resolve(schema)?.type) && text.trim() !== '' ? Number(text) : text;
}

function headerComplaints(documented, reply) {
  return Object.entries(documented.headers ?? {}).flatMap(([name, reference]) => {
    const { required, schema } = resolve(reference);
    const text = reply.headers[name.toLowerCase()];
    if (text === undefined) return required ? [`the header ${name} is missing`] : [];
    return violations(headerValue(text, schema), schema).map((what) => `the header ${name}: ${what}`);
  });
}

function documentedReply(operation, status) {
  const own = operation?.responses ?? {};
  return resolve(own[status] ?? own[`${String(status)[0]}XX`] ?? own.default ?? GENERAL[status]);
}

/** What a request without an operation may be answered: an error. */
function strayComplaints(asked, reply) {
  if (asked.method === 'OPTIONS') return [];
  if (reply.status < 400) return API.has(asked.target.split(/[/?]/)[1]) ? ['it is not a documented operation'] : [];
  return asked.method === 'HEAD' ? [] : bodyComplaints(ANY_ERROR, reply);
}

/**
 * What is wrong with a reply; [] when nothing is. `asked`: {method, target}, undefined when the request could not be
 * told (what a test writes to the wire); reply: {status, headers (names in small letters), body (Buffer or text; undefined: a
 * stream, whose body is yet to come)}.
 */
export function complaints(asked, reply) {
  const found = ['x-request-id', 'allow'].filter((name) => !reply.headers[name]).map((name) => `the header ${name} is missing`);
  if (asked === undefined) return [...found, ...(reply.status < 400 ? [] : bodyComplaints(ANY_ERROR, reply))];
  const operation = operationOf(asked.method, asked.target);
  if (!operation) return [...found, ...strayComplaints(asked, reply)];
  const documented = documentedReply(operation, reply.status);
  if (!documented) return [...found, `the status ${reply.status} is not documented for ${operation.operationId}`];
  if (asked.method === 'HEAD') return [...found, ...headerComplaints(documented, reply)];
  return [...found, ...headerComplaints(documented, reply), ...bodyComplaints(documented, reply)];
}

/** What is wrong with the data of an event; the document says in contentSchema what the events of a stream have. */
export function eventComplaints(target, data) {
  return violations(data, operationOf('GET', target).responses[200].content['text/event-stream'].schema.contentSchema);
}

function count(asked, { status }) {
  const operation = asked && asked.method !== 'HEAD' ? operationOf(asked.method, asked.target) : undefined;
  if (operation?.responses[status]) note(operation.operationId, status);
  else if (GENERAL[status]) note(ANY, status);
}

/** Fails the test whose request was answered in a way that is not documented. */
export function check(asked, reply) {
  if (reply.status < 200) return reply;
  const found = complaints(asked, reply);
  if (found.length === 0) {
    count(asked, reply);
    return reply;
  }
  const what = asked ? `${asked.method} ${asked.target.slice(0, 200)}` : 'a request on the wire';
  throw new Error(`the reply ${reply.status} to ${what} is not what api/openapi.yaml says:\n  ${found.join('\n  ')}\n`
    + `  ${String(reply.body ?? '').slice(0, 500)}`);
}
