// Writes src/schema.ts, the types of api/openapi.yaml. With --check: only says whether it is up to date.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTypescript, { astToString } from 'openapi-typescript';

const document = new URL('../../../api/openapi.yaml', import.meta.url);
const target = new URL('../src/schema.ts', import.meta.url);
const head = '// Generated from api/openapi.yaml by `npm run generate`. Do not edit.\n\n';

const text = head + astToString(await openapiTypescript(document, { silent: true }));
if (!process.argv.includes('--check')) {
  await writeFile(target, text);
} else if (text !== await readFile(target, 'utf8')) {
  console.error('clients/typescript/src/schema.ts is not what api/openapi.yaml says: run `npm run generate` in clients/typescript');
  process.exitCode = 1;
}
