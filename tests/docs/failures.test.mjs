// docs/failures.md explains every code that a task's failure or a finding of a validation can carry, in the program's own words.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (file) => readFileSync(`${ROOT}/${file}`, 'utf8');

/** Sources whose errors reach a client as the code of a failure or a finding. */
const SOURCES = execFileSync('git', ['-C', ROOT, 'ls-files', '--cached', '--others', '--exclude-standard', 'src/garment', 'src/person', 'src/tryon',
  'src/task', 'src/image/decode_errors.h', 'src/base/stage.h'], { encoding: 'utf8' }).trim().split('\n').filter((file) => /\.(h|cpp)$/.test(file));
/** No failure carries them: a task that meets them is tried again. */
const NOT_SHOWN = ['decoder_died', 'image_too_costly'];

const WAYS = [/Error::invalid\(\s*"([a-z_]+)"/g, /IssueCode::k\w+,\s*"([a-z_]+)"/g, /k\w+Code = "([a-z_]+)"/g, /ErrorKind::k\w+,\s*"([a-z_]+)"/g];
const code = SOURCES.map(read).join('\n').replace(/^\s*\/\/.*$/gm, '');
const used = new Set(WAYS.flatMap((way) => [...code.matchAll(way)].map((match) => match[1])).filter((name) => !NOT_SHOWN.includes(name)));
const page = read('docs/failures.md');
const explained = [...page.matchAll(/^\| `([a-z_]+)` \|/gm)].map((match) => match[1]);

describe('docs/failures.md', () => {
  it('explains every code in the source', () => {
    assert.ok(used.size > 25, [...used].join(' '));
    assert.deepEqual([...used].filter((name) => !explained.includes(name)), []);
  });

  it('explains no code that is not there', () => {
    assert.deepEqual(explained.filter((name) => !used.has(name)), []);
  });

  it('quotes what the program says', () => {
    // Adjacent texts are one text to the compiler.
    const said = execFileSync('git', ['-C', ROOT, 'grep', '-h', '', '--', 'src/*.cpp', 'src/*.h'], { encoding: 'utf8', maxBuffer: 1 << 26 })
      .replace(/"\s*\n\s*"/g, '');
    for (const file of ['docs/failures.md', 'docs/photo-guidelines.md']) {
      const quotes = [...read(file).matchAll(/“([^”]+)”/g)].map((match) => match[1]);
      assert.ok(quotes.length > 0);
      for (const quote of quotes) assert.ok(quote.split('…').every((part) => said.includes(part.trim())), `${file}: ${quote}`);
    }
  });
});
