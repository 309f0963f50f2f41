// What the server says no to, asked of a server that is well.
import assert from 'node:assert/strict';
import { Wire, imageForm, multipart } from '../../../tests/http/support/client.mjs';
import { sample } from '../../../tests/http/support/pictures.mjs';

const PERSONS = '/v2/tryon/person-images/';
const TASKS = '/v2/tryon/tasks/';

/** An id that nothing has. */
const NOTHING = 99;

function refused(reply, status) {
  assert.equal(reply.status, status, reply.text ?? reply.body);
  return reply.json ?? JSON.parse(reply.body);
}

/** Sends bytes as they are; the reply. */
export async function onTheWire(server, bytes) {
  const wire = await Wire.connect(server.url);
  try {
    await wire.send(bytes);
    return await wire.reply();
  } finally {
    wire.close();
  }
}

async function uploads(client, book) {
  const post = async (options) => refused(await client.post(PERSONS, options), 400);
  book.shared('InvalidUpload', await post({ form: imageForm(Buffer.from('no picture')) }), 'image');
  book.shared('InvalidUpload', await post({ form: multipart([{ name: 'image_name', text: 'front_model' }]) }), 'missing');
  book.shared('InvalidUpload', await post({ type: 'multipart/form-data', body: 'no form' }), 'unreadable');
}

async function fields(client, book) {
  const post = async (options) => refused(await client.post(TASKS, options), 400);
  book.shared('InvalidFields', await post({ json: { garment_image_ids: [NOTHING, 'shirt'] } }), 'fields');
  book.shared('InvalidFields', await post({ json: [] }), 'body');
  book.shared('InvalidFields', await post({ type: 'application/json', body: '{' }), 'unreadable');
  book.shared('UnsupportedMediaType', refused(await client.post(TASKS, { type: 'text/plain', body: 'a shirt' }), 415));
}

async function keys(server, book) {
  const { client } = server;
  book.shared('Unauthenticated', refused(await client.get(TASKS, { key: null }), 401), 'missing');
  book.shared('Unauthenticated', refused(await client.get(TASKS, { key: 'nonsense' }), 401), 'wrong');
  const reader = server.clientOf('first', '--read-only');
  book.shared('Forbidden', refused(await reader.post(TASKS, { json: {} }), 403));
  reader.close();
}

async function absences(client, book) {
  const get = async (path) => refused(await client.get(path), 404);
  book.shared('NotFound', await get(`${TASKS}${NOTHING}/`), 'task');
  book.shared('NotFound', await get(`${PERSONS}${NOTHING}/`), 'image');
  book.shared('NotFound', await get(`${TASKS}shirt/`), 'other');
  book.shared('InvalidPage', await get(`${TASKS}?page=${NOTHING}`));
}

async function conflicts(client, book, { person, garment, task }) {
  book.shared('TaskHasEnded', refused(await client.post(`${TASKS}${task}/cancel/`), 409));
  const order = { tryon_person_image_id: person, garment_image_ids: [garment] };
  const headers = () => ({ 'idempotency-key': 'order-4711' });
  await client.post(TASKS, { json: order, headers: headers() });
  book.shared('KeyReused', refused(await client.post(TASKS, { json: { ...order, output_format: 'png' }, headers: headers() }), 409));
  const upload = () => client.post(PERSONS, { form: imageForm(sample('persons/man-half')), headers: headers() });
  const { id } = (await upload()).json;
  await client.delete(`${PERSONS}${id}/`);
  book.shared('RepliedAndDeleted', refused(await upload(), 410));
}

/** A range behind the picture's end. */
async function ranges(client, book, person) {
  const { image_url: link } = (await client.get(`${PERSONS}${person}/`)).json;
  const reply = await client.follow(link, { headers: { range: 'bytes=999999999-' } });
  book.reply('GET', '/i/{token}', 416, refused(reply, 416));
}

async function heads(server, book) {
  // The server reads the head, and does not wait for a body that it would not take.
  const large = `POST ${PERSONS} HTTP/1.1\r\nHost: x\r\nx-api-key: ${server.key}\r\nContent-Type: multipart/form-data; boundary=b\r\n`
    + 'Content-Length: 50000000\r\n\r\n';
  book.shared('TooLarge', refused(await onTheWire(server, large), 413));
  book.general(400, refused(await onTheWire(server, 'no HTTP\r\n\r\n'), 400));
  book.general(405, refused(await server.client.request('PUT', TASKS), 405));
  const endless = `GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`;
  book.general(431, refused(await onTheWire(server, endless), 431));
}

/** Needs the ids of a photo of a person, of one of a garment, and of a task that is completed. */
export async function sampleRefusals({ server, book }, ids) {
  const { client } = server;
  await uploads(client, book);
  await fields(client, book);
  await keys(server, book);
  await absences(client, book);
  await conflicts(client, book, ids);
  await ranges(client, book, ids.person);
  await heads(server, book);
}
