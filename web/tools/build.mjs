// Checks the types of the console, bundles it and writes the C++ source that holds it.
//   node tools/build.mjs FOLDER     FOLDER/dist: the files; FOLDER/console_files.cpp: what the program is built with
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import config from '../vite.config.mjs';
import { embed } from './embed.mjs';

const folder = process.argv[2];
if (folder === undefined) {
  console.error('usage: build.mjs FOLDER');
  process.exit(2);
}
const root = fileURLToPath(new URL('..', import.meta.url));
const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
const checked = spawnSync(process.execPath, [compiler, '--noEmit', '--project', root], { stdio: 'inherit' });
if (checked.status !== 0) process.exit(1);
const dist = path.join(folder, 'dist');
await build({ ...config, configFile: false, logLevel: 'warn', build: { ...config.build, outDir: dist } });
embed(dist, folder);
