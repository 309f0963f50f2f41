// The server dies around the transaction of a request with an Idempotency-Key; its client asks again with the same key.
// Whatever the moment: one thing is made, and the reply to the repetition names it.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { CRASH_EXIT, CRASH_PROGRAM, Life, makeKey } from './support/life.mjs';
import { ENGINES } from './support/pictures.mjs';

const { pictures, args, env } = ENGINES['stand-in'];
const PERSONS = '/v2/tryon/person-images/';
const TASKS = '/v2/tryon/tasks/';
const keyed = (name) => ({ headers: { 'idempotency-key': name } });

const upload = (client, kind) => client.post(`/v2/tryon/${kind}-images/`, { form: pictures[kind](1), ...keyed(`upload-${kind}`) });
const submit = (client, person, garment) =>
  client.post(TASKS, { json: { tryon_person_image_id: person, garment_image_ids: [garment] }, ...keyed('order') });

/** Everything that the client wants done, each with its own key. Ends with undefined where the server dies. */
async function errand(client) {
  try {
    const person = await upload(client, 'person');
    const garment = await upload(client, 'garment');
    const task = await submit(client, person.json.id, garment.json.id);
    return { person, garment, task };
  } catch {
    return undefined;
  }
}

async function crashAt(at, check) {
  const data = mkdtempSync(path.join(tmpdir(), 'drape-once-'));
  const key = makeKey(CRASH_PROGRAM, data);
  const lives = [];
  const start = async (more) => {
    const life = new Life({ program: CRASH_PROGRAM, data, key, args: [...args, '--workers', '0'], env: { ...env, ...more } });
    lives.push(life);
    assert.ok(await life.serving, life.unread.join('\n'));
    return life;
  };
  try {
    const doomed = await start({ DRAPE_CRASH_AT: at });
    assert.equal(await errand(doomed.client), undefined);
    assert.equal((await doomed.ended).code, CRASH_EXIT);
    const life = await start({});
    await check(life.client);
    await life.stop();
  } finally {
    await Promise.all(lives.filter((life) => life.alive).map((life) => life.kill()));
    rmSync(data, { recursive: true, force: true });
  }
}

const replayed = (reply) => reply.headers['idempotency-replayed'] === 'true';
const count = async (client, list) => (await client.get(list)).json.count;

describe('a named request across a crash', () => {
  // Point of the crash -> which of person, garment and task were committed by then.
  const POINTS = {
    'image_before_commit:1': [], 'idempotency_before_commit:1': [], 'image_committed:1': ['person'],
    'idempotency_before_commit:2': ['person'], 'image_committed:2': ['person', 'garment'],
    'task_before_commit:1': ['person', 'garment'], 'idempotency_before_commit:3': ['person', 'garment'],
    'task_committed:1': ['person', 'garment', 'task'],
  };
  for (const [at, committed] of Object.entries(POINTS)) {
    it(`${at}: the repetition finds ${committed.join(', ') || 'nothing'} done, and one of each is made`, () => crashAt(at, async (client) => {
      const first = await errand(client);
      for (const [what, reply] of Object.entries(first)) {
        assert.equal(reply.status, 200, reply.text);
        assert.equal(replayed(reply), committed.includes(what), what);
      }
      const second = await errand(client);
      for (const [what, reply] of Object.entries(second)) {
        assert.ok(replayed(reply));
        assert.equal(reply.text, first[what].text);
      }
      for (const list of [PERSONS, '/v2/tryon/garment-images/', TASKS]) assert.equal(await count(client, list), 1, list);
      assert.equal((await client.follow(first.person.json.image_url)).status, 200);
    }));
  }
});
