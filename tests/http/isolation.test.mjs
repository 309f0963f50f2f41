// One account never sees, lists, guesses or deletes what belongs to another: what is foreign answers byte for byte
// like what is missing. And a key opens what its scope says, and nothing else. The matrix is every operation of the
// OpenAPI document times every kind of caller: a new operation without a row here fails.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Wire, until } from './support/client.mjs';
import { operations } from './support/openapi.mjs';
import { drawing, png } from './support/pictures.mjs';
import { Server, makeKey, runProgram } from './support/server.mjs';

const PERSONS = '/v2/tryon/person-images/';
const GARMENTS = '/v2/tryon/garment-images/';
const VALIDATIONS = '/v2/tryon/person-validations/';
const GARMENT_VALIDATIONS = '/v2/tryon/garment-validations/';
const TASKS = '/v2/tryon/tasks/';
const DELIVERIES = '/v2/tryon/webhook-deliveries/';
const SECRET = '/v2/tryon/webhook-secret/';

const NO_CREDENTIALS = { detail: 'Authentication credentials were not provided.' };
const WRONG_CREDENTIALS = { detail: 'Incorrect authentication credentials.' };
const FORBIDDEN = { detail: 'You do not have permission to perform this action.' };

const headers = { 'x-request-id': 'same' };
const form = (image, name) => ({ form: imageFormOf(image, name) });

function imageFormOf(image, name) {
  const head = (field, more = '') => `--b\r\nContent-Disposition: form-data; name="${field}"${more}\r\n\r\n`;
  const parts = [head('image', '; filename="a.png"'), image, `\r\n${head('image_name')}${name}\r\n--b--\r\n`];
  return { type: 'multipart/form-data; boundary=b', body: Buffer.concat(parts.map((part) => Buffer.from(part))) };
}

/** Status, every header but the time, and the body. */
function everything(reply) {
  const { date, ...rest } = reply.headers;
  return { status: reply.status, headers: rest, body: reply.text };
}

/** An id that nothing has, as long as this one. */
const missing = (id) => Number('9'.repeat(String(id).length));

/** Makes things until one has an id that its like will not soon have all the nines of. */
async function clearOfNines(make) {
  for (;;) {
    const made = await make();
    if (missing(made.id) - made.id > 3) return made;
  }
}

const count = async (client, path) => (await client.get(path)).json.count;
const EMPTY = { count: 0, next: null, previous: null, results: [] };

/** A row for an operation on one thing, asked for by its id: what is another account's is as if it were missing. */
const ofOne = (thing, ask) => ({
  ask: (client, things) => ask(client, things[thing]),
  stranger: async (client, things) => {
    const [foreign, none] = [await ask(client, things[thing]), await ask(client, missing(things[thing]))];
    assert.ok(foreign.status >= 400, `${foreign.status} ${foreign.text}`);
    const expected = everything(none);
    // The id that was asked for is all that may differ.
    assert.deepEqual(everything(foreign),
      { ...expected, body: expected.body.replace(`"${missing(things[thing])}\\"`, `"${things[thing]}\\"`) });
  },
});

/** A row for a list: another account's is empty, whatever it is asked for. */
const ofList = (path, ...filters) => ({
  ask: (client) => client.get(path, { headers }),
  stranger: async (client, things) => {
    for (const filter of ['', ...filters.map((make) => make(things))]) {
      assert.deepEqual((await client.get(path + filter, { headers })).json, EMPTY, filter);
    }
  },
});

/** A row for an upload: the same picture of two accounts is two pictures. */
const ofUpload = (path) => ({
  ask: (client) => client.post(path, form(png({ seed: 3 }), 'new')),
  stranger: async (client, things, owner) => {
    const before = await count(owner, path);
    const { json } = await client.post(path, form(things.picture, 'mine'));
    assert.ok(json.id > 0);
    assert.equal((await client.delete(`${path}${json.id}/`)).status, 200);
    assert.equal(await count(owner, path), before);
    const [row] = (await owner.get(`${path}?image_name=secret`)).json.results;
    assert.equal((await owner.follow(row.image_url)).status, 200, 'the same picture of another account stays');
  },
});

