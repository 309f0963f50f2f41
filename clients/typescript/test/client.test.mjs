// The client against the real server, and against what it was generated from.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { operations } from '../../../tools/contract/document.mjs';
import { drawing, sizeOf } from '../../../tests/http/support/pictures.mjs';
import { ApiError, Drape, PhotoNotSuitable, Server } from './support.mjs';

const run = promisify(execFile);
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const sample = (name) => here(`../../../samples/${name}.jpg`);

describe('the library', () => {
  it('has the types of the API description', () => run(process.execPath, [here('../scripts/generate.mjs'), '--check']));

  it('has a method for every operation', () => {
    // The stream of events is a method of its own name.
    const missing = operations().filter(({ operation, path: at }) => !at.endsWith('/events/')
      && typeof Drape.prototype[operation.operationId] !== 'function');
    assert.deepEqual(missing.map(({ operation }) => operation.operationId), []);
  });

  it('depends on nothing', () => {
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(here('../package.json')));
    assert.deepEqual([dependencies, peerDependencies], [undefined, undefined]);
    const scripts = readdirSync(here('../dist')).filter((name) => name.endsWith('.js'));
    assert.ok(scripts.length > 5);
    // Not even on Node.js, so that a page can load it.
    for (const name of scripts) assert.doesNotMatch(readFileSync(here(`../dist/${name}`), 'utf8'), /from '(?!\.\/)|import '/, name);
  });
});

describe('against the server', () => {
  let server;
  let drape;
  let folder;

  before(async () => {
    server = await Server.start();
    drape = new Drape({ baseUrl: server.url, apiKey: server.key });
    folder = mkdtempSync(path.join(tmpdir(), 'drape-client-'));
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server.remove();
  });

  it('the example of the README makes a picture', async () => {
    const [, example] = /```js\n([\s\S]*?)```/.exec(readFileSync(here('../README.md'), 'utf8'));
    assert.ok(example.trim().split('\n').length <= 10);
    mkdirSync(path.join(folder, 'node_modules/@drape'), { recursive: true });
    symlinkSync(here('..'), path.join(folder, 'node_modules/@drape/client'));
    copyFileSync(sample('persons/man-half'), path.join(folder, 'person.jpg'));
    copyFileSync(sample('garments/long-sleeve-striped'), path.join(folder, 'garment.jpg'));
    writeFileSync(path.join(folder, 'example.mjs'), example);
    const { stdout } = await run(process.execPath, ['example.mjs'],
      { cwd: folder, env: { ...process.env, DRAPE_URL: server.url, DRAPE_KEY: server.key } });
    assert.match(stdout, /completed/);
    const picture = readFileSync(path.join(folder, 'result.jpg'));
    assert.deepEqual(sizeOf(picture), sizeOf(readFileSync(sample('persons/man-half'))));
    assert.notDeepEqual(picture, readFileSync(sample('persons/man-half')));
  });

  it('a photo may be bytes, a Blob, a path and a URL', async () => {
    const bytes = drawing('jpg');
    const file = path.join(folder, 'drawing.jpg');
    writeFileSync(file, bytes);
    const { image_url: link } = await drape.uploadGarmentImage(bytes);
    const photos = [new Uint8Array(bytes), new Blob([bytes]), file, pathToFileURL(file), link, new URL(link), `data:image/jpeg;base64,${bytes.toString('base64')}`];
    for (const photo of photos) {
      const { width, height } = await drape.uploadPersonImage(photo, { name: 'same' });
      assert.deepEqual([width, height], [96, 128], String(photo).slice(0, 80));
    }
    assert.equal((await drape.listPersonImages({ image_name: 'same' })).count, photos.length);
    await assert.rejects(drape.uploadPersonImage(path.join(folder, 'missing.jpg')), { code: 'ENOENT' });
  });

  it('a photo of nobody is not ordered', async () => {
    await assert.rejects(drape.tryOn({ person: drawing('jpg'), garments: [drawing('jpg')] }), (error) => {
      assert.ok(error instanceof PhotoNotSuitable);
      assert.ok(error.message.length > 0 && error.validation.details.length > 0);
      return true;
    });
  });

  it('a photo that does not suit fails as a task when it is not validated', async () => {
    const failed = drape.tryOn({ person: drawing('jpg'), garments: [sample('garments/long-sleeve-striped')], validate: false });
    await assert.rejects(failed, { name: 'TryOnFailed', retryable: false, code: /^[a-z_]+$/ });
  });

  it('the operations do what they are named for', async () => {
    const person = await drape.uploadPersonImage(sample('persons/man-half'), { name: 'front' });
    const garment = await drape.uploadGarmentImage(sample('garments/long-sleeve-striped'));
    assert.equal((await drape.validatePersonImage(person.id)).is_valid, true);
    assert.equal((await drape.getPersonValidation(person.id)).tryon_person_image_id, person.id);
    const { id } = await drape.createTask({ tryon_person_image_id: person.id, garment_image_ids: [garment.id] });
    assert.equal((await drape.getTask(id)).id, id);
    assert.equal((await drape.listTasks({ tryon_person_image: person.id })).count, 1);
    assert.ok((await drape.listGarmentImages()).results.some((row) => row.id === garment.id));
    assert.equal((await drape.getPicture(person.image_url)).type, 'image/jpeg');
    assert.deepEqual(await drape.deletePersonImage(person.id), { detail: 'Deleted successfully' });
    assert.deepEqual(await drape.deleteGarmentImage(garment.id), { detail: 'Deleted successfully' });
    assert.equal((await drape.getLiveness()).status, 'alive');
    assert.equal((await drape.getReadiness()).status, 'ready');
    assert.match(await drape.getMetrics(), /^# HELP/m);
    assert.match(await drape.getOpenApi(), /^openapi: 3\.1/);
  });

  it('a refusal says which fields are wrong', async () => {
    const error = await drape.createTask({ tryon_person_image_id: 99999, garment_image_ids: [] }).catch((caught) => caught);
    assert.ok(error instanceof ApiError);
    assert.deepEqual(error.fields, {
      tryon_person_image_id: ['Invalid pk "99999" - object does not exist.'], garment_image_ids: ['This list may not be empty.'],
    });
    assert.ok(error.requestId);
    await assert.rejects(new Drape({ baseUrl: server.url, apiKey: 'wrong' }).listTasks(), { status: 401, detail: 'Incorrect authentication credentials.' });
  });
});
