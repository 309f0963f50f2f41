// `drape models`: an optional network is added, used and removed; a wrong one changes nothing.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sample } from '../http/support/pictures.mjs';
import { runProgram } from '../http/support/server.mjs';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const data = process.env.DRAPE_TEST_DATA ?? path.join(repository, '../shared/data');
const network = path.join(data, '../models/bodypix-mobilenet-v1-050-s8.onnx');
const manifest = path.join(repository, 'docs/models/bodypix-mobilenet-v1-050-s8.json');
const missing = existsSync(network) ? false : `no network in ${path.dirname(network)}`;

describe('drape models', () => {
  let folder;
  const file = (name) => path.join(folder, name);
  before(() => { folder = mkdtempSync(path.join(tmpdir(), 'drape-models-')); });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const models = (...args) => runProgram('models', ...args, '--data', file('data'));

  it('a store without models is an empty list', () => {
    assert.deepEqual(JSON.parse(models('list', '--json').stdout), []);
  });

  it('a file that is not the manifest\'s is refused with a code, and nothing is stored', () => {
    writeFileSync(file('wrong.onnx'), 'not a network');
    const { status, stderr } = models('add', file('wrong.onnx'), '--manifest', manifest);
    assert.notEqual(status, 0);
    assert.match(stderr, /SHA-256 is [0-9a-f]{64}.*\[model_hash_differs\]/);
    assert.equal(existsSync(file('data')), false);
  });

  it('a network is added, listed, used and removed', { skip: missing }, () => {
    const added = models('add', network, '--manifest', manifest);
    assert.equal(added.status, 0, added.stderr);
    const [model] = JSON.parse(models('list', '--json').stdout);
    assert.equal(model.licence, 'Apache-2.0');
    assert.equal(model.tag, added.stdout.trim());

    writeFileSync(file('woman.jpg'), sample('persons/woman-full'));
    const look = (name, ...args) => {
      const { status, stderr } = runProgram('inspect', 'person', file('woman.jpg'), '--mask', file(name), ...args);
      assert.equal(status, 0, stderr);
    };
    look('with.png', '--models-store', file('data/models'));

    assert.equal(models('remove', model.name).status, 0);
    assert.deepEqual(readdirSync(file('data/models')), []);
    assert.equal(models('remove', model.name).status, 1);
  });
});
