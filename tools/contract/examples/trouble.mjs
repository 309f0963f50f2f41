// What a server says whose limits are low, and one that shuts down.
import assert from 'node:assert/strict';
import { Wire, until } from '../../../tests/http/support/client.mjs';
import { sample } from '../../../tests/http/support/pictures.mjs';
import { Server } from '../../../tests/http/support/server.mjs';
import { onTheWire } from './refusals.mjs';

const PERSONS = '/v2/tryon/person-images/';

/** Two requests and no more: the upload, and the one that does not arrive. */
const SETTINGS = ['--workers', '0', '--link-lifetime', '1', '--body-grace', '2', '--requests-per-minute-max', '1', '--requests-burst-max', '2'];

/** An upload of which only the head comes. */
const begun = (server, more = '') => `POST ${PERSONS} HTTP/1.1\r\nHost: x\r\nx-api-key: ${server.key}\r\n`
  + `Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\n${more}\r\n`;

async function tooLate(server, book) {
  const photo = await server.client.upload('person', sample('persons/man-half'));
  const late = await onTheWire(server, begun(server));
  assert.equal(late.status, 408, late.body);
  book.general(408, JSON.parse(late.body));
  const expired = await until('the link to expire', async () => {
    const reply = await server.client.follow(photo.image_url);
    return reply.status !== 200 && reply;
  });
  assert.equal(expired.status, 403, expired.text);
  book.reply('GET', '/i/{token}', 403, expired.json);
}

async function tooOften(server, book) {
  const reply = await server.client.get(PERSONS);
  assert.equal(reply.status, 429, reply.text);
  book.shared('Throttled', reply.json);
}

/** An upload that has begun keeps the server from ending before another has asked. */
async function shuttingDown(server, book) {
  const upload = await Wire.connect(server.url);
  const other = await Wire.connect(server.url);
  try {
    const key = server.clientOf('second').key;
    await upload.send(begun({ key }, 'Expect: 100-continue\r\n'));
    assert.equal((await upload.reply()).status, 100);
    // One that the server has not taken yet would be cut off when it stops listening.
    await other.send('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
    assert.equal((await other.reply()).status, 200);
    server.signal('SIGTERM');
    await until('the drain to begin', () => server.logs.some(({ event }) => event === 'draining'));
    await other.send('GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n');
    const reply = await other.reply();
    assert.equal(reply.status, 503, reply.body);
    book.shared('Unavailable', JSON.parse(reply.body));
  } finally {
    upload.close();
    other.close();
  }
}

/** Fills the book with what the server says when it is pressed. */
export async function runTrouble(book) {
  const server = await Server.start({ args: SETTINGS });
  try {
    await tooLate(server, book);
    await tooOften(server, book);
    await shuttingDown(server, book);
  } finally {
    await server.remove();
  }
}
