// What the console says when something goes wrong: refused photos, failed try-ons, keys that end, a server that is away.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, afterEach, describe, it } from 'node:test';
import { until } from '../http/support/client.mjs';
import { drawing } from '../http/support/pictures.mjs';
import { Server, runProgram } from '../http/support/server.mjs';
import { Visit, missingBrowser, sample, startBrowser } from './support/browser.mjs';

const skip = missingBrowser();
if (skip) console.log(`the console is not tested: ${skip}`);

const EVENTS = '**/v2/tryon/tasks/*/events/';

let browser;
before(async () => {
  if (!skip) browser = await startBrowser();
});
after(() => browser?.close());

/** A visit of its own for each test, to one server. */
function withServer(args, about) {
  const scene = {};
  before(async () => {
    scene.server = await Server.start({ args });
  });
  after(() => scene.server.remove());
  beforeEach(async () => {
    scene.visit = await Visit.start(browser, scene.server);
    scene.page = scene.visit.page;
  });
  afterEach(() => scene.visit.end());
  about(scene);
}

describe('photos', { skip: skip ?? false }, () => withServer(['--workers', '1'], (scene) => {
  it('a photo without a person is refused with what to do, and cannot be dressed', async () => {
    const { visit, page } = scene;
    await visit.signIn();
    await visit.choose('Choose a photo', sample('garments/shirt.jpg'));
    await page.getByText('This photo does not work yet.').waitFor();
    const { json: { results: [{ id }] } } = await scene.server.client.get('/v2/tryon/person-images/');
    const { json: { issues } } = await scene.server.client.get(`/v2/tryon/person-validations/?tryon_person_image_id=${id}`);
    assert.ok(issues.length > 0);
    assert.deepEqual(await page.locator('.hints li').allInnerTexts(), issues);
    await visit.assertAccessible('refused photo');
    await visit.screenshot('trouble-refused-photo');
    await visit.choose('Add garments', sample('garments/tee-print.jpg'));
    await visit.button(/^tee-print/).click();
    await page.getByText('Choose another person photo').waitFor();
    assert.equal(await visit.button('Try it on').getAttribute('aria-disabled'), 'true');
  });

  it('a file that is no picture, or is broken, is refused by its name and the others come', async () => {
    const { visit, page } = scene;
    await visit.signIn();
    await visit.drop('.wardrobe', sample('README.md'), sample('garments/skirt.jpg'));
    await page.getByText('1 garment added.').waitFor();
    const [upload] = await page.locator('.upload.failed').all();
    assert.match(await upload.innerText(), /README/);
    await visit.assertAccessible('failed upload');
    await visit.screenshot('trouble-upload');
    await upload.getByRole('button', { name: 'Dismiss' }).click();
    assert.equal(await page.locator('.upload').count(), 0);
  });

  it('the camera takes a person photo', async () => {
    const { visit, page } = scene;
    await visit.signIn();
    await visit.button(/camera/i).first().click();
    await visit.heading('Take a photo').waitFor();
    await page.locator('dialog button.primary:enabled').waitFor();
    await visit.assertAccessible('camera');
    await visit.screenshot('desktop-camera');
    const count = async () => (await scene.server.client.get('/v2/tryon/person-images/')).json.count;
    const before = await count();
    await visit.button('Take the photo').click();
    await until('the photo', async () => await count() === before + 1);
    await page.getByText('This photo does not work yet.').waitFor();
  });

  it('without a camera it says what to do instead', async () => {
    const { visit, page } = scene;
    await page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    });
    await visit.signIn();
    await visit.button(/camera/i).first().click();
    await page.getByText('The browser may not use the camera.').waitFor();
    await visit.screenshot('trouble-camera');
    await page.keyboard.press('Escape');
  });
}));

