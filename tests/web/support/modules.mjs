// The console's modules, for tests without a browser. Node.js 18 reads no TypeScript; the bundler that builds the console does.
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const WEB = fileURLToPath(new URL('../../../web/', import.meta.url));

/** What the named modules under web/src export, all in one object. */
export async function consoleModules(...names) {
  const viteRequire = createRequire(createRequire(`${WEB}package.json`).resolve('vite/package.json'));
  const { build } = viteRequire('esbuild');
  const folder = mkdtempSync(path.join(tmpdir(), 'drape-modules-'));
  try {
    const outfile = path.join(folder, 'modules.mjs');
    const contents = names.map((name) => `export * from './src/${name}.ts';`).join('\n');
    await build({ stdin: { contents, resolveDir: WEB, loader: 'ts' }, bundle: true, format: 'esm', platform: 'neutral', outfile });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
