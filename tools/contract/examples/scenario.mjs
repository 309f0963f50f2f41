// A shop's day with the sample pictures, as far as the server says yes.
import assert from 'node:assert/strict';
import { until } from '../../../tests/http/support/client.mjs';
import { png, sample } from '../../../tests/http/support/pictures.mjs';
import { Server } from '../../../tests/http/support/server.mjs';
import { good } from './good.mjs';
import { sampleRefusals } from './refusals.mjs';
import { startHooks, webhooks } from './webhooks.mjs';

const V2 = '/v2/tryon';
const PERSONS = `${V2}/person-images/`;
const GARMENTS = `${V2}/garment-images/`;
const PERSON_CHECKS = `${V2}/person-validations/`;
const GARMENT_CHECKS = `${V2}/garment-validations/`;
const TASKS = `${V2}/tasks/`;
const TASK = `${V2}/tasks/{task_id}/`;

/**
 * The server says what its links begin with, as behind a proxy. The first retry of a webhook is far away, and there is one
 * place for deliveries: both are seen to wait.
 */
const SETTINGS = ['--public-url', 'https://tryon.example', '--workers', '1', '--webhook-allow-http',
  '--webhook-allow-network', '127.0.0.0/8', '--webhook-retry-schedule', '300', '--webhook-deliveries', '1'];

/**
 * What was there before and is gone: ids are never reused, so those of the scenario differ from each other and show which
 * is which.
 */
async function earlier({ client }) {
  const uploaded = { person: [], garment: [] };
  for (const [kind, count] of [['person', 11], ['garment', 7]]) {
    for (let i = 0; i < count; i += 1) uploaded[kind].push((await client.upload(kind, png({ seed: i }))).id);
  }
  const [tryon_person_image_id] = uploaded.person;
  const json = { tryon_person_image_id, garment_image_ids: [...uploaded.garment, ...uploaded.garment] };
  const { tasks } = good(await client.post(`${TASKS}batch/`, { json }));
  for (const { id } of tasks) good(await client.delete(`${TASKS}${id}/`));
  for (const id of uploaded.person) good(await client.delete(`${PERSONS}${id}/`));
  for (const id of uploaded.garment) good(await client.delete(`${GARMENTS}${id}/`));
}

async function persons({ client, book }) {
  const photo = await client.upload('person', sample('persons/woman-full'), { name: 'front_model', user: 'customer-4711', file: 'front.jpg' });
  book.shared('PersonImage', photo);
  book.shared('PersonImagePage', good(await client.get(PERSONS)));
  const order = { tryon_person_image_id: photo.id };
  book.request('POST', PERSON_CHECKS, order);
  book.shared('PersonValidation', good(await client.post(PERSON_CHECKS, { json: order })), 'suits');
  book.reply('GET', `${PERSONS}{person_image_id}/`, 200, good(await client.get(`${PERSONS}${photo.id}/`)));
  const empty = await client.upload('person', sample('garments/tee-plain'));
  book.shared('PersonValidation', good(await client.post(PERSON_CHECKS, { json: { tryon_person_image_id: empty.id } })), 'unsuited');
  return photo.id;
}

async function garments({ client, book }) {
  const photo = await client.upload('garment', sample('garments/long-sleeve-striped'), { name: 'striped_shirt', file: 'striped.jpg' });
  book.shared('Image', photo);
  book.shared('ImagePage', good(await client.get(GARMENTS)));
  const order = { garment_image_id: photo.id };
  book.request('POST', GARMENT_CHECKS, order);
  book.shared('GarmentValidation', good(await client.post(GARMENT_CHECKS, { json: order })));
  book.reply('GET', `${GARMENTS}{id}/`, 200, good(await client.get(`${GARMENTS}${photo.id}/`)));
  const others = [];
  for (const name of ['trousers', 'skirt']) others.push((await client.upload('garment', sample(`garments/${name}`))).id);
  return [photo.id, ...others];
}