/** Gives the things a `delivery`: the news of a task that has ended. */
async function prepareDelivery(owner, things) {
  const { id } = await owner.upload('person', png());
  const json = { tryon_person_image_id: id, garment_image_ids: [things.garment], webhook_url: 'https://127.0.0.1/' };
  const task = await owner.post(TASKS, { json });
  assert.equal(task.status, 200, task.text);
  assert.equal((await owner.delete(`${PERSONS}${id}/`)).status, 200);
  things.delivery = (await owner.get(`${DELIVERIES}?task=${task.json.id}`)).json.results[0].id;
}

const ofPath = (path) => ({ ask: (client) => client.get(path, { headers }) });

/**
 * For each operation: how to ask for it, and what a key of another account gets. Things are fresh for each cell:
 * {person, garment, task}, ids of the owner's; {link}, to the person's picture; {picture}, its file. `prepare` does what has to be done before.
 */
const ROWS = {
  [`post ${PERSONS}`]: ofUpload(PERSONS),
  [`get ${PERSONS}`]: ofList(PERSONS, () => '?image_name=secret', () => '?external_user_id=secret-user'),
  [`delete ${PERSONS}`]: {
    ask: (client) => client.delete(`${PERSONS}?external_user_id=secret-user`, { headers }),
    stranger: async (client, things, owner) => {
      const ask = (user) => client.delete(`${PERSONS}?external_user_id=${user}`, { headers });
      const foreign = await ask('secret-user');
      assert.deepEqual(everything(foreign), everything(await ask('nobody-at-all')));
      assert.deepEqual(foreign.json, { detail: 'Deleted successfully', deleted: 0 });
      assert.equal((await owner.get(`${PERSONS}${things.person}/`)).json.external_user_id, 'secret-user');
    },
  },
  [`get ${PERSONS}{person_image_id}/`]: ofOne('person', (client, id) => client.get(`${PERSONS}${id}/`, { headers })),
  [`delete ${PERSONS}{person_image_id}/`]: ofOne('person', (client, id) => client.delete(`${PERSONS}${id}/`, { headers })),
  [`post ${GARMENTS}`]: ofUpload(GARMENTS),
  [`get ${GARMENTS}`]: ofList(GARMENTS, () => '?image_name=secret'),
  [`get ${GARMENTS}{id}/`]: ofOne('garment', (client, id) => client.get(`${GARMENTS}${id}/`, { headers })),
  [`delete ${GARMENTS}{id}/`]: ofOne('garment', (client, id) => client.delete(`${GARMENTS}${id}/`, { headers })),
  [`post ${VALIDATIONS}`]: ofOne('person',
    (client, id) => client.post(VALIDATIONS, { json: { tryon_person_image_id: id }, headers: { ...headers } })),
  [`get ${VALIDATIONS}`]: {
    ...ofOne('person', (client, id) => client.get(`${VALIDATIONS}?tryon_person_image_id=${id}`, { headers })),
    prepare: (owner, { person }) => owner.post(VALIDATIONS, { json: { tryon_person_image_id: person } }),
  },
  [`post ${GARMENT_VALIDATIONS}`]: ofOne('garment',
    (client, id) => client.post(GARMENT_VALIDATIONS, { json: { garment_image_id: id }, headers: { ...headers } })),
  [`get ${GARMENT_VALIDATIONS}`]: {
    ...ofOne('garment', (client, id) => client.get(`${GARMENT_VALIDATIONS}?garment_image_id=${id}`, { headers })),
    prepare: (owner, { garment }) => owner.post(GARMENT_VALIDATIONS, { json: { garment_image_id: garment } }),
  },
  [`post ${TASKS}`]: {
    ask: (client, { person, garment }) => client.post(TASKS, { json: { tryon_person_image_id: person, garment_image_ids: [garment] } }),
    stranger: async (client, things) => {
      const own = { person: (await client.upload('person', png())).id, garment: (await client.upload('garment', png())).id };
      const order = (person, garment) => client.post(TASKS, {
        json: { tryon_person_image_id: person, garment_image_ids: [garment] }, headers: { ...headers },
      });
      await ofOne('person', (_, id) => order(id, own.garment)).stranger(client, things);
      await ofOne('garment', (_, id) => order(own.person, id)).stranger(client, things);
      await client.delete(`${PERSONS}${own.person}/`);
      await client.delete(`${GARMENTS}${own.garment}/`);
    },
  },
  [`post ${TASKS}batch/`]: {
    ask: (client, { person, garment }) => client.post(`${TASKS}batch/`,
      { json: { tryon_person_image_id: person, garment_image_ids: [garment, garment] } }),
    stranger: async (client, things) => {
      const own = { person: (await client.upload('person', png())).id, garment: (await client.upload('garment', png())).id };
      const order = (person, fields) => client.post(`${TASKS}batch/`, { json: { tryon_person_image_id: person, ...fields }, headers: { ...headers } });
      await ofOne('person', (_, id) => order(id, { garment_image_ids: [own.garment] })).stranger(client, things);
      await ofOne('garment', (_, id) => order(own.person, { garment_image_ids: [own.garment, id] })).stranger(client, things);
      await ofOne('garment', (_, id) => order(own.person, { outfits: [[own.garment], [id]] })).stranger(client, things);
      await client.delete(`${PERSONS}${own.person}/`);
      await client.delete(`${GARMENTS}${own.garment}/`);
    },
  },
  [`get ${TASKS}`]: {
    ...ofList(TASKS, ({ garment }) => `?garment_images=${garment}`, () => '?status=queued'),
    more: ofOne('person', (client, id) => client.get(`${TASKS}?tryon_person_image=${id}`, { headers })),
  },
  [`get ${TASKS}{task_id}/`]: ofOne('task', (client, id) => client.get(`${TASKS}${id}/`, { headers })),
  [`delete ${TASKS}{task_id}/`]: ofOne('task', (client, id) => client.delete(`${TASKS}${id}/`, { headers })),
  [`post ${TASKS}{task_id}/cancel/`]: ofOne('task', (client, id) => client.post(`${TASKS}${id}/cancel/`, { headers })),
  [`get ${TASKS}{task_id}/events/`]: {
    ...ofOne('task', (client, id) => client.get(`${TASKS}${id}/events/`, { headers })),
    // A task that has ended: the stream of events ends too.
    prepare: (owner, { person }) => owner.delete(`${PERSONS}${person}/`),
  },
  [`get ${DELIVERIES}`]: { ...ofList(DELIVERIES, ({ task }) => `?task=${task}`, () => '?state=pending'), prepare: prepareDelivery },
  [`get ${DELIVERIES}{delivery_id}/`]: {
    ...ofOne('delivery', (client, id) => client.get(`${DELIVERIES}${id}/`, { headers })), prepare: prepareDelivery,
  },
  [`post ${DELIVERIES}{delivery_id}/replay/`]: {
    ...ofOne('delivery', (client, id) => client.post(`${DELIVERIES}${id}/replay/`, { headers })), prepare: prepareDelivery,
  },
  [`get ${SECRET}`]: {
    ask: (client) => client.get(SECRET, { headers }),
    stranger: async (client, _, owner) => {
      assert.notEqual((await client.get(SECRET)).json.secret, (await owner.get(SECRET)).json.secret);
    },
  },
  [`post ${SECRET}rotate/`]: {
    ask: (client) => client.post(`${SECRET}rotate/`, { headers }),
    stranger: async (client, _, owner) => {
      const { secret } = (await owner.get(SECRET)).json;
      assert.equal((await client.post(`${SECRET}rotate/`)).status, 200);
      assert.equal((await owner.get(SECRET)).json.secret, secret);
    },
  },
  'get /i/{token}': { ask: (client, { link }) => client.get(new URL(link).pathname, { headers }) },
  'get /health/live': ofPath('/health/live'),
  'get /health/ready': ofPath('/health/ready'),
  'get /metrics': ofPath('/metrics'),
  'get /openapi.yaml': ofPath('/openapi.yaml'),
};

