// Lists: pages, sizes, links, filters; the same on all three lists.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { png } from './support/pictures.mjs';
import { Server } from './support/server.mjs';

const LISTS = ['/v2/tryon/person-images/', '/v2/tryon/garment-images/', '/v2/tryon/tasks/'];
const INVALID_PAGE = { detail: 'Invalid page.' };

describe('lists', () => {
  let server;
  let persons;
  let garments;

  before(async () => {
    server = await Server.start({ args: ['--workers', '0', '--page-size-default', '2', '--page-size-max', '3'] });
    persons = [];
    garments = [];
    for (let seed = 1; seed <= 5; seed += 1) {
      persons.push((await server.client.upload('person', png({ seed }), { name: seed % 2 ? 'odd' : 'é even' })).id);
      garments.push((await server.client.upload('garment', png({ seed }), { name: `g${seed}` })).id);
      const order = { tryon_person_image_id: persons.at(-1), garment_image_ids: [garments.at(-1)] };
      assert.equal((await server.client.post('/v2/tryon/tasks/', { json: order })).status, 200);
    }
  });
  after(() => server.remove());

  const get = (path, options) => server.client.get(path, options);
  const ids = (reply) => reply.json.results.map(({ id }) => id);

  for (const list of LISTS) {
    it(`${list}: newest first, counted, with links to both sides`, async () => {
      const first = await get(list, { headers: { host: 'shop.example' } });
      assert.deepEqual(Object.keys(first.json), ['count', 'next', 'previous', 'results']);
      assert.equal(first.json.count, 5);
      assert.equal(first.json.next, `http://shop.example${list}?page=2`);
      assert.equal(first.json.previous, null);
      const second = await get(`${list}?page=2`, { headers: { host: 'shop.example' } });
      assert.equal(second.json.next, `http://shop.example${list}?page=3`);
      assert.equal(second.json.previous, `http://shop.example${list}`);
      const third = await get(`${list}?page=3`);
      assert.equal(third.json.next, null);
      const all = [...ids(first), ...ids(second), ...ids(third)];
      assert.deepEqual(all, [...all].sort((a, b) => b - a));
      assert.equal(new Set(all).size, 5);
    });

    it(`${list}: page=last is the last page, an empty page= the first`, async () => {
      assert.deepEqual(ids(await get(`${list}?page=last`)), ids(await get(`${list}?page=3`)));
      assert.deepEqual(ids(await get(`${list}?page=`)), ids(await get(list)));
    });

    it(`${list}: a page that cannot be is 404`, async () => {
      for (const page of ['0', '-1', '4', 'x', '1.0', 'Last', '99999999999999999999', '9223372036854775807']) {
        const reply = await get(`${list}?page=${page}`);
        assert.equal(reply.status, 404, page);
        assert.deepEqual(reply.json, INVALID_PAGE);
      }
    });

    it(`${list}: a bad page_size is ignored, a large one clamped`, async () => {
      for (const size of ['0', '-1', 'abc', '', '1.5']) assert.equal(ids(await get(`${list}?page_size=${size}`)).length, 2, size);
      for (const size of ['3', '4', '1000', '99999999999999999999']) {
        assert.equal(ids(await get(`${list}?page_size=${size}`)).length, 3, size);
      }
      assert.equal(ids(await get(`${list}?page_size=1`)).length, 1);
    });

    it(`${list}: links keep the other parameters, sorted, and can be followed`, async () => {
      const reply = await get(`${list}?z=%C3%A9+x&page_size=1&page=2&a=1&a=2`);
      const query = 'a=1&a=2&page=3&page_size=1&z=%C3%A9+x';
      assert.equal(reply.json.next, `${server.url}${list}?${query}`);
      assert.equal(reply.json.previous, `${server.url}${list}?a=1&a=2&page_size=1&z=%C3%A9+x`);
      const next = new URL(reply.json.next);
      assert.equal((await get(next.pathname + next.search)).json.previous, `${server.url}${list}?a=1&a=2&page=2&page_size=1&z=%C3%A9+x`);
    });

    it(`${list}: an empty list has a page 1 and no page 2`, async () => {
      const other = server.clientOf(`empty${LISTS.indexOf(list)}`);
      assert.deepEqual((await other.get(list)).json, { count: 0, next: null, previous: null, results: [] });
      assert.deepEqual((await other.get(`${list}?page=last`)).json.results, []);
      assert.deepEqual((await other.get(`${list}?page=2`)).json, INVALID_PAGE);
      other.close();
    });
  }

  it('images are filtered by their exact name', async () => {
    assert.equal((await get('/v2/tryon/person-images/?image_name=odd')).json.count, 3);
    assert.equal((await get('/v2/tryon/person-images/?image_name=%C3%A9%20even')).json.count, 2);
    assert.equal((await get('/v2/tryon/person-images/?image_name=od')).json.count, 0);
    assert.equal((await get('/v2/tryon/person-images/?image_name=')).json.count, 5);
    const page = await get('/v2/tryon/person-images/?image_name=odd&page_size=1');
    assert.equal(page.json.next, `${server.url}/v2/tryon/person-images/?image_name=odd&page=2&page_size=1`);
  });

  it('tasks are filtered by person, garment and status', async () => {
    const count = async (query) => (await get(`/v2/tryon/tasks/?${query}`)).json.count;
    assert.equal(await count(`tryon_person_image=${persons[0]}`), 1);
    assert.equal(await count(`garment_images=${garments[1]}`), 1);
    assert.equal(await count(`garment_images=${garments[1]}.0`), 1);
    assert.equal(await count(`tryon_person_image=${persons[0]}&garment_images=${garments[1]}`), 0);
    assert.equal(await count('garment_images=99999'), 0);
    assert.equal(await count('garment_images=99999999999999999999'), 0);
    assert.equal(await count('garment_images=1.5'), 0);
    assert.equal(await count('garment_images=&tryon_person_image=&status='), 5);
    assert.equal(await count('status=queued'), 5);
    assert.equal(await count('status=pending'), 5);
    assert.equal(await count('status=completed'), 0);
  });

  it('a bad filter is 400 with its message, before the page is looked at', async () => {
    const choice = ['Select a valid choice. That choice is not one of the available choices.'];
    const cases = [
      ['tryon_person_image=abc', { tryon_person_image: choice }],
      ['tryon_person_image=99999', { tryon_person_image: choice }],
      ['tryon_person_image=99999999999999999999', { tryon_person_image: choice }],
      ['garment_images=abc&page=99', { garment_images: ['Enter a number.'] }],
      ['garment_images=nan', { garment_images: ['Enter a number.'] }],
      ['garment_images=1,2', { garment_images: ['Enter a number.'] }],
      ['garment_images=x&tryon_person_image=x', { garment_images: ['Enter a number.'], tryon_person_image: choice }],
      ['status=unheard', { status: choice }],
    ];
    for (const [query, expected] of cases) {
      const reply = await get(`/v2/tryon/tasks/?${query}`);
      assert.equal(reply.status, 400, query);
      assert.deepEqual(reply.json, expected);
    }
  });

  it('the person of another account cannot be filtered by', async () => {
    const other = server.clientOf('stranger');
    const foreign = await other.get(`/v2/tryon/tasks/?tryon_person_image=${persons[0]}`);
    const missing = await other.get('/v2/tryon/tasks/?tryon_person_image=99999');
    assert.equal(foreign.text, missing.text);
    other.close();
  });
});
