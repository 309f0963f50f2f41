// A task that was acknowledged is never lost and ends exactly once, whatever happens to the server.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Wire, until } from './support/client.mjs';
import { person, png, sizeOf, teeShirt } from './support/pictures.mjs';
import { DataFolder, Server, runProgram } from './support/server.mjs';

const TASKS = '/v2/tryon/tasks/';
const QUICK_ENGINE = ['--person-side-max', '512', '--garment-side-max', '400'];

async function order(client, count) {
  const personImage = await client.upload('person', person());
  const garmentImage = await client.upload('garment', teeShirt());
  const ids = [];
  for (let i = 0; i < count; i += 1) {
    const reply = await client.post(TASKS, {
      json: { tryon_person_image_id: personImage.id, garment_image_ids: [garmentImage.id], use_cache: false },
    });
    assert.equal(reply.status, 200, reply.text);
    ids.push(reply.json.id);
  }
  return ids;
}

/** How often each task ended, by the log. */
function endings(...servers) {
  const count = new Map();
  for (const { logs } of servers) {
    for (const event of logs) {
      if (event.event !== 'task_ran' || !['completed', 'failed'].includes(event.outcome)) continue;
      count.set(event.task, (count.get(event.task) ?? 0) + 1);
    }
  }
  return count;
}

async function withData(test) {
  const data = new DataFolder();
  const servers = [];
  const start = async (args) => {
    const server = await Server.start({ data, args, key: servers[0]?.key });
    servers.push(server);
    return server;
  };
  try {
    await test(start);
  } finally {
    for (const server of servers) await server.remove();
    data.remove();
  }
}

describe('the life of a task', () => {
  it('ends in a picture of the person\'s size that needs no key', async () => {
    await withData(async (start) => {
      const server = await start(QUICK_ENGINE);
      const [id] = await order(server.client, 1);
      const task = await server.client.finished(id);
      assert.equal(task.status, 'completed', JSON.stringify(task.error));
      assert.equal(task.error, null);
      assert.ok(Date.parse(task.finished_at) >= Date.parse(task.created_at));
      const result = await server.client.follow(task.result_url);
      assert.equal(result.status, 200);
      assert.equal(result.headers['content-type'], 'image/jpeg');
      assert.equal(Math.max(...sizeOf(result.body)), 512);
      const [row] = (await server.client.get(`${TASKS}?status=completed`)).json.results;
      assert.equal(row.id, id);
      assert.equal(row.result_url, task.result_url);
    });
  });

  it('fails with a code and a sentence when the photo shows nobody', async () => {
    await withData(async (start) => {
      const server = await start(QUICK_ENGINE);
      const nobody = await server.client.upload('person', png({ width: 300, height: 400 }));
      const garment = await server.client.upload('garment', teeShirt());
      const { json } = await server.client.post(TASKS, {
        json: { tryon_person_image_id: nobody.id, garment_image_ids: [garment.id] },
      });
      const task = await server.client.finished(json.id);
      assert.equal(task.status, 'failed');
      assert.equal(task.result_url, null);
      assert.deepEqual(Object.keys(task.error), ['code', 'message', 'retryable']);
      assert.equal(task.error.code, 'no_person');
      assert.ok(task.error.message.length > 10);
      assert.equal(task.error.retryable, false);
    });
  });

  it('survives a restart while it is queued', async () => {
    await withData(async (start) => {
      const first = await start([...QUICK_ENGINE, '--workers', '0']);
      const ids = await order(first.client, 3);
      first.signal('SIGTERM');
      assert.deepEqual(await first.exited, { code: 0, signal: null });
      const second = await start(QUICK_ENGINE);
      for (const id of ids) assert.equal((await second.client.finished(id)).status, 'completed');
    });
  });

  it('survives kill -9 with 20 tasks in flight: all end, none twice', async () => {
    await withData(async (start) => {
      const args = [...QUICK_ENGINE, '--workers', '2', '--log-level', 'info'];
      const first = await start(args);
      const ids = await order(first.client, 20);
      const done = await until('the first results', async () => {
        const { json } = await first.client.get(`${TASKS}?status=completed&page_size=100`);
        return json.count >= 2 && json.results;
      });
      first.signal('SIGKILL');
      assert.equal((await first.exited).signal, 'SIGKILL');

      const second = await start(args);
      for (const id of ids) assert.equal((await second.client.finished(id, 300_000)).status, 'completed');
      for (const before of done) {
        const now = (await second.client.get(`${TASKS}${before.id}/`)).json;
        assert.equal(now.status, 'completed');
      }
      for (const [id, count] of endings(first, second)) assert.equal(count, 1, `task ${id}`);
      assert.equal((await second.client.get(`${TASKS}?status=completed`)).json.count, 20);
      const result = await second.client.follow((await second.client.get(`${TASKS}${ids[0]}/`)).json.result_url);
      assert.equal(result.status, 200);
    });
  });

  it('comes soon although another account has hundreds waiting', async () => {
    await withData(async (start) => {
      const first = await start(['--workers', '0']);
      const flood = async (client, count) => {
        const nobody = await client.upload('person', png({ width: 300, height: 400 }));
        const garment = await client.upload('garment', png());
        const json = { tryon_person_image_id: nobody.id, garment_image_ids: [garment.id] };
        const replies = await Promise.all(Array.from({ length: count }, () => client.post(TASKS, { json })));
        for (const reply of replies) assert.equal(reply.status, 200, reply.text);
        return replies.map((reply) => reply.json.id);
      };
      const small = first.clientOf('small');
      await flood(first.client, 300);
      const [wanted] = await flood(small, 1);
      small.close();
      first.signal('SIGTERM');
      await first.exited;
      const second = await start([...QUICK_ENGINE, '--workers', '1']);
      const ran = () => second.logs.filter(({ event }) => event === 'task_ran').map(({ task }) => task);
      await until('its turn', () => ran().includes(wanted) || null);
      assert.ok(ran().indexOf(wanted) <= 1, `it was number ${ran().indexOf(wanted) + 1}`);
    });
  });

  it('fails clearly when its photo is deleted before its turn', async () => {
    await withData(async (start) => {
      const first = await start([...QUICK_ENGINE, '--workers', '0']);
      const [id] = await order(first.client, 1);
      const [{ id: photo }] = (await first.client.get('/v2/tryon/person-images/')).json.results;
      await first.client.delete(`/v2/tryon/person-images/${photo}/`);
      first.signal('SIGTERM');
      await first.exited;
      const second = await start(QUICK_ENGINE);
      const task = await second.client.finished(id);
      assert.equal(task.status, 'failed');
      assert.equal(task.error.code, 'person_image_deleted');
    });
  });
});