const SCOPES = ['read', 'write', 'admin'];
const all = operations().map(({ method, path, operation, needsKey }) => ({
  name: `${method} ${path}`,
  needsKey,
  // What the document says, or else what the method says.
  scope: operation.security?.[0]?.ApiKey?.[0] ?? (method === 'get' ? 'read' : 'write'),
}));

describe('isolation', () => {
  let server;
  let owner;
  const callers = {};
  let cells = 0;

  before(async () => {
    server = await Server.start({
      args: ['--workers', '0', '--wrong-keys-burst', '1000', '--webhook-deliveries', '0', '--webhook-allow-network', '127.0.0.0/8'],
    });
    owner = server.client;
    for (const scope of SCOPES) callers[scope] = server.clientOf('first', '--scope', scope);
    callers.other = server.clientOf('stranger', '--scope', 'admin');
    callers.revoked = server.clientOf('first', '--scope', 'admin');
    assert.equal(runProgram('keys', 'revoke', callers.revoked.key.split('_')[1], '--data', server.data.path).status, 0);
  });
  after(() => {
    for (const client of Object.values(callers)) client.close();
    return server.remove();
  });

  async function fresh() {
    const picture = drawing('jpg');
    const person = await clearOfNines(() => owner.upload('person', picture, { name: 'secret', user: 'secret-user' }));
    const garment = await clearOfNines(() => owner.upload('garment', picture, { name: 'secret' }));
    const order = { tryon_person_image_id: person.id, garment_image_ids: [garment.id] };
    const task = await clearOfNines(async () => (await owner.post(TASKS, { json: order })).json);
    return { person: person.id, garment: garment.id, task: task.id, link: person.image_url, picture };
  }

  it('every operation of the document has its row', () => {
    assert.deepEqual(Object.keys(ROWS).sort(), all.map(({ name }) => name).sort());
  });

  const withKey = (key) => {
    const ask = (method, path, options) => owner.request(method, path, { ...options, key });
    return {
      request: ask,
      get: (path, options) => ask('GET', path, options),
      post: (path, options) => ask('POST', path, options),
      delete: (path, options) => ask('DELETE', path, options),
    };
  };
  /** Another secret for a key that is there. */
  const altered = (key) => key.slice(0, -1) + (key.endsWith('a') ? 'b' : 'a');

  /** What each kind of caller gets from an operation that needs a key: a reply to check, or a check of its own. */
  const CALLERS = {
    'no key': ({ row, things }) => expect(row.ask(withKey(null), things), 401, NO_CREDENTIALS),
    'a wrong key': async ({ row, things }) => {
      await expect(row.ask(withKey(altered(owner.key)), things), 401, WRONG_CREDENTIALS);
      await expect(row.ask(withKey(`dk_${'a'.repeat(12)}_${'b'.repeat(43)}`), things), 401, WRONG_CREDENTIALS);
    },
    'a revoked key': ({ row, things }) => expect(row.ask(callers.revoked, things), 401, WRONG_CREDENTIALS),
    'another account': async ({ row, things }) => {
      await row.stranger(callers.other, things, owner);
      await row.more?.stranger(callers.other, things, owner);
    },
    ...Object.fromEntries(SCOPES.map((scope) => [`the owner's ${scope} key`, async ({ row, things, needs }) => {
      if (SCOPES.indexOf(scope) >= SCOPES.indexOf(needs)) await expect(row.ask(callers[scope], things), 200);
      else await expect(row.ask(callers[scope], things), 403, FORBIDDEN);
    }])),
  };

  async function expect(asked, status, json) {
    const reply = await asked;
    assert.equal(reply.status, status, reply.text);
    if (json) assert.deepEqual(reply.json, json);
    assert.equal(reply.headers['www-authenticate'] !== undefined, status === 401);
  }

  for (const { name, needsKey, scope } of all) {
    for (const [caller, check] of Object.entries(CALLERS)) {
      it(`${name}: ${caller}`, async () => {
        const things = await fresh();
        await ROWS[name].prepare?.(owner, things);
        if (needsKey) {
          await check({ row: ROWS[name], things, needs: scope });
        } else {
          const key = { 'no key': null, 'a wrong key': altered(owner.key), 'a revoked key': callers.revoked.key,
            'another account': callers.other.key }[caller] ?? owner.key;
          await expect(ROWS[name].ask(withKey(key), things), 200);
        }
        cells += 1;
      });
    }
  }

  it('no cell was left out', (test) => {
    assert.equal(cells, all.length * Object.keys(CALLERS).length);
    test.diagnostic(`${cells} cells: ${all.length} operations, ${Object.keys(CALLERS).length} kinds of callers`);
  });

  it('the key of a repeated request tells another account nothing', async () => {
    const things = await fresh();
    const order = { tryon_person_image_id: things.person, garment_image_ids: [things.garment] };
    const named = () => ({ ...headers, 'idempotency-key': 'the-same-key' });
    assert.equal((await owner.post(TASKS, { json: order, headers: named() })).status, 200);
    const ask = (client, options) => client.post(TASKS, { json: order, headers: options });
    assert.deepEqual(everything(await ask(callers.other, named())), everything(await ask(callers.other, { ...headers })));
    assert.deepEqual(everything(await ask(callers.other, { ...named(), 'idempotency-key': 'another-key' })),
      everything(await ask(callers.other, { ...headers })));
    assert.equal((await ask(callers.read, named())).status, 403);
  });

  it('a key with too little scope cannot tell what is there from what is not', async () => {
    const things = await fresh();
    const ask = (id) => callers.read.delete(`${PERSONS}${id}/`, { headers });
    assert.deepEqual(everything(await ask(things.person)), everything(await ask(missing(things.person))));
  });

  it('a revoked key is refused by the next request of a connection that is open already', async () => {
    const key = makeKey(server.data.path, 'first');
    const wire = await Wire.connect(server.url);
    const ask = async () => {
      await wire.send(`GET ${TASKS} HTTP/1.1\r\nHost: x\r\nx-api-key: ${key}\r\n\r\n`);
      return wire.reply();
    };
    assert.equal((await ask()).status, 200);
    assert.equal((await ask()).status, 200);
    assert.equal(runProgram('keys', 'revoke', key.split('_')[1], '--data', server.data.path).status, 0);
    const refused = await ask();
    assert.equal(refused.status, 401);
    assert.deepEqual(JSON.parse(refused.body), WRONG_CREDENTIALS);
    wire.close();
  });

  it('the command makes keys of three scopes, write unless told, and of no other', () => {
    const list = () => JSON.parse(runProgram('keys', 'list', '--json', '--data', server.data.path).stdout).map(({ scope }) => scope);
    const before = list().length;
    for (const options of [[], ['--scope', 'read'], ['--read-only'], ['--scope', 'write'], ['--scope', 'admin']]) {
      assert.equal(runProgram('keys', 'create', 'first', '--data', server.data.path, ...options).status, 0);
    }
    assert.deepEqual(list().slice(before), ['write', 'read', 'read', 'write', 'admin']);
    for (const options of [['--scope', 'full'], ['--scope', ''], ['--scope', 'admin', '--read-only']]) {
      assert.equal(runProgram('keys', 'create', 'first', '--data', server.data.path, ...options).status, 2, options.join(' '));
    }
  });

  describe('links to pictures', () => {
    const pathOf = (link) => new URL(link).pathname;

    it('an altered link is as if there were nothing', async () => {
      const { link } = await fresh();
      const path = pathOf(link);
      assert.equal((await owner.get(path, { key: null })).status, 200);
      const nothing = everything(await owner.get('/i/x', { key: null, headers }));
      assert.equal(nothing.status, 404);
      const [id, expiry, signature, extension] = path.slice('/i/'.length).split('.');
      const swap = (text, at) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
      const alterations = [
        ...Array.from(signature, (_, at) => [id, expiry, swap(signature, at), extension]),
        ...['g', 'r', 'P', 'x', ''].map((kind) => [kind + id.slice(1), expiry, signature, extension]),
        ...[Number(id.slice(1)) + 1, `0${id.slice(1)}`, -1, `${id.slice(1)}%00`].map((number) => [`p${number}`, expiry, signature, extension]),
        ...[`${expiry}0`, `0${expiry}`, 'ffffffff', ''].map((later) => [id, later, signature, extension]),
        [id, expiry, '', extension], [id, expiry, signature.slice(0, -1), extension], [id, expiry, `${signature}A`, extension],
        [id, expiry], [id],
      ];
      for (const parts of alterations) {
        assert.deepEqual(everything(await owner.get(`/i/${parts.join('.')}`, { key: null, headers })), nothing, parts.join('.'));
      }
    });

    it('a link that another server signed is as if there were nothing', async () => {
      const other = await Server.start({ args: ['--workers', '0'] });
      try {
        const { image_url: link } = await other.client.upload('person', png());
        await fresh();
        assert.equal((await other.client.get(pathOf(link), { key: null })).status, 200);
        assert.equal((await owner.get(pathOf(link), { key: null })).status, 404);
      } finally {
        await other.remove();
      }
    });

    it('the link to a deleted picture is as if there were nothing', async () => {
      const { link, person } = await fresh();
      assert.equal((await owner.delete(`${PERSONS}${person}/`)).status, 200);
      assert.deepEqual(everything(await owner.get(pathOf(link), { key: null, headers })),
        everything(await owner.get('/i/x', { key: null, headers })));
    });

    it('an expired link says so, and a new one is to be had', async () => {
      const brief = await Server.start({ args: ['--workers', '0', '--link-lifetime', '1'] });
      try {
        const { image_url: link } = await brief.client.upload('person', png());
        const expired = await until('the link to expire', async () => {
          const reply = await brief.client.get(pathOf(link), { key: null });
          return reply.status !== 200 && reply;
        });
        assert.equal(expired.status, 403);
        assert.deepEqual(expired.json, { detail: 'This link has expired. Ask for a new one.' });
        const again = (await brief.client.get(PERSONS)).json.results[0].image_url;
        assert.notEqual(pathOf(again), pathOf(link));
      } finally {
        await brief.remove();
      }
    });
  });
});