describe('try-ons', { skip: skip ?? false }, () => withServer(['--workers', '1'], (scene) => {
  async function ready({ visit, page }, person, garment) {
    await visit.signIn();
    await visit.choose(/^(Choose a photo|Add photo)$/, sample(`persons/${person}.jpg`));
    await page.locator('.verdict-good, .verdict-usable').waitFor();
    await visit.choose('Add garments', garment);
    await page.getByText('1 garment added.').waitFor();
    await page.locator('button.garment').first().click();
  }

  it('one that fails says why, in the server\'s sentence', async () => {
    const { visit, page, server: { client } } = scene;
    const person = await client.upload('person', drawing('jpg'));
    const garment = await client.upload('garment', readFileSync(sample('garments/tee-plain.jpg')), { name: 'tee' });
    const order = { tryon_person_image_id: person.id, garment_image_ids: [garment.id] };
    const { json: { id } } = await client.post('/v2/tryon/tasks/', { json: order });
    await visit.signIn();
    await visit.heading('Wardrobe').waitFor();
    await visit.open(`/#/result/${id}`);
    await visit.heading('The try-on did not work').waitFor();
    const { error } = await client.finished(id);
    await page.locator('.stage-card', { hasText: error.message }).waitFor();
    await visit.assertAccessible('failed try-on');
    await visit.screenshot('trouble-failed');
    await visit.button('Back to the photo').click();
    await page.getByRole('link', { name: 'History' }).click();
    await page.locator('.status-failed').waitFor();
    await visit.assertAccessible('history with a failed try-on');
    await visit.screenshot('trouble-history');
  });

  it('one under way tells its place in the queue, its stage and how far it is, and goes on after a break', async () => {
    const { visit, page } = scene;
    const asked = [];
    const event = (id, data) => `id: ${id}\nevent: ${data.status}\ndata: ${JSON.stringify({ id: 1, ...data })}\n\n`;
    const replies = [
      event(1, { status: 'queued', position: 4 }),
      event(2, { status: 'processing', stage: 'warp', progress: 0.4 }),
    ];
    let release;
    const released = new Promise((resolve) => { release = resolve; });
    await page.route(EVENTS, async (route) => {
      asked.push(route.request().headers()['last-event-id'] ?? '');
      assert.equal(route.request().headers()['x-api-key'], scene.server.key);
      const body = replies.shift();
      if (body === undefined) {
        await released;
        await route.fulfill({ status: 404, json: { detail: 'Not found.' } });
      } else await route.fulfill({ status: 200, contentType: 'text/event-stream', body });
    });
    await ready(scene, 'woman-half', sample('garments/tee-plain.jpg'));
    await visit.button('Try it on').click();
    await page.getByText('Number 4 in line …').waitFor();
    await page.getByText('Draping the garment …').waitFor();
    assert.equal(await page.getByRole('progressbar').getAttribute('aria-valuenow'), '40');
    await visit.screenshot('desktop-progress');
    release();
    await page.locator('.compare').waitFor();
    assert.deepEqual(asked, ['', '1', '2']);
  });
}));

