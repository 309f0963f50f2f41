// What clients put into names, paths, queries and bodies is data: it never becomes a header, a path or an error of the
// server.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { Wire } from './support/client.mjs';
import { png } from './support/pictures.mjs';
import { Server } from './support/server.mjs';

const PERSONS = '/v2/tryon/person-images/';
const GARMENTS = '/v2/tryon/garment-images/';
const VALIDATIONS = '/v2/tryon/person-validations/';
const TASKS = '/v2/tryon/tasks/';

describe('content', () => {
  let server;
  let client;
  let wire;

  before(async () => {
    server = await Server.start({ args: ['--workers', '0'] });
    client = server.client;
    wire = await Wire.connect(server.url);
  });
  after(() => {
    wire.close();
    return server.remove();
  });

  /** Sends a request whose target, fields and body are bytes as they stand. */
  async function raw(method, target, { fields = '', body = '' } = {}) {
    const bytes = Buffer.from(body, 'latin1');
    await wire.send(Buffer.concat([
      Buffer.from(`${method} ${target} HTTP/1.1\r\nHost: x\r\nx-api-key: ${server.key}\r\n${fields}Content-Length: ${bytes.length}\r\n\r\n`, 'latin1'),
      bytes]));
    const reply = await wire.reply({ head: method === 'HEAD' });
    assert.ok(reply, `the server hung up on ${method} ${target}`);
    if (reply.headers.connection === 'close') {
      wire.close();
      wire = await Wire.connect(server.url);
    }
    return reply;
  }

  const utf8 = (text) => Buffer.from(text).toString('latin1');

  describe('names', () => {
    const upload = (disposition, name) => raw('POST', PERSONS, {
      fields: 'Content-Type: multipart/form-data; boundary=b\r\n',
      body: `--b\r\nContent-Disposition: form-data; name="image"; ${disposition}\r\n\r\n${png().toString('latin1')}\r\n`
        + `${name === undefined ? '' : `--b\r\nContent-Disposition: form-data; name="image_name"\r\n\r\n${utf8(name)}\r\n`}--b--\r\n`,
    });

    function expectClean(reply) {
      assert.ok(!/injected/i.test(reply.head), reply.head);
      assert.deepEqual(Object.keys(reply.headers).filter((name) => !/^[a-z-]+$/.test(name)), []);
    }

    it('a file\'s name changes nothing but itself, whatever it says', async () => {
      const names = ['filename="a.png\\"\\r\\nX-Injected: 1"', 'filename="../../../../tmp/x.png"', 'filename="..\\..\\x.png"', 'filename="/etc/passwd"',
        `filename="${utf8('né👗.png')}"`, 'filename="\xff\xfe.png"', 'filename="a;b.png"', 'filename="a\\\\.png"', `filename="${'a'.repeat(5000)}.png"`,
        'filename=a.png', 'filename="%0d%0aX-Injected: 1.png"', "filename*=UTF-8''%0D%0AX-Injected%3A%201.png", "filename*=UTF-8''%2e%2e%2fx.png",
        "filename*=latin-9''%ff.png", "filename*=''a.png", 'filename="a.png"; filename="b.png"', 'filename="a.png"; filename*=UTF-8\'\'b.png',
        'filename="a.png"; name="image"', 'filename="CON"', 'filename="a.png\t"'];
      const folders = () => readdirSync(server.data.path, { recursive: true }).filter((path) => /passwd|x\.png|CON/.test(path));
      for (const name of names) {
        const reply = await upload(name);
        assert.equal(reply.status, 200, `${name}: ${reply.body}`);
        expectClean(reply);
        const { image_url: link, image_name: given } = JSON.parse(reply.body);
        assert.match(new URL(link).pathname, /^\/i\/p\d+\.[0-9a-f]+\.[\w-]{32}\.jpg$/, name);
        assert.equal(given, null, 'a file\'s name is not the image\'s');
        const picture = await raw('GET', new URL(link).pathname);
        assert.equal(picture.status, 200);
        expectClean(picture);
      }
      assert.deepEqual(folders(), []);
    });

    it('a field that a name breaks out of is not a field', async () => {
      for (const disposition of ['filename="a.png\r\nX-Injected: 1"', 'filename="a', 'filename="a.png"\r\nContent-Disposition: form-data; name="other"',
        'filename*=UTF-8\'\'', 'filename*=nonsense', 'filename=""', 'filename="..%00"', 'filename="a\0.png"']) {
        const reply = await upload(disposition);
        assert.ok(reply.status === 200 || reply.status === 400, `${disposition}: ${reply.status} ${reply.body}`);
        expectClean(reply);
      }
    });

    it('an image\'s name comes back as it went in, in JSON and in filters', async () => {
      const names = ['a\r\nX-Injected: 1', '"quoted" \\ back', 'né 👗 ‮right to left', '</script><script>alert(1)</script>', '\u0001\u001f\u007f',
        "'; drop table person_images; --", '%00%0d%0a', '../../etc/passwd', '{"json":true}', '\u2028\u2029', 'e\u0301', '\ufeffmark'];
      for (const name of names) {
        const reply = await upload('filename="a.png"', name);
        assert.equal(reply.status, 200, `${JSON.stringify(name)}: ${reply.body}`);
        expectClean(reply);
        const { id, image_name: given } = JSON.parse(reply.body);
        assert.equal(given, name.replace(/^[ \t\n\r\f\v]+|[ \t\n\r\f\v]+$/g, ''));
        const found = await client.get(`${PERSONS}?image_name=${encodeURIComponent(given)}`);
        assert.deepEqual(found.json.results.map((row) => row.id), [id], JSON.stringify(name));
        const page = await raw('GET', `${PERSONS}?page_size=1&image_name=${encodeURIComponent(given)}`);
        expectClean(page);
      }
    });

    it('what a reply repeats of a request does not break out of it', async () => {
      const repeated = [
        await raw('GET', '/health/live', { fields: 'X-Request-Id: a\tb"<>\xff\r\n' }),
        await raw('GET', '/health/live', { fields: `X-Request-Id: ${'a'.repeat(5000)}\r\n` }),
        await raw('GET', '/health/live', { fields: 'Origin: http://x\tX-Injected\r\n' }),
        await raw('POST', TASKS, { fields: 'Content-Type: text/"\\\xff;x=\x01\r\n', body: 'x' }),
        await raw('POST', PERSONS, { fields: 'Content-Type: multipart/form-data; boundary="\xff"\r\n', body: 'x' }),
        await raw('INJECTED-METHOD', TASKS),
        await raw('GET', `${PERSONS}?image_name=%0d%0aX-Injected:%201`),
        await raw('GET', `${GARMENTS}?page=%0d%0aX-Injected:%201`),
        await raw('DELETE', `${PERSONS}%0d%0aX-Injected:%201/`),
      ];
      for (const reply of repeated) {
        expectClean(reply);
        assert.ok(reply.status < 500, reply.body);
        assert.match(reply.headers['x-request-id'], /^[\x21-\x7e]{1,200}$/);
        if (reply.body) JSON.parse(reply.body);
      }
    });
  });

  describe('paths', () => {
    it('no path leads out of the server\'s own', async () => {
      const climbs = ['..', '%2e%2e', '.%2e', '%252e%252e', '..%2f..', '..%5c..', '%c0%ae%c0%ae', '..;', '....//', '%2e%2e%2f%2e%2e%2fetc%2fpasswd', '%00', '%', '%2',
        '%zz', '%ff', '%u002e', '\xff', '~', '.', '..%00', 'p1.ff.sig.jpg%00', 'p1/../../drape.db', 'a'.repeat(3000), '%61'.repeat(1000)];
      for (const climb of climbs) {
        for (const path of [`/i/${climb}`, `/i/${climb}/drape.db`, `/${climb}`, `${TASKS}${climb}/`, `${TASKS}${climb}/etc/passwd`, `/openapi.yaml/${climb}`]) {
          const reply = await raw('GET', path);
          assert.equal(reply.status, 404, `${path}: ${reply.status} ${reply.body}`);
          assert.equal(reply.headers['content-type'], 'application/json');
          assert.equal(JSON.parse(reply.body).detail, 'Not found.', path);
        }
        for (const path of [`${PERSONS}${climb}/`, `${GARMENTS}${climb}/`]) assert.equal((await raw('DELETE', path)).status, 404, path);
      }
    });

    it('an escaped path is the path, and escaped twice it is another', async () => {
      assert.equal((await raw('GET', '/health/%6c%69ve')).status, 200);
      assert.equal((await raw('GET', '/health/%256cive')).status, 404);
    });
  });

  describe('JSON', () => {
    const post = async (body, path = TASKS) => raw('POST', path, { fields: 'Content-Type: application/json\r\n', body });
    const order = (id) => `{"tryon_person_image_id":${id},"garment_image_ids":[1]}`;

    it('a number is what it says, or it is refused', async () => {
      const shown = { '18446744073709551616': '18446744073709551616', '9223372036854775808': '9223372036854775808', '-0': '0', '-1': '-1',
        '-9223372036854775809': '-9223372036854775809', '1e2': '100.0', '77777777777.5': '77777777777.5', '1e300': '1e+300', '1e-300': '1e-300',
        '-0.0': '-0.0', [`1${'0'.repeat(300)}`]: `1${'0'.repeat(300)}` };
      for (const [number, text] of Object.entries(shown)) {
        const reply = await post(order(number));
        assert.equal(reply.status, 400, number);
        assert.equal(JSON.parse(reply.body).tryon_person_image_id?.[0], `Invalid pk "${text}" - object does not exist.`, reply.body.slice(0, 200));
      }
      for (const number of ['1e999', '-1e999', `1${'0'.repeat(400)}`, `1${'0'.repeat(5000)}`, '01', '+1', '1.', '.5', '0x1', '1_000', 'NaN', 'Infinity', '-', '1e', '--1', '1e+-2']) {
        const reply = await post(order(number));
        assert.equal(reply.status, 400, number);
        assert.match(JSON.parse(reply.body).detail, /^JSON parse error - ./, number);
      }
    });

    it('1.0 is an id as 1 is', async () => {
      const { id } = await client.upload('person', png());
      const replies = [await post(order(id)), await post(order(`${id}.0`)), await post(order(`${id}e0`)), await post(order(`"${id}"`))];
      for (const reply of replies) assert.equal(reply.body, replies[0].body);
      assert.ok(!replies[0].body.includes('tryon_person_image_id'), replies[0].body);
    });

    it('of equal names the last one counts', async () => {
      const reply = await post('{"tryon_person_image_id":1,"tryon_person_image_id":"x","garment_image_ids":[],"garment_image_ids":3}');
      assert.deepEqual(JSON.parse(reply.body), {
        tryon_person_image_id: ['Incorrect type. Expected pk value, received str.'],
        garment_image_ids: ['Expected a list of items but got type "int".'],
      });
    });

    it('text that is not text is refused', async () => {
      const broken = ['\xff', '\xc0\xaf', '\xed\xa0\x80', '\xf4\x90\x80\x80', '\xe2\x82', '\\ud800', '\\udc00', '\\udc00\\ud800', '\\ud800x', '\\u12', '\\x41', '\n', '\0', '\x1f'];
      for (const text of broken) {
        const reply = await post(`{"a":"${text}"}`);
        assert.equal(reply.status, 400, JSON.stringify(text));
        assert.match(JSON.parse(reply.body).detail, /^JSON parse error - ./, JSON.stringify(text));
      }
      for (const body of ['\xef\xbb\xbf{}', '\xff\xfe{\0}\0', '\0', '{}\0', '{"\xff":1}', "{'a':1}", '/* */{}', '{}//', '{,}', '[}', '"', '\xa0{}']) {
        const reply = await post(body);
        assert.equal(reply.status, 400, JSON.stringify(body));
        assert.match(JSON.parse(reply.body).detail, /^JSON parse error - ./, JSON.stringify(body));
      }
      const pair = await post('{"tryon_person_image_id":"\\ud83d\\udc57","garment_image_ids":["\\u0000"]}');
      assert.deepEqual(Object.keys(JSON.parse(pair.body)), ['tryon_person_image_id', 'garment_image_ids']);
    });

    it('a megabyte of the worst is answered', async () => {
      const MB = 1_000_000;
      const fill = (unit, end = '') => unit.repeat(Math.floor((MB - end.length) / unit.length)) + end;
      const bodies = [fill('['), fill('{"a":'), `[${fill('[],', '[]').slice(0, -1)}`.slice(0, MB), `[${fill('0,', '0]').slice(1)}`, fill('"a"'), fill(' ', '1'), fill('\\'),
        `{${fill('"a":1,', '"a":1}').slice(6)}`, `{"tryon_person_image_id":1,"garment_image_ids":[${fill('1,', '1]}').slice(50)}`,
        `{"tryon_person_image_id":"${fill('\\u0000', '"}').slice(60)}`, `{"tryon_person_image_id":${fill('9', '}').slice(40)}`];
      for (const body of bodies) {
        const reply = await post(body);
        assert.equal(reply.status, 400, `${body.slice(0, 40)}: ${reply.status}`);
        assert.ok(reply.body.length < 1_100_000);
      }
    });

    it('every kind of value in every field is a 400', async () => {
      const values = ['null', 'true', '0', '-1', '77777.5', '""', '"x"', '"\\u0000"', '[]', '[[]]', '[null]', '{}', '{"0":1}', '1e308', '"1e9"', '" 77777"', '"٣"', '"0x1"'];
      for (const path of [TASKS, VALIDATIONS, PERSONS]) {
        for (const value of values) {
          const body = `{"tryon_person_image_id":${value},"garment_image_ids":${value},"image":${value},"image_name":${value}}`;
          const reply = await post(body, path);
          assert.equal(reply.status, 400, `${path} ${value}: ${reply.body}`);
          assert.equal((await post(value, path)).status, 400, `${path} ${value}`);
        }
      }
    });
  });

  describe('queries', () => {
    const expectFine = (reply, target) => assert.ok([200, 400, 404].includes(reply.status), `${target}: ${reply.status} ${reply.body}`);

    it('none is too strange to be answered', async () => {
      const odd = ['', '&', '&&&=', '=', '==', '?', '%', '%%%', '%zz', '%0', '%00', '%ff', '%c0%80', '%ed%a0%80', '+', '%2B', '-1', '0', '1e9', '99999999999999999999',
        '-99999999999999999999', '1_0', ' 1 ', '%201', 'last', 'LAST', 'null', '[]', "' or 1=1 --", '%27', '"', '\\', '<x>', '\xff\xfe', utf8('é👗'), 'a'.repeat(3000), '1;2', '#'];
      const names = ['page', 'page_size', 'image_name', 'garment_images', 'tryon_person_image', 'tryon_person_image_id', 'status', '%00', '', '%ff', 'x[]'];
      for (const value of odd.map((text) => text.replaceAll(' ', '%20'))) {
        for (const path of [PERSONS, GARMENTS, TASKS, VALIDATIONS]) {
          const all = `${path}?${names.map((name) => `${name}=${value}`).join('&')}`;
          if (value.length < 100) expectFine(await raw('GET', all), all);
          for (const name of names) expectFine(await raw('GET', `${path}?${name}=${value}`), `${path} ${name}=${value}`);
        }
      }
    });

    it('of equal names the last one counts, and links keep them all', async () => {
      for (let i = 0; i < 3; i += 1) await client.upload('garment', png(), { name: 'same' });
      const { json } = await client.get(`${GARMENTS}?image_name=other&page_size=1&page_size=2&image_name=same&x=%26%3D%0A`);
      assert.equal(json.count, 3);
      assert.equal(json.results.length, 2);
      const next = await client.follow(json.next, { key: server.key });
      assert.equal(next.json.results.length, 1);
    });

    it('a query as long as a head may be is read', async () => {
      assert.equal((await raw('GET', `${PERSONS}?${'a&'.repeat(7000)}page=1`)).status, 200);
      assert.equal((await raw('GET', `${PERSONS}?${'a=b&'.repeat(3500)}image_name=none`)).status, 200);
      assert.equal((await raw('GET', `${PERSONS}?${'%'.repeat(14000)}`)).status, 200);
    });
  });
});
