// Turns a folder of files into a C++ source that defines drape::http::console_files() (src/http/console_files.h).
// The assembler takes the bytes in, so that the compiler does not have to read megabytes of numbers.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const MEDIA_TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.txt': 'text/plain; charset=utf-8',
};
/** A compressed form that saves less than this share is not worth a byte in the program. */
const SAVING_MIN = 0.1;

function filesUnder(folder, prefix = '') {
  return readdirSync(path.join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const name = prefix + entry.name;
    return entry.isDirectory() ? filesUnder(folder, `${name}/`) : [name];
  }).sort();
}

function compressed(plain) {
  const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } });
  const forms = { plain, gzip: gzipSync(plain, { level: 9 }), brotli };
  const pays = (form) => form === plain || form.length < plain.length * (1 - SAVING_MIN);
  return Object.fromEntries(Object.entries(forms).map(([kind, bytes]) => [kind, pays(bytes) ? bytes : null]));
}

/** Writes the forms of one file into `folder`; gives its row of the table and the assembler's lines. */
function entry(name, index, plain, folder) {
  const mediaType = MEDIA_TYPES[path.extname(name)];
  if (mediaType === undefined) throw new Error(`no media type is known for ${name}`);
  const lines = [];
  const views = Object.entries(compressed(plain)).map(([kind, bytes]) => {
    if (bytes === null) return '{}';
    const symbol = `drape_console_${index}_${kind}`;
    const file = path.join(folder, symbol);
    writeFileSync(file, bytes);
    lines.push({ symbol, file });
    return `{${symbol}, ${bytes.length}}`;
  });
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 20);
  return { row: `{"${name}", "${mediaType}", "${hash}", ${views.join(', ')}}`, lines };
}

function source(entries) {
  const lines = entries.flatMap((one) => one.lines);
  return `// Written by web/tools/embed.mjs.
#include <array>

#include "http/console_files.h"

extern "C" {
${lines.map(({ symbol }) => `[[gnu::visibility("hidden")]] extern const char ${symbol}[];`).join('\n')}
}

asm(R"(
.section .rodata
${lines.map(({ symbol, file }) => `.hidden ${symbol}\n.globl ${symbol}\n${symbol}:\n.incbin "${file}"`).join('\n')}
.previous
)");

namespace drape::http {

std::span<const ConsoleFile> console_files() {
  static constexpr std::array<ConsoleFile, ${entries.length}> kFiles{{
${entries.map(({ row }) => `      ${row},`).join('\n')}
  }};
  return kFiles;
}

}  // namespace drape::http
`;
}

/** All files under `dist` become part of `folder`/console_files.cpp. */
export function embed(dist, folder) {
  const forms = path.join(folder, 'embedded');
  rmSync(forms, { recursive: true, force: true });
  mkdirSync(forms, { recursive: true });
  const entries = filesUnder(dist).map((name, index) => entry(name, index, readFileSync(path.join(dist, name)), forms));
  writeFileSync(path.join(folder, 'console_files.cpp'), source(entries));
}