describe('wrong keys', () => {
  const wrong = `dk_${'a'.repeat(12)}_${'b'.repeat(43)}`;
  const forwarded = (address) => ({ key: wrong, headers: { 'x-forwarded-for': address } });

  async function withServer(args, test) {
    const server = await Server.start({ args: ['--workers', '0', '--wrong-keys-burst', '3', '--wrong-keys-per-minute', '0.001', ...args] });
    try {
      await test(server);
    } finally {
      await server.remove();
    }
  }

  it('too many of them are throttled, and a right key of the same address is not', () => withServer([], async (server) => {
    const { client } = server;
    for (let i = 0; i < 3; i += 1) assert.equal((await client.get(TASKS, { key: wrong })).status, 401);
    for (let i = 0; i < 3; i += 1) {
      const reply = await client.get(TASKS, { key: wrong });
      assert.equal(reply.status, 429);
      const seconds = Number(reply.headers['retry-after']);
      assert.ok(seconds >= 1);
      assert.deepEqual(reply.json, { detail: `Request was throttled. Expected available in ${seconds} seconds.` });
      assert.equal(reply.headers.connection, 'close');
      assert.equal((await client.get(TASKS)).status, 200);
    }
    assert.equal((await client.get(TASKS, { key: null })).status, 401, 'no key is no guess');
    const lines = await until('the log line', () => {
      const found = server.logs.filter(({ event }) => event === 'wrong_keys_throttled');
      return found.length > 0 && found;
    });
    assert.equal(lines.length, 1);
    assert.equal(lines[0].remote, '127.0.0.1');
  }));

  it('nobody\'s word is taken for their address unless a setting says so', () => withServer([], async ({ client }) => {
    for (let i = 0; i < 3; i += 1) assert.equal((await client.get(TASKS, forwarded(`198.51.100.${i}`))).status, 401);
    assert.equal((await client.get(TASKS, forwarded('198.51.100.9'))).status, 429);
  }));

  it('behind a proxy each client is counted for itself', () => withServer(['--trusted-proxies', '10.0.0.0/8,127.0.0.1'], async ({ client }) => {
    for (const address of ['198.51.100.1', '198.51.100.2', '2001:db8::1']) {
      for (let i = 0; i < 3; i += 1) {
        const own = i === 0 ? address : `198.51.100.77, ${address}, 10.1.2.3`;
        assert.equal((await client.get(TASKS, forwarded(own))).status, 401, `${own} ${i}`);
      }
      assert.equal((await client.get(TASKS, forwarded(address))).status, 429);
    }
    assert.equal((await client.get(TASKS, forwarded('2001:db8::2'))).status, 429, 'the same 64 bits');
    assert.equal((await client.get(TASKS, { key: client.key, headers: { 'x-forwarded-for': '198.51.100.1' } })).status, 200);
  }));

  it('a setting that is no network is a usage error', () => {
    assert.equal(runProgram('serve', '--trusted-proxies', 'proxy.example').status, 2);
  });
});
