// `drape backup` beside a server at work, and `drape restore`: nothing of the backup dangles.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { person, png, teeShirt } from '../http/support/pictures.mjs';
import { Server, runProgram } from '../http/support/server.mjs';

const TASKS = '/v2/tryon/tasks/';
const ARGS = ['--person-side-max', '512', '--garment-side-max', '400', '--workers', '1'];

/** All items of a list. */
async function all(client, list) {
  const { json } = await client.get(`${list}?page_size=100`);
  assert.equal(json.next, null);
  return json.results;
}

describe('a backup', () => {
  let folder;
  let server;
  let writing = true;
  const place = (name) => path.join(folder, name);
  const backUp = (...args) => runProgram('backup', place('backup'), '--data', server.data.path, ...args);
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'drape-backup-'));
    server = await Server.start({ args: ARGS });
  });
  after(async () => {
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is made again and again while photos come and go and tasks run', async () => {
    const { client } = server;
    const somebody = await client.upload('person', person());
    const garment = await client.upload('garment', teeShirt());
    const busy = (async () => {
      for (let i = 0; writing; i += 1) {
        const photo = await client.upload('person', png({ seed: i }), { name: `photo ${i}` });
        if (i % 4 === 0) {
          await client.post(TASKS, { json: { tryon_person_image_id: somebody.id, garment_image_ids: [garment.id] } });
        }
        if (i % 2 === 0) await client.delete(`/v2/tryon/person-images/${photo.id}/`);
        if (i > 60) await client.delete(`/v2/tryon/person-images/${photo.id - 30}/`);
      }
    })();
    await client.finished((await client.post(TASKS, {
      json: { tryon_person_image_id: somebody.id, garment_image_ids: [garment.id] },
    })).json.id);
    for (let i = 0; i < 4; i += 1) {
      const { status, stderr } = backUp();
      assert.equal(status, 0, stderr);
      execFileSync('sha256sum', ['--check', '--quiet', '--strict', 'SHA256SUMS'], { cwd: place('backup') });
      await client.upload('garment', png({ seed: 1000 + i }));
    }
    writing = false;
    await busy;
    assert.match(backUp('--verify').stdout, /\d+ pictures: \d+ copied .* \d+ were there/);
  });

  it('is restored: every row has its picture, links hold, work goes on', async () => {
    const before = {
      persons: await all(server.client, '/v2/tryon/person-images/'),
      garments: await all(server.client, '/v2/tryon/garment-images/'),
    };
    const stopped = server;
    stopped.signal('SIGTERM');
    await stopped.exited;
    const { status, stderr } = runProgram('restore', place('backup'), '--data', place('restored'));
    assert.equal(status, 0, stderr);
    const restored = await Server.start({ args: ARGS, key: stopped.key, data: { path: place('restored'), remove() {} } });
    try {
      const { client } = restored;
      const persons = await all(client, '/v2/tryon/person-images/');
      const garments = await all(client, '/v2/tryon/garment-images/');
      assert.deepEqual(persons.map(({ id }) => id), before.persons.map(({ id }) => id));
      assert.deepEqual(garments.map(({ id }) => id), before.garments.map(({ id }) => id));
      for (const image of [...persons, ...garments]) {
        const { status: found, body, headers } = await client.follow(image.image_url);
        assert.equal(found, 200);
        assert.equal(`"${sha256(body)}"`, headers.etag);
      }
      const old = new URL(before.persons[0].image_url).pathname;
      assert.equal((await client.get(old, { key: null })).status, 200, 'a link from before the backup');
      const tasks = await all(client, TASKS);
      assert.ok(tasks.length > 1);
      for (const { id } of tasks) {
        const task = await client.finished(id);
        assert.equal(task.status, 'completed', JSON.stringify(task.error));
        assert.equal((await client.follow(task.result_url)).status, 200);
      }
    } finally {
      await restored.remove();
    }
  });

  it('is restored into an empty directory only', () => {
    const { status, stderr } = runProgram('restore', place('backup'), '--data', place('restored'));
    assert.equal(status, 1);
    assert.match(stderr, /data_directory_not_empty/);
  });

  it('that is damaged, of a newer program, or none at all is refused', () => {
    const restore = () => runProgram('restore', place('backup'), '--data', place('new'));
    const sums = place('backup/SHA256SUMS');
    const text = readFileSync(sums, 'utf8');
    writeFileSync(sums, text.replace(/^# schema \d+$/m, '# schema 999'));
    assert.match(restore().stderr, /schema_too_new/);
    writeFileSync(sums, text);
    const blob = text.trim().split('\n').at(-1).split('  ')[1];
    const bytes = readFileSync(place(`backup/${blob}`));
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(place(`backup/${blob}`), bytes);
    const damaged = restore();
    assert.equal(damaged.status, 1);
    assert.match(damaged.stderr, /backup_damaged/);
    assert.ok(damaged.stderr.includes(blob));
    rmSync(sums);
    assert.match(restore().stderr, /not_a_backup/);
    assert.equal(existsSync(place('new')), false);
    assert.ok(readdirSync(place('restored')).includes('drape.db'));
  });
});

function sha256(bytes) {
  return execFileSync('sha256sum', { input: bytes, encoding: 'utf8' }).slice(0, 64);
}
