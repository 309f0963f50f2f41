// The signed links to pictures: no key, ETag, ranges, conditions, expiry, forgery.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { until } from './support/client.mjs';
import { drawing, png } from './support/pictures.mjs';
import { Server } from './support/server.mjs';

describe('signed links', () => {
  let server;
  let client;
  let link;
  let whole;

  before(async () => {
    server = await Server.start({ args: ['--workers', '0'] });
    client = server.client;
    link = (await client.upload('person', drawing('jpg'), { file: 'a.jpg' })).image_url;
    whole = await client.follow(link);
  });
  after(() => server.remove());

  const follow = (headers, method) => client.follow(link, { headers, method });

  it('show the picture without a key', () => {
    assert.equal(whole.status, 200);
    assert.match(whole.headers['content-type'], /^image\/(jpeg|png|webp)$/);
    assert.equal(Number(whole.headers['content-length']), whole.body.length);
    assert.equal(whole.headers['accept-ranges'], 'bytes');
    assert.equal(whole.headers['x-content-type-options'], 'nosniff');
    assert.equal(whole.headers['access-control-allow-origin'], '*');
  });

  it('carry a strong ETag of the content and may be cached by the browser only', () => {
    assert.equal(whole.headers.etag, `"${createHash('sha256').update(whole.body).digest('hex')}"`);
    assert.match(whole.headers['cache-control'], /^private, max-age=\d+$/);
    assert.ok(whole.headers['last-modified']);
  });

  it('are the same for a while, so that caches work', async () => {
    const [row] = (await client.get('/v2/tryon/person-images/')).json.results;
    assert.equal(row.image_url, link);
  });

  it('answer HEAD without the bytes', async () => {
    const head = await follow({}, 'HEAD');
    assert.equal(head.status, 200);
    assert.equal(Number(head.headers['content-length']), whole.body.length);
    assert.equal(head.headers.etag, whole.headers.etag);
    assert.equal(head.body.length, 0);
  });

  it('answer 304 to who has the picture', async () => {
    const { etag } = whole.headers;
    for (const tags of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const reply = await follow({ 'if-none-match': tags });
      assert.equal(reply.status, 304, tags);
      assert.equal(reply.body.length, 0);
      assert.equal(reply.headers.etag, etag);
    }
    assert.equal((await follow({ 'if-none-match': '"x"' })).status, 200);
    assert.equal((await follow({ 'if-modified-since': whole.headers['last-modified'] })).status, 304);
    assert.equal((await follow({ 'if-modified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' })).status, 200);
  });

  it('answer ranges with exactly those bytes', async () => {
    const size = whole.body.length;
    const ranges = [['0-0', 0, 1], ['0-99', 0, 100], [`100-`, 100, size - 100], ['-50', size - 50, 50],
      [`${size - 1}-${size + 100}`, size - 1, 1], [`-${size * 2}`, 0, size]];
    for (const [range, first, count] of ranges) {
      const reply = await follow({ range: `bytes=${range}` });
      assert.equal(reply.status, 206, range);
      assert.equal(reply.headers['content-range'], `bytes ${first}-${first + count - 1}/${size}`);
      assert.ok(reply.body.equals(whole.body.subarray(first, first + count)), range);
    }
  });

  it('answer 416 to a range beyond the end', async () => {
    for (const range of [`${whole.body.length}-`, '99999999-', '-0']) {
      const reply = await follow({ range: `bytes=${range}` });
      assert.equal(reply.status, 416, range);
      assert.equal(reply.headers['content-range'], `bytes */${whole.body.length}`);
    }
  });

  it('answer the whole to ranges that they do not know', async () => {
    for (const range of ['bytes=5-1', 'items=0-1', 'bytes=0-1,5-6', 'bytes=x']) {
      const reply = await follow({ range });
      assert.equal(reply.status, 200, range);
      assert.equal(reply.body.length, whole.body.length);
    }
    assert.equal((await follow({ range: 'bytes=0-1', 'if-range': '"old"' })).status, 200);
    assert.equal((await follow({ range: 'bytes=0-1', 'if-range': whole.headers.etag })).status, 206);
  });

  it('are 404 when a character of id, expiry or signature is changed', async () => {
    const path = new URL(link).pathname;
    const end = path.lastIndexOf('.');
    for (let i = '/i/'.length; i < end; i += 1) {
      const changed = path.slice(0, i) + (path[i] === '0' ? '1' : '0') + path.slice(i + 1);
      assert.equal((await client.get(changed, { key: null })).status, 404, changed);
    }
    for (const other of ['/i/', '/i/p1', '/i/p1.7fffffff', `/i/p1.7fffffff.${'A'.repeat(32)}.jpg`, '/i/..%2f..%2fdrape.db']) {
      assert.equal((await client.get(other, { key: null })).status, 404, other);
    }
  });

  it('do not help with another picture: the signature covers kind and id', async () => {
    await client.upload('garment', png());
    const path = new URL(link).pathname;
    assert.equal((await client.get(path.replace('/i/p', '/i/g'), { key: null })).status, 404);
    assert.equal((await client.get(path.replace('/i/p1.', '/i/p2.'), { key: null })).status, 404);
  });

  it('are 404 once the picture is deleted', async () => {
    const { id, image_url: gone } = await client.upload('garment', png({ seed: 3 }));
    assert.equal((await client.follow(gone)).status, 200);
    await client.delete(`/v2/tryon/garment-images/${id}/`);
    assert.equal((await client.follow(gone)).status, 404);
  });

  it('allow only GET, HEAD and OPTIONS', async () => {
    const reply = await client.follow(link, { method: 'DELETE' });
    assert.equal(reply.status, 405);
    assert.equal(reply.headers.allow, 'GET, HEAD, OPTIONS');
  });
});

describe('the life of a link', () => {
  it('ends: an expired link is 403, a fresh one works', async () => {
    const server = await Server.start({ args: ['--workers', '0', '--link-lifetime', '1'] });
    try {
      const { image_url: link } = await server.client.upload('person', png());
      assert.equal((await server.client.follow(link)).status, 200);
      const reply = await until('the link to expire', async () => {
        const again = await server.client.follow(link);
        return again.status !== 200 && again;
      });
      assert.equal(reply.status, 403);
      assert.match(reply.json.detail, /expired/);
      const [row] = (await server.client.get('/v2/tryon/person-images/')).json.results;
      assert.equal((await server.client.follow(row.image_url)).status, 200);
    } finally {
      await server.remove();
    }
  });
});
