// Reads api/openapi.yaml and answers questions about it. Used by the tests and by the generators.
import { readFileSync } from 'node:fs';

let packages;
try {
  packages = { yaml: await import('yaml'), Ajv: (await import('ajv/dist/2020.js')).default, addFormats: (await import('ajv-formats')).default };
} catch (error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  throw new Error('the tools of tools/contract are not installed: run ./run setup tests', { cause: error });
}

export const { yaml, Ajv, addFormats } = packages;

export const OPENAPI_TEXT = readFileSync(new URL('../../api/openapi.yaml', import.meta.url), 'utf8');

export const OPENAPI = yaml.parse(OPENAPI_TEXT, { version: '1.2', strict: true, uniqueKeys: true, maxAliasCount: 0 });

const METHODS = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace']);

/** The thing that {"$ref": "#/a/b"} names; anything else is itself. */
export function resolve(thing) {
  if (!thing || thing.$ref === undefined) return thing;
  const steps = thing.$ref.slice('#/'.length).split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return resolve(steps.reduce((node, step) => node?.[step], OPENAPI));
}

/** All operations: {method, path, needsKey, operation, parameters (resolved, those of the path too)}. */
export function operations() {
  return Object.entries(OPENAPI.paths).flatMap(([path, item]) => Object.keys(item).filter((key) => METHODS.has(key)).map((method) => {
    const operation = item[method];
    return {
      method, path, operation,
      needsKey: (operation.security ?? OPENAPI.security).length > 0,
      parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(resolve),
    };
  }));
}
