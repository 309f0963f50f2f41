// `drape inspect`: what it prints and writes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { png, sample, sizeOf } from '../http/support/pictures.mjs';
import { runProgram } from '../http/support/server.mjs';

describe('drape inspect', () => {
  let folder;
  const file = (name) => path.join(folder, name);
  before(() => { folder = mkdtempSync(path.join(tmpdir(), 'drape-inspect-')); });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('garment: prints the category, draws the findings and writes the cut-out', () => {
    writeFileSync(file('tee.jpg'), sample('garments/tee-plain'));
    const { status, stdout, stderr } = runProgram('inspect', 'garment', file('tee.jpg'), '--json',
      '--overlay', file('overlay.png'), '--mask', file('mask.png'));
    assert.equal(status, 0, stderr);
    assert.equal(JSON.parse(stdout).category, 'upper');
    for (const name of ['overlay.png', 'mask.png']) {
      assert.deepEqual(sizeOf(readFileSync(file(name))), sizeOf(sample('garments/tee-plain')));
    }
  });

  it('person: prints what can be tried on', () => {
    writeFileSync(file('woman.jpg'), sample('persons/woman-full'));
    const { status, stdout, stderr } = runProgram('inspect', 'person', file('woman.jpg'), '--json');
    assert.equal(status, 0, stderr);
    assert.deepEqual(JSON.parse(stdout).supported_categories, ['upper', 'lower', 'dress']);
  });

  it('a picture without a garment is refused with a code, and nothing is written', () => {
    writeFileSync(file('flat.png'), png());
    const { status, stderr } = runProgram('inspect', 'garment', file('flat.png'), '--mask', file('none.png'));
    assert.notEqual(status, 0);
    assert.match(stderr, /\[garment_[a-z_]+\]/);
    assert.equal(existsSync(file('none.png')), false);
  });

  // The official build of ONNX Runtime reports its use to its maker unless it is told not to: it made a device id and a
  // database in the user's home and looked for a host to send them to.
  it('leaves nothing in the home of whoever runs it', () => {
    writeFileSync(file('tee.jpg'), sample('garments/tee-plain'));
    mkdirSync(file('home'));
    const places = { HOME: file('home'), XDG_CACHE_HOME: file('home'), TMPDIR: file('home'), ORT_DISABLE_TELEMETRY: '0' };
    execFileSync(process.env.DRAPE_PROGRAM, ['inspect', 'garment', file('tee.jpg')], { env: { ...process.env, ...places } });
    assert.deepEqual(readdirSync(file('home')), []);
  });
});
