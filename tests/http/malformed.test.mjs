// Malformed, odd and hostile pictures against the real server: it answers each with 200, 400 or 413, in bounded time
// and memory, and goes on. DRAPE_MALFORMED: how many files (default 600; `./run malformed` sends all, over 8,000).
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { imageForm } from './support/client.mjs';
import { bombs, corpus } from './support/corpus.mjs';
import { png } from './support/pictures.mjs';
import { childrenOf, isAlive, memoryMax } from './support/processes.mjs';
import { Server } from './support/server.mjs';

const PERSONS = '/v2/tryon/person-images/';
const COUNT = Number(process.env.DRAPE_MALFORMED ?? 600);
const FULL = COUNT >= 5_000;
const SENDERS = 4;
const MEMORY_MB = 1_024;
/** What a child takes before it decodes anything: the program and its libraries. */
const PROGRAM_MB = 128;
const SENTENCES = [/^Upload a valid image\./, /^The image has too many pixels/, /^The image takes too much time or memory/,
  /^The submitted file is empty\.$/];

describe('malformed pictures', () => {
  let server;
  const seen = { files: 0, statuses: {}, slowest: { seconds: 0 }, largest: 0, served: 0 };

  before(async () => {
    server = await Server.start({ args: ['--workers', '0', '--decode-children', '2', '--decode-timeout', '4',
      '--decode-memory-mb', String(MEMORY_MB)] });
  });
  after(async () => {
    const deaths = server.logs.filter(({ event }) => event === 'decode_child_died');
    const causes = {};
    for (const { cause } of deaths) causes[cause] = (causes[cause] ?? 0) + 1;
    console.log(`# ${seen.files} files; replies ${JSON.stringify(seen.statuses)}; slowest ${seen.slowest.seconds.toFixed(2)} s (${seen.slowest.name}); `
      + `largest child ${(seen.largest / 2 ** 20).toFixed(0)} MiB; children that died ${deaths.length} ${JSON.stringify(causes)}; `
      + `server at most ${(memoryMax(server.child.pid) / 2 ** 20).toFixed(0)} MiB`);
    await server.remove();
  });

  async function send({ name, bytes, valid, size }) {
    const start = performance.now();
    const reply = await server.client.post(PERSONS, { form: imageForm(bytes) });
    const seconds = (performance.now() - start) / 1000;
    if (seconds > seen.slowest.seconds) seen.slowest = { seconds, name };
    seen.files += 1;
    seen.statuses[reply.status] = (seen.statuses[reply.status] ?? 0) + 1;
    const said = `${name}: ${reply.status} ${reply.text.slice(0, 200)}`;
    if (valid) assert.equal(reply.status, 200, said);
    assert.ok([200, 400, 413].includes(reply.status), said);
    if (reply.status === 400) assert.ok(SENTENCES.some((sentence) => sentence.test(reply.json.image[0])), said);
    if (size) assert.deepEqual([reply.json.width, reply.json.height], size, said);
  }

  async function sendAll(files) {
    const left = files[Symbol.iterator]();
    const failures = [];
    await Promise.all(Array.from({ length: SENDERS }, async () => {
      for (let next = left.next(); !next.done; next = left.next()) {
        await send(next.value).catch((failure) => failures.push(failure.message));
        for (const child of childrenOf(server.child.pid)) seen.largest = Math.max(seen.largest, child.memoryMax);
      }
    }));
    assert.deepEqual(failures, []);
  }

  async function expectFine() {
    assert.equal(server.child.exitCode, null);
    assert.ok(isAlive(server.child.pid));
    const { width } = await server.client.upload('person', png({ width: 31 }));
    assert.equal(width, 31);
  }

  it(`${COUNT} odd, cut and flipped files never cost more than a 400`, async () => {
    await sendAll(corpus(COUNT));
    await expectFine();
  });

  it('bombs cost a 400 and no more memory than a child may have', async () => {
    const all = [...bombs()];
    await sendAll(FULL ? all : all.filter(({ name }) => /PNG text|PNG profile|three thousand/.test(name)));
    await expectFine();
    assert.ok(seen.largest < (MEMORY_MB + PROGRAM_MB) * 2 ** 20, `${seen.largest}`);
  });

  it('a picture that takes longer than the budget ends with its child, which is counted', async () => {
    const died = async () => Number(/drape_decode_child_deaths_total\{cause="time"\} (\d+)/.exec((await server.client.get('/metrics')).text)[1]);
    const earlier = await died();
    const slow = [...bombs()].find(({ name }) => /49 MP, three thousand scans/.test(name));
    const reply = await server.client.post(PERSONS, { form: imageForm(slow.bytes) });
    assert.deepEqual(reply.json, { image: ['The image takes too much time or memory to decode.'] });
    assert.equal(await died(), earlier + 1);
    await expectFine();
  });
});
