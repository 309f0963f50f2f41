// Uploads: all formats, orientation, metadata, names, and a form cut anywhere on the wire.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Wire, multipart, imageForm } from './support/client.mjs';
import { drawing, png, sizeOf, withExif } from './support/pictures.mjs';
import { Server } from './support/server.mjs';

const PERSONS = '/v2/tryon/person-images/';

describe('uploads', () => {
  let server;
  let client;

  before(async () => {
    server = await Server.start({ args: ['--workers', '0'] });
    client = server.client;
  });
  after(() => server.remove());

  for (const extension of ['jpg', 'webp', 'avif', 'heic']) {
    it(`${extension} is taken and shown upright in a format that browsers know`, async () => {
      const image = await client.upload('person', drawing(extension), { file: `drawing.${extension}` });
      assert.deepEqual([image.width, image.height], [96, 128]);
      const shown = await client.follow(image.image_url);
      assert.equal(shown.status, 200);
      assert.deepEqual(sizeOf(shown.body), [96, 128]);
    });
  }

  it('PNG is taken; the file\'s name and type do not matter, its content does', async () => {
    const form = multipart([{ name: 'image', file: 'x.exe', type: 'text/html', bytes: png({ width: 33, height: 44 }) }]);
    const reply = await client.post(PERSONS, { form });
    assert.deepEqual([reply.json.width, reply.json.height], [33, 44]);
  });

  for (let orientation = 1; orientation <= 8; orientation += 1) {
    it(`orientation ${orientation} is applied`, async () => {
      const image = await client.upload('garment', withExif(drawing('jpg'), orientation), { file: 'a.jpg' });
      const expected = orientation <= 4 ? [96, 128] : [128, 96];
      assert.deepEqual([image.width, image.height], expected);
      assert.deepEqual(sizeOf((await client.follow(image.image_url)).body), expected);
    });
  }

  it('the place where a photo was taken is never served', async () => {
    const photo = withExif(drawing('jpg'), 1);
    assert.ok(photo.includes('Exif'));
    const image = await client.upload('person', photo, { file: 'a.jpg' });
    const shown = await client.follow(image.image_url);
    assert.ok(!shown.body.includes('Exif'));
    assert.ok(!shown.body.includes(photo.subarray(12, 100)));
  });

  it('formats that are not on the list are refused', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
    const bmp = Buffer.concat([Buffer.from('BM'), Buffer.alloc(100)]);
    const gif = Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;', 'latin1');
    for (const bytes of [svg, bmp, gif, '%PDF-1.4', 'P6 1 1 255 abc']) {
      const reply = await client.post(PERSONS, { form: imageForm(bytes) });
      assert.equal(reply.status, 400, String(bytes).slice(0, 10));
      assert.ok(reply.json.image[0].startsWith('Upload a valid image.'));
    }
  });

  it('a truncated file is refused wherever it is cut', async () => {
    const whole = drawing('jpg');
    for (let part = 1; part < 16; part += 1) {
      const reply = await client.post(PERSONS, { form: imageForm(whole.subarray(0, Math.floor(whole.length * part / 16))) });
      assert.equal(reply.status, 400, `${part}/16`);
    }
  });

  it('names are trimmed and kept as they are', async () => {
    for (const [sent, kept] of [['  front model ', 'front model'], ['"quoted" <b>&', '"quoted" <b>&'], ['衣 👗', '衣 👗'], ['', '']]) {
      assert.equal((await client.upload('garment', png(), { name: sent })).image_name, kept);
    }
  });

  it('the last of two files counts, and a file beats a text', async () => {
    const form = multipart([
      { name: 'image', file: 'a.png', bytes: 'no image' },
      { name: 'image', file: 'b.png', bytes: png({ width: 20, height: 30 }) },
      { name: 'image', text: 'text' },
      { name: 'unknown', file: 'c.png', bytes: png() },
    ]);
    const reply = await client.post(PERSONS, { form });
    assert.deepEqual([reply.json?.width, reply.json?.height], [20, 30], reply.text);
  });

  it('fetch with FormData and a Blob works', async () => {
    const form = new FormData();
    form.append('image_name', 'blob');
    form.append('image', new Blob([png()], { type: 'image/png' }), 'photo.png');
    const reply = await fetch(`${server.url}${PERSONS}`, { method: 'POST', body: form, headers: { 'x-api-key': server.key } });
    assert.equal(reply.status, 200);
    assert.equal((await reply.json()).image_name, 'blob');
  });

  it('a form cut in two at every byte on the wire is the same form', async () => {
    const { body } = multipart([
      { name: 'image_name', text: 'cut' },
      { name: 'image', file: 'a.png', bytes: png({ width: 4, height: 4 }) },
    ], 'bOuNd');
    const wire = await Wire.connect(server.url);
    const head = `POST ${PERSONS} HTTP/1.1\r\nHost: x\r\nx-api-key: ${server.key}\r\n`
      + `Content-Type: multipart/form-data; boundary=bOuNd\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`;
    for (let cut = 1; cut < body.length; cut += 1) {
      await wire.send(head);
      assert.equal((await wire.reply()).status, 100);
      await wire.send(body.subarray(0, cut));
      await wire.send(body.subarray(cut));
      const reply = await wire.reply();
      assert.equal(reply.status, 200, `${cut}: ${reply.body}`);
      assert.equal(JSON.parse(reply.body).image_name, 'cut');
    }
    wire.close();
  });

  it('a form in chunks of one byte is the same form', async () => {
    const { body } = multipart([{ name: 'image', file: 'a.png', bytes: png({ width: 3, height: 5 }) }], 'b');
    const wire = await Wire.connect(server.url);
    await wire.send(`POST ${PERSONS} HTTP/1.1\r\nHost: x\r\nx-api-key: ${server.key}\r\n`
      + 'Content-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n');
    const chunks = [];
    for (const byte of body) chunks.push(Buffer.from('1\r\n'), Buffer.from([byte]), Buffer.from('\r\n'));
    await wire.send(Buffer.concat([...chunks, Buffer.from('0\r\n\r\n')]));
    const reply = await wire.reply();
    assert.equal(reply.status, 200, reply.body);
    wire.close();
  });

  it('a client that goes away in the middle leaves nothing', async () => {
    const count = async () => (await client.get(PERSONS)).json.count;
    const earlier = await count();
    const wire = await Wire.connect(server.url);
    await wire.send(`POST ${PERSONS} HTTP/1.1\r\nHost: x\r\nx-api-key: ${server.key}\r\nX-Request-Id: gone-1\r\n`
      + 'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n'
      + '--b\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\n\r\nhalf');
    wire.close();
    while (!server.logs.some((event) => event.request_id === 'gone-1')) await client.get('/health/live');
    assert.equal(await count(), earlier);
  });

  it('many uploads at once are all kept', async () => {
    const uploads = await Promise.all(Array.from({ length: 32 }, (_, seed) => client.upload('garment', png({ seed, bytes: 200_000 }))));
    assert.equal(new Set(uploads.map(({ id }) => id)).size, 32);
    for (const { image_url: link } of uploads) assert.equal((await client.follow(link)).status, 200);
  });
});