describe('waiting and cancelling', { skip: skip ?? false }, () => withServer(['--workers', '0'], (scene) => {
  it('a try-on that waits can be cancelled where the server can, and is never lost', async () => {
    const { visit, page, server } = scene;
    const person = await server.client.upload('person', drawing('jpg'));
    const garment = await server.client.upload('garment', drawing('jpg'), { name: 'drawing' });
    const { json: { id } } = await server.client.post('/v2/tryon/tasks/', { json: { tryon_person_image_id: person.id, garment_image_ids: [garment.id] } });
    const cancels = (await server.client.request('OPTIONS', `/v2/tryon/tasks/${id}/cancel/`)).status !== 404;
    await visit.signIn();
    await visit.open(`/#/result/${id}`);
    await page.getByText(/Waiting for its turn|Next in line/).waitFor();
    await visit.button('Cancel').click();
    if (cancels) {
      await page.getByText('The try-on is cancelled.').waitFor();
      assert.equal((await server.client.get(`/v2/tryon/tasks/${id}/`)).json.error.code, 'cancelled');
    } else {
      await page.getByText('This server cannot cancel. The try-on goes on.').waitFor();
      assert.equal(await visit.button('Cancel').count(), 0);
    }
  });

  it('an address of a try-on that is not there leads to the studio', async () => {
    const { visit, page } = scene;
    await visit.signIn();
    await visit.open('/#/result/999');
    await page.getByText('No Task matches the given query.').waitFor();
    assert.match(page.url(), /#\/$/);
  });

  it('a long history has pages', async () => {
    const { visit, page, server } = scene;
    const { json: { results: [{ tryon_person_image, garment_image_ids }] } } = await server.client.get('/v2/tryon/tasks/');
    for (let i = 0; i < 13; i += 1) {
      assert.equal((await server.client.post('/v2/tryon/tasks/', { json: { tryon_person_image_id: tryon_person_image, garment_image_ids } })).status, 200);
    }
    await visit.signIn();
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByText('Page 1 of 2').waitFor();
    assert.equal(await page.locator('.history-card').count(), 12);
    await visit.assertAccessible('history with pages');
    await page.getByRole('link', { name: 'Older' }).click();
    await page.getByText('Page 2 of 2').waitFor();
    assert.match(page.url(), /#\/history\?page=2$/);
    await page.goBack();
    await page.getByText('Page 1 of 2').waitFor();
  });
}));

describe('keys', { skip: skip ?? false }, () => withServer(['--workers', '0'], (scene) => {
  it('a wrong key is said to be wrong', async () => {
    const { visit, page } = scene;
    await visit.signIn(`${scene.server.key}x`);
    await page.getByText('This key is not valid here.').waitFor();
    await visit.assertAccessible('wrong key');
    await visit.screenshot('trouble-wrong-key');
  });

  it('a key that is revoked ends the visit with a reason', async () => {
    const { visit, page, server } = scene;
    const { key } = server.clientOf('first', '--scope', 'write');
    await visit.signIn(key);
    await visit.heading('Wardrobe').waitFor();
    assert.equal(runProgram('keys', 'revoke', key.split('_')[1], '--data', server.data.path).status, 0);
    await visit.choose('Add garments', sample('garments/skirt.jpg'));
    await page.getByText('Your key is no longer valid.').waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    await visit.assertAccessible('revoked key');
    await visit.screenshot('trouble-revoked');
  });

  it('a key that may only read is told so', async () => {
    const { visit, page, server } = scene;
    await visit.signIn(server.clientOf('first', '--scope', 'read').key);
    await visit.heading('Wardrobe').waitFor();
    await visit.choose('Add garments', sample('garments/skirt.jpg'));
    await page.getByText('This key may look, but not do this.').first().waitFor();
  });

  it('a key that is not to be kept is gone when the page is loaded anew', async () => {
    const { visit, page, server } = scene;
    await visit.open();
    await page.getByLabel('Keep me signed in until I close this tab').uncheck();
    await page.getByLabel('API key', { exact: true }).fill(server.key);
    await page.keyboard.press('Enter');
    await visit.heading('Wardrobe').waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    await page.reload();
    await visit.heading('Sign in').waitFor();
  });
}));

describe('a server with few requests to give', { skip: skip ?? false }, () =>
  withServer(['--workers', '0', '--requests-per-minute-max', '1', '--requests-burst-max', '6'], (scene) => {
    it('says how long to wait', async () => {
      const { visit, page } = scene;
      await visit.signIn();
      await visit.heading('Wardrobe').waitFor();
      for (let i = 0; i < 4; i += 1) await scene.server.client.get('/v2/tryon/tasks/');
      await visit.choose('Add garments', sample('garments/skirt.jpg'));
      await page.getByText(/Too many requests\. Try again in \d+ seconds\./).first().waitFor();
      await visit.screenshot('trouble-throttled');
    });
  }));

describe('a server that is away', { skip: skip ?? false }, () => withServer(['--workers', '0'], (scene) => {
  it('is said to be away, and can be asked again', async () => {
    const { visit, page } = scene;
    await visit.signIn();
    await visit.heading('Wardrobe').waitFor();
    const away = (route) => route.abort('connectionrefused');
    await page.route('**/v2/**', away);
    await page.evaluate(() => location.assign('#/history'));
    await page.getByText('The server cannot be reached.').waitFor();
    await visit.assertAccessible('server away');
    await visit.screenshot('trouble-away');
    await page.unroute('**/v2/**', away);
    await visit.button('Try again').click();
    await visit.heading('Nothing tried on yet').waitFor();
    await visit.assertAccessible('empty history');
    await visit.screenshot('desktop-empty-history');
  });

  it('is waited for while a try-on is watched', async () => {
    const { visit, page, server } = scene;
    const person = await server.client.upload('person', drawing('jpg'));
    const garment = await server.client.upload('garment', drawing('jpg'));
    const { json: { id } } = await server.client.post('/v2/tryon/tasks/', { json: { tryon_person_image_id: person.id, garment_image_ids: [garment.id] } });
    let away = true;
    await page.route(EVENTS, (route) => (away ? route.abort('connectionreset') : route.fulfill({
      status: 200, contentType: 'text/event-stream', body: `id: 1\nevent: failed\ndata: {"id":${id},"status":"failed","error":{"code":"x","message":"That was that.","retryable":false}}\n\n`,
    })));
    await visit.signIn();
    await visit.open(`/#/result/${id}`);
    await page.getByText('The server does not answer. Trying again …').waitFor();
    away = false;
    await page.getByText('That was that.').waitFor();
  });
}));