async function oneTask({ client, book }, person, garment) {
  const order = { tryon_person_image_id: person, garment_image_ids: [garment] };
  book.request('POST', TASKS, order);
  const created = good(await client.post(TASKS, { json: order }));
  book.reply('POST', TASKS, 200, created);
  const ended = good(await client.get(`${TASKS}${created.id}/?wait=60`));
  assert.equal(ended.status, 'completed', 'the first try-on');
  book.reply('GET', TASK, 200, ended);
  book.reply('GET', TASKS, 200, good(await client.get(TASKS)));
  return created.id;
}

/** Of a stream the last event of waiting, the first that tells progress, and the end: there is one for each stage. */
function excerpt(stream) {
  const events = stream.split('\n\n').filter((block) => /^event: /m.test(block));
  const queued = events.findLast((block) => block.includes('event: queued'));
  const stage = events.find((block) => /"progress":0\.\d*[1-9]/.test(block));
  assert.ok(queued && stage, `the stream has no event of waiting or of progress:\n${stream}`);
  return `${[queued, stage, events.at(-1)].join('\n\n')}\n\n`;
}

/** Two tasks: while the first is computed, the second waits. */
async function severalTasks({ client, book }, person, garmentIds) {
  const order = { tryon_person_image_id: person, garment_image_ids: garmentIds };
  book.request('POST', `${TASKS}batch/`, order);
  const { tasks } = good(await client.post(`${TASKS}batch/`, { json: order }));
  book.reply('POST', `${TASKS}batch/`, 200, { tasks });
  await until('the first task to be taken', async () => good(await client.get(`${TASKS}?status=processing`)).count === 1 || null);
  const stream = good(await client.get(`${TASKS}${tasks[1].id}/events/`));
  book.reply('GET', `${TASK}events/`, 200, excerpt(stream), 'text/event-stream');
}

async function cancelled({ client, book }, person, garment) {
  const order = { tryon_person_image_id: person, garment_image_ids: [garment], use_cache: false };
  const { id } = good(await client.post(TASKS, { json: order }));
  book.reply('POST', `${TASK}cancel/`, 200, good(await client.post(`${TASKS}${id}/cancel/`)));
}

/** Of the metrics the lines of one count. */
function metricsExcerpt(text) {
  const name = 'drape_http_requests_total';
  const lines = text.split('\n').filter((line) => line.startsWith(`# HELP ${name} `) || line.startsWith(`# TYPE ${name} `)
    || (line.startsWith(`${name}{`) && line.includes('method="GET",route="/v2/tryon/tasks/{task_id}/",')));
  return `${lines.join('\n')}\n`;
}

async function operations({ client, book }) {
  book.shared('Health', good(await client.get('/health/live')), 'alive');
  book.shared('Health', good(await client.get('/health/ready')), 'ready');
  book.reply('GET', '/metrics', 200, metricsExcerpt(good(await client.get('/metrics'))), 'text/plain');
  const [line] = good(await client.get('/openapi.yaml')).split('\n');
  book.reply('GET', '/openapi.yaml', 200, `${line}\n`, 'application/yaml');
}

async function deletions({ client, book }, garment) {
  book.shared('Deleted', good(await client.delete(`${GARMENTS}${garment}/`)));
  book.reply('DELETE', PERSONS, 200, good(await client.delete(`${PERSONS}?external_user_id=customer-4711`)));
}

/** Fills the book with what a server says to a client that does everything right, and with what it refuses. */
export async function runScenario(book) {
  const hooks = await startHooks();
  const server = await Server.start({ args: SETTINGS });
  try {
    const day = { client: server.client, book, hooks };
    await earlier(day);
    const person = await persons(day);
    const [shirt, ...others] = await garments(day);
    const task = await oneTask(day, person, shirt);
    await severalTasks(day, person, others);
    await cancelled(day, person, others[0]);
    await webhooks(day, person, shirt);
    await operations(day);
    await sampleRefusals({ server, book }, { person, garment: shirt, task });
    await deletions(day, shirt);
  } finally {
    await server.remove();
    await hooks.receiver.close();
  }
}
