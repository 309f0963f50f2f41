// Schemas of the OpenAPI document, as JSON Schema 2020-12, which OpenAPI 3.1 uses.
import { Ajv, OPENAPI, addFormats } from '../../../tools/contract/document.mjs';

export { OPENAPI, OPENAPI_TEXT, operations, resolve } from '../../../tools/contract/document.mjs';

const PREFIX = 'openapi.json';

/** A copy of part of the document with its references made absolute, so that it can stand alone. */
function standing(node) {
  if (Array.isArray(node)) return node.map(standing);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [
    key, key === '$ref' && typeof value === 'string' ? PREFIX + value : standing(value),
  ]));
}

/** The schemas that an allOf puts together: each sees the fields of the others. */
function partsOf(node, found = new Set()) {
  if (typeof node !== 'object' || node === null) return found;
  for (const part of Array.isArray(node.allOf) ? node.allOf : []) found.add(part.$ref ?? part);
  for (const value of Object.values(node)) partsOf(value, found);
  return found;
}

/**
 * Closes every object: a client may meet fields that it does not know, but what the server sends today has to be
 * documented. Objects that say what else they may have (additionalProperties) stay as they are.
 */
function close(node, parts, pointer = '#') {
  if (typeof node !== 'object' || node === null) return;
  const says = ['additionalProperties', 'unevaluatedProperties'].some((key) => key in node);
  const isObject = [node.type].flat().includes('object') && typeof node.properties === 'object';
  if (isObject && !says && !parts.has(node) && !parts.has(pointer)) node.unevaluatedProperties = false;
  for (const [key, value] of Object.entries(node)) {
    if (key !== 'example' && key !== 'examples') close(value, parts, `${pointer}/${key}`);
  }
}

const closed = structuredClone(OPENAPI);
close(closed, partsOf(closed));

const ajv = addFormats(new Ajv({ allErrors: true, strict: false, logger: false }));
ajv.addSchema({ $id: PREFIX, components: standing(closed.components) });

const compiled = new Map();

/** The compiled schema. Equal schemas are compiled once. */
function validator(schema) {
  const key = JSON.stringify(schema);
  if (!compiled.has(key)) {
    const own = structuredClone(schema);
    close(own, partsOf(closed));
    compiled.set(key, ajv.compile(standing(own)));
  }
  return compiled.get(key);
}

function sentence({ instancePath, message, params }) {
  const detail = params.unevaluatedProperty ?? params.additionalProperty ?? params.allowedValues?.join(', ');
  return `$${instancePath.replaceAll('/', '.')} ${message}${detail === undefined ? '' : `: ${detail}`}`;
}

/** What is wrong with a value according to a schema of the document; [] when nothing is. */
export function violations(value, schema) {
  const validate = validator(schema ?? {});
  return validate(value) ? [] : validate.errors.map(sentence);
}
