// Which of the documented replies the HTTP tests have seen: every operation, and every status of it.
//
//   node tests/http/coverage.mjs FOLDER AREA ...
//
// FOLDER has the notes of the tests of each area (support/coverage.mjs). Fails when something was never seen.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ANY } from './support/coverage.mjs';
import { operations } from './support/openapi.mjs';
import { GENERAL } from './support/reply_check.mjs';

/** What no test can make the server answer, and why. An exception that no longer holds fails, too. */
const EXCEPTIONS = [
  {
    why: 'an operation without a body has no other body for the same key',
    covers: ({ operation }, status) => status === '409' && ['replayWebhookDelivery', 'rotateWebhookSecret'].includes(operation.operationId),
  },
  {
    why: 'every key may read: its scope is documented for keys that will not',
    covers: ({ method, needsKey }, status) => method === 'get' && needsKey && status === '403',
  },
];

const [folder, ...areas] = process.argv.slice(2);

/** Tests that never ask the server leave no notes. */
const asks = (area) => /from '\.\/support\/(client|server)\.mjs'/.test(readFileSync(new URL(`./${area}.test.mjs`, import.meta.url), 'utf8'));

function notes() {
  const files = areas.filter(asks).map((area) => path.join(folder, `${area}.json`));
  const missing = files.filter((file) => !existsSync(file));
  if (missing.length > 0) {
    console.error(`The coverage is that of all HTTP tests together. These have left no notes: ${missing.map((file) => path.basename(file, '.json')).join(', ')}.\n`
      + 'Run them first: ctest -R "^http\\."');
    process.exit(2);
  }
  const sum = {};
  for (const file of files) {
    for (const [name, count] of Object.entries(JSON.parse(readFileSync(file)))) sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}

const seen = notes();
const rows = operations().flatMap((one) => Object.keys(one.operation.responses).map((status) => ({
  one, status, name: `${one.operation.operationId} ${status}`,
})));
const excepted = (row) => EXCEPTIONS.find(({ covers }) => covers(row.one, row.status));
const wanted = rows.filter((row) => !excepted(row));
const unseen = [
  ...wanted.filter(({ name }) => !seen[name]).map(({ name }) => name),
  ...Object.keys(GENERAL).filter((status) => !seen[`${ANY} ${status}`]).map((status) => `any operation ${status}`),
];
const idle = EXCEPTIONS.filter((exception) => !rows.some((row) => excepted(row) === exception && !seen[row.name]));

const answered = new Set(wanted.filter(({ name, status }) => seen[name] && status.startsWith('2')).map(({ one }) => one.operation.operationId));
const figures = Object.values(seen).reduce((sum, count) => sum + count, 0);
console.log(`operations ${answered.size}/${operations().length}, statuses ${wanted.filter(({ name }) => seen[name]).length}/${wanted.length}, `
  + `of any operation ${Object.keys(GENERAL).filter((status) => seen[`${ANY} ${status}`]).length}/${Object.keys(GENERAL).length}; `
  + `${figures} replies held to the document`);
for (const exception of EXCEPTIONS) console.log(`not asked for: ${rows.filter((row) => excepted(row) === exception).length} statuses: ${exception.why}`);
for (const name of unseen) console.error(`never seen: ${name}`);
for (const { why } of idle) console.error(`an exception that is none: ${why}`);
process.exitCode = unseen.length + idle.length > 0 ? 1 : 0;
