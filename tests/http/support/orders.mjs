// Ordering tasks: what the tests of orders have in common.
import assert from 'node:assert/strict';
import { png } from './pictures.mjs';

export const TASKS = '/v2/tryon/tasks/';
/** Small pictures: a task takes a second or two. */
export const QUICK_ENGINE = ['--person-side-max', '512', '--garment-side-max', '400'];

/** Uploads that every order of a suite can name; `post` orders a task, with more fields if need be. */
export async function shop(server, { personPhoto = png(), garmentPhoto = png({ seed: 2 }) } = {}) {
  const { client } = server;
  const personImage = await client.upload('person', personPhoto);
  const garmentImage = await client.upload('garment', garmentPhoto);
  const post = (fields = {}) => client.post(TASKS, {
    json: { tryon_person_image_id: personImage.id, garment_image_ids: [garmentImage.id], ...fields },
  });
  const order = async (fields) => {
    const reply = await post(fields);
    assert.equal(reply.status, 200, reply.text);
    return reply.json.id;
  };
  const read = async (id) => (await client.get(`${TASKS}${id}/`)).json;
  return { client, personImage, garmentImage, post, order, read };
}
