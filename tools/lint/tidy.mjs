// clang-tidy over the sources that changed since they last passed, one process for each core.
//
//   node tools/lint/tidy.mjs BUILD CACHE SOURCE ...
//
// BUILD has compile_commands.json. CACHE gets a file, named by a hash, for each source that passed: over the source,
// the project's headers that it includes, its compiler command, the checks and clang-tidy's version.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const [build, cache, ...sources] = process.argv.slice(2);
const includeRoots = ['src', 'src/vision', 'tools'];
const version = spawnSync('clang-tidy', ['--version'], { encoding: 'utf8' }).stdout;

const texts = new Map();
function textOf(path) {
  if (!texts.has(path)) texts.set(path, existsSync(path) ? readFileSync(path, 'utf8') : null);
  return texts.get(path);
}

/** The file and all project files that it includes, directly or not. */
function reached(path, found = new Set()) {
  if (found.has(path) || textOf(path) === null) return found;
  found.add(path);
  for (const [, name] of textOf(path).matchAll(/^\s*#\s*include\s+"([^"]+)"/gm)) {
    for (const root of [dirname(path), ...includeRoots]) reached(join(root, name), found);
  }
  return found;
}

/** The .clang-tidy files that hold for a source. */
function checksOf(source) {
  const parts = [];
  for (let folder = dirname(source); ; folder = dirname(folder)) {
    parts.push(textOf(join(folder, '.clang-tidy')));
    if (folder === '.') return parts;
  }
}

/** The compiler's commands as clang can read them: without the precompiled headers of another compiler. */
function commands() {
  const all = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8')).map((entry) => ({
    ...entry,
    command: entry.command.replace(/ -Winvalid-pch/g, '').replace(/ -include \S*cmake_pch\.hxx/g, ''),
  }));
  writeFileSync(join(cache, '..', 'compile_commands.json'), JSON.stringify(all));
  return new Map(all.map((entry) => [entry.file, entry.command]));
}

mkdirSync(cache, { recursive: true });
const commandOf = commands();

function keyOf(source) {
  const hash = createHash('sha256');
  const parts = [version, commandOf.get(resolve(source)) ?? '', ...checksOf(source)];
  for (const path of [...reached(source)].sort()) parts.push(path, textOf(path));
  for (const part of parts) hash.update(`${part?.length ?? 0}:${part ?? ''}`);
  return hash.digest('hex');
}

function check({ source, key }) {
  return new Promise((done) => {
    const tidy = spawn('clang-tidy', ['-p', join(cache, '..'), '--quiet', '--warnings-as-errors=*', source]);
    let output = '';
    tidy.stdout.on('data', (piece) => (output += piece));
    tidy.stderr.on('data', (piece) => (output += piece));
    tidy.on('error', (error) => done(`${source}: ${error.message}\n`));
    tidy.on('close', (status) => {
      if (status === 0) writeFileSync(join(cache, key), `${source}\n`);
      done(status === 0 ? '' : output.replace(/^\d+ warnings?.*(generated|treated as errors).*\n/gm, ''));
    });
  });
}

// The largest first, so that no core is left with a long one at the end.
const changed = sources
  .filter((source) => commandOf.has(resolve(source)))
  .map((source) => ({ source, key: keyOf(source), bytes: statSync(source).size }))
  .filter(({ key }) => !existsSync(join(cache, key)))
  .sort((a, b) => b.bytes - a.bytes);
console.log(`${changed.length} of ${sources.length} sources to check`);

let failed = 0;
async function work() {
  for (let next = changed.shift(); next; next = changed.shift()) {
    const findings = await check(next);
    if (findings) failed += 1;
    process.stdout.write(findings);
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
if (failed) {
  console.error(`${failed} sources with findings`);
  process.exit(1);
}
