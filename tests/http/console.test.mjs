// The files of the console, as a browser gets them: compressed, with validators and a strict policy; and the switch
// that leaves them out. What the console does is tests/web's.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Server, runProgram } from './support/server.mjs';

const PAGES = ['/', '/docs/'];
const PUBLIC = { key: null };

describe('the console\'s files', () => {
  let server;
  let client;
  let assets;

  before(async () => {
    server = await Server.start({ args: ['--workers', '0'] });
    client = server.client;
    assets = new Set();
    for (const page of PAGES) {
      for (const [, link] of (await client.get(page, PUBLIC)).text.matchAll(/(?:src|href)="([^"]*assets\/[^"]+)"/g)) {
        assets.add(new URL(link, server.url + page).pathname);
      }
    }
  });
  after(() => server.remove());

  const encoded = (path, encoding, more = {}) => client.get(path, { ...PUBLIC, headers: { 'accept-encoding': encoding, ...more } });

  it('every page names its files, and all are there', async () => {
    assert.ok(assets.size >= 5, [...assets].join(' '));
    for (const asset of assets) {
      const { status, headers } = await client.get(asset, PUBLIC);
      assert.equal(status, 200, asset);
      assert.match(headers['content-type'], { js: /^text\/javascript/, css: /^text\/css/, svg: /^image\/svg\+xml/ }[asset.split('.').pop()]);
      assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['referrer-policy'], 'no-referrer');
    }
  });

  it('a page is asked for anew each time and allows nothing that it does not bring', async () => {
    for (const page of PAGES) {
      const { status, headers, text } = await client.get(page, PUBLIC);
      assert.equal(status, 200);
      assert.equal(headers['content-type'], 'text/html; charset=utf-8');
      assert.equal(headers['cache-control'], 'no-cache');
      assert.equal(headers['referrer-policy'], 'no-referrer');
      assert.equal(headers['x-content-type-options'], 'nosniff');
      const policy = Object.fromEntries(headers['content-security-policy'].split('; ').map((part) => part.split(/ (.*)/)));
      assert.equal(policy['default-src'], '\'none\'');
      assert.equal(policy['script-src'], '\'self\'');
      assert.equal(policy['style-src'], '\'self\'');
      assert.equal(policy['connect-src'], '\'self\'');
      assert.equal(policy['base-uri'], '\'none\'');
      assert.equal(policy['form-action'], '\'none\'');
      assert.equal(policy['frame-ancestors'], '\'none\'');
      assert.doesNotMatch(headers['content-security-policy'], /unsafe|http|\*/);
      assert.doesNotMatch(text, /<style|style=|<script(?![^>]* src=)|\son[a-z]+=|https?:\/\//);
    }
    assert.match((await client.get('/', PUBLIC)).headers['content-security-policy'], /require-trusted-types-for 'script'/);
  });

  it('is sent compressed to whoever takes that, and is the same in every coding', async () => {
    for (const path of [...PAGES, ...assets]) {
      const plain = await encoded(path, 'identity');
      assert.equal(plain.headers['content-encoding'], undefined);
      // The smallest drawings do not pay.
      if (plain.body.length < 1_000) continue;
      const forms = { br: brotliDecompressSync, gzip: gunzipSync };
      for (const [coding, unpack] of Object.entries(forms)) {
        const packed = await encoded(path, coding === 'gzip' ? 'gzip, deflate' : 'gzip, deflate, br');
        assert.equal(packed.headers.vary, 'Accept-Encoding');
        assert.equal(packed.headers['content-encoding'], coding, path);
        assert.ok(packed.body.length < plain.body.length);
        assert.notEqual(packed.headers.etag, plain.headers.etag);
        assert.deepEqual(unpack(packed.body), plain.body);
      }
    }
  });

  it('is not sent again to who has it', async () => {
    for (const path of [...PAGES, ...assets]) {
      const { headers: { etag } } = await encoded(path, 'br');
      const again = await encoded(path, 'br', { 'if-none-match': etag });
      assert.equal(again.status, 304);
      assert.equal(again.text, '');
      assert.equal(again.headers.etag, etag);
      if (again.headers.etag.includes('-br')) {
        assert.equal((await encoded(path, 'gzip', { 'if-none-match': etag })).status, 200, 'another coding is another representation');
      }
      assert.equal((await encoded(path, 'br', { 'if-modified-since': 'Sun, 06 Nov 1994 08:49:37 GMT' })).status, 200);
    }
  });

  it('HEAD has the head of GET and no body; nothing else is allowed', async () => {
    for (const path of ['/', '/docs/', [...assets][0]]) {
      const get = await encoded(path, 'br');
      const head = await client.request('HEAD', path, { ...PUBLIC, headers: { 'accept-encoding': 'br' } });
      assert.equal(head.status, 200);
      assert.equal(head.text, '');
      for (const name of ['etag', 'content-length', 'content-encoding', 'content-type', 'content-security-policy']) {
        assert.equal(head.headers[name], get.headers[name], name);
      }
      for (const method of ['POST', 'PUT', 'DELETE']) {
        const { status, headers } = await client.request(method, path, PUBLIC);
        assert.equal(status, 405);
        assert.equal(headers.allow, 'GET, HEAD, OPTIONS');
      }
    }
  });

  it('/docs leads to /docs/, wherever the server stands', async () => {
    const { status, headers } = await client.get('/docs', PUBLIC);
    assert.equal(status, 308);
    assert.equal(headers.location, 'docs/');
  });

  it('other paths are as unknown as ever', async () => {
    const paths = ['//', '/index.html', '/docs/index.html', '/assets/', '/assets/none.js', '/assets/../index.html', '/assets/%2e%2e%2findex.html',
      '/assets/a/b', '/console', '/favicon.ico'];
    for (const path of paths) {
      const { status, json } = await client.get(path, PUBLIC);
      assert.equal(status, 404, path);
      assert.deepEqual(json, { detail: 'Not found.' }, path);
    }
  });
});

describe('--console off', () => {
  it('leaves the API and takes the console away', async () => {
    const server = await Server.start({ args: ['--workers', '0', '--console', 'off'] });
    for (const path of ['/', '/docs/', '/docs', '/assets/console.js']) {
      assert.equal((await server.client.get(path, PUBLIC)).status, 404, path);
    }
    assert.equal((await server.client.get('/openapi.yaml', PUBLIC)).status, 200);
    assert.equal((await server.client.get('/v2/tryon/tasks/')).status, 200);
    await server.remove();
  });

  it('is on or off and nothing else', () => {
    const { status, stderr } = runProgram('serve', '--console', 'maybe');
    assert.equal(status, 2);
    assert.match(stderr, /--console/);
  });
});