describe('a drain', () => {
  it('answers what is under way, turns new requests away with 503, and exits with 0', async () => {
    await withData(async (start) => {
      const server = await start(['--workers', '0']);
      const bytes = png();
      const head = `--b\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\n\r\n`;
      const tail = '\r\n--b--\r\n';
      const under = await Wire.connect(server.url);
      await under.send(`POST /v2/tryon/person-images/ HTTP/1.1\r\nHost: x\r\nx-api-key: ${server.key}\r\nExpect: 100-continue\r\n`
        + `Content-Type: multipart/form-data; boundary=b\r\nContent-Length: ${head.length + bytes.length + tail.length}\r\n\r\n`);
      assert.equal((await under.reply()).status, 100);
      await under.send(head);
      const other = await Wire.connect(server.url);
      await other.send('GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n');
      assert.equal((await other.reply()).status, 200);

      server.signal('SIGTERM');
      await until('the drain to begin', () => server.logs.some(({ event }) => event === 'draining'));
      const refused = await until('new requests to be refused', async () => {
        await other.send('GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n');
        const reply = await other.reply();
        return reply.status === 503 && reply;
      });
      assert.ok(Number(refused.headers['retry-after']) >= 1);
      assert.ok(JSON.parse(refused.body).detail);
      await assert.rejects(Wire.connect(server.url), /ECONNREFUSED/);

      await under.send(bytes);
      await under.send(tail);
      const reply = await under.reply();
      assert.equal(reply.status, 200, reply.body);
      assert.equal(reply.headers.connection, 'close');
      assert.deepEqual(await server.exited, { code: 0, signal: null });
      under.close();
      other.close();
    });
  });

  it('does not wait longer than it was told for a client that never finishes', async () => {
    await withData(async (start) => {
      const server = await start(['--workers', '0', '--drain-timeout', '0.2']);
      const stuck = await Wire.connect(server.url);
      await stuck.send(`POST /v2/tryon/person-images/ HTTP/1.1\r\nHost: x\r\nx-api-key: ${server.key}\r\nExpect: 100-continue\r\n`
        + 'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\n\r\n');
      assert.equal((await stuck.reply()).status, 100);
      server.signal('SIGTERM');
      assert.deepEqual(await server.exited, { code: 0, signal: null });
      stuck.close();
    });
  });

  it('lets a running task finish or gives it back without a trace', async () => {
    await withData(async (start) => {
      const first = await start([...QUICK_ENGINE, '--drain-grace', '0.001']);
      const ids = await order(first.client, 3);
      await until('a task to run', async () => (await first.client.get(`${TASKS}?status=processing`)).json.count > 0);
      first.signal('SIGTERM');
      assert.deepEqual(await first.exited, { code: 0, signal: null });
      const second = await start(QUICK_ENGINE);
      for (const id of ids) assert.equal((await second.client.finished(id)).status, 'completed');
      for (const [id, count] of endings(first, second)) assert.equal(count, 1, `task ${id}`);
    });
  });
});

describe('starting', () => {
  it('a second server on the same data is refused', async () => {
    await withData(async (start) => {
      const server = await start(['--workers', '0']);
      const second = runProgram('serve', '--listen', '127.0.0.1:0', '--data', server.data.path);
      assert.equal(second.status, 1);
      assert.match(second.stderr, /data_directory_in_use/);
    });
  });

  it('a second server on the same port is refused', async () => {
    await withData(async (start) => {
      const server = await start(['--workers', '0']);
      const elsewhere = new DataFolder();
      const second = runProgram('serve', '--listen', server.url.slice('http://'.length), '--data', elsewhere.path);
      elsewhere.remove();
      assert.equal(second.status, 1);
      assert.match(second.stderr, /listen_failed/);
    });
  });

  it('a wrong setting is a usage error', () => {
    for (const args of [['--listen', 'nonsense'], ['--listen', '127.0.0.1:x'], ['--public-url', 'tryon.example'], ['--nonsense']]) {
      assert.equal(runProgram('serve', ...args).status, 2, args.join(' '));
    }
  });
});
