// Webhooks: one that has to be sent twice, its log, and the secret.
import { until } from '../../../tests/http/support/client.mjs';
import { Receiver } from '../../../tests/http/support/receiver.mjs';
import { good } from './good.mjs';

const TASKS = '/v2/tryon/tasks/';
const DELIVERIES = '/v2/tryon/webhook-deliveries/';
const SECRET = '/v2/tryon/webhook-secret/';

/**
 * The receiver is away at first: the delivery waits for its next try, until it is sent again by hand. Meanwhile another
 * takes the only place for deliveries, so that the reply always comes before the second try.
 */
export async function webhooks({ client, book, hooks }, person, garment) {
  book.shared('WebhookSecret', await secret(client));
  const order = { tryon_person_image_id: person, garment_image_ids: [garment], webhook_url: hooks.receiver.url };
  const { id: task } = good(await client.post(TASKS, { json: { ...order, use_cache: false } }));
  book.webhook('taskEnded', JSON.parse((await hooks.receiver.received()).body));
  const log = async () => good(await client.get(`${DELIVERIES}?task=${task}`));
  const waiting = await until('the log of the first try', async () => {
    const found = await log();
    return found.results[0]?.attempts === 1 && found;
  });
  book.reply('GET', DELIVERIES, 200, waiting);
  const [{ id }] = waiting.results;
  good(await client.post(TASKS, { json: order }));
  await hooks.receiver.received(2);
  book.reply('POST', `${DELIVERIES}{delivery_id}/replay/`, 200, good(await client.post(`${DELIVERIES}${id}/replay/`)));
  hooks.release();
  await until('the delivery', async () => (await log()).results[0].state === 'delivered');
  book.reply('GET', `${DELIVERIES}{delivery_id}/`, 200, good(await client.get(`${DELIVERIES}${id}/`)));
}

/** A receiver that is away for the first request, lets the second wait for release(), and takes all others. */
export async function startHooks() {
  let release;
  const released = new Promise((resolve) => { release = resolve; });
  const receiver = await Receiver.start({
    answer: async (number, response) => {
      if (number === 2) await released;
      response.writeHead(number === 1 ? 503 : 204).end();
    },
  });
  return { receiver, release };
}

/** After a rotation, since then the reply has all its fields. */
async function secret(client) {
  good(await client.get(SECRET));
  return good(await client.post(`${SECRET}rotate/`));
}
