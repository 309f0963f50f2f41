// Writes the examples of api/openapi.yaml, the replies and the requests of one scenario with a real server: starts the
// built program, asks it for everything, and replaces the text of the examples by what it said. With --check: only says
// whether they are what a run gives. DRAPE_PROGRAM names the program.
//
//   node tools/contract/examples.mjs [--check]
import { writeFileSync } from 'node:fs';
import { OPENAPI_TEXT } from './document.mjs';
import { Book, nameOf } from './examples/book.mjs';
import { KEPT } from './examples/kept.mjs';
import { examplePaths, exampleAt, withExamples } from './examples/document_text.mjs';
import { runTrouble } from './examples/trouble.mjs';
import { runScenario } from './examples/scenario.mjs';
import { steady } from './examples/steady.mjs';

/** Every example is either of the run or one of those that are kept; what is wrong with that, one sentence each. */
function gaps(book) {
  const booked = new Set(book.entries().map(({ path }) => nameOf(path)));
  const present = new Set(examplePaths().map(nameOf));
  const kept = Object.keys(KEPT);
  return [
    ...[...present].filter((name) => !booked.has(name) && !(name in KEPT)).map((name) => `${name}: no run gives it and it is not in the list of those that are kept`),
    ...[...booked].filter((name) => !present.has(name)).map((name) => `${name}: the run gives it, and the document has no such example`),
    ...kept.filter((name) => booked.has(name)).map((name) => `${name}: the run gives it; it need not be kept`),
    ...kept.filter((name) => !present.has(name)).map((name) => `${name}: is kept, and the document has no such example`),
  ];
}

const book = new Book();
await runScenario(book);
await runTrouble(book);
const missing = gaps(book);
for (const sentence of missing) console.error(sentence);
if (missing.length > 0) process.exit(1);

const entries = steady(book.entries(), exampleAt);
const text = withExamples(entries);
if (process.argv.includes('--check')) {
  const stale = entries.filter(({ path, value }) => JSON.stringify(exampleAt(path)) !== JSON.stringify(value));
  for (const { path, value } of stale) {
    console.error(`${nameOf(path)} is not what a run gives\n  there: ${JSON.stringify(exampleAt(path))}\n  run:   ${JSON.stringify(value)}`);
  }
  if (text !== OPENAPI_TEXT) {
    console.error('the examples of api/openapi.yaml are not those of a run: node tools/contract/examples.mjs');
    process.exitCode = 1;
  }
} else if (text !== OPENAPI_TEXT) {
  writeFileSync(new URL('../../api/openapi.yaml', import.meta.url), text);
}
