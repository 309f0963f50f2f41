// The console in a real browser against the real server: a whole visit, on a desktop and on a phone.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readFileSync } from 'node:fs';
import { Server } from '../http/support/server.mjs';
import { PHONE, Visit, missingBrowser, sample, startBrowser } from './support/browser.mjs';

const skip = missingBrowser();
if (skip) console.log(`the console is not tested: ${skip}`);

const GARMENTS = ['tee-print', 'shirt-checked', 'skirt', 'trousers', 'dress', 'long-sleeve-striped'];
const garment = (name) => sample(`garments/${name}.jpg`);

describe('a visit', { skip: skip ?? false }, () => {
  let server;
  let browser;
  let visit;

  before(async () => {
    server = await Server.start();
    browser = await startBrowser();
    visit = await Visit.start(browser, server);
  });
  after(async () => {
    await browser.close();
    await server.remove();
  });

  it('begins with a key', async () => {
    await visit.open();
    await visit.heading('Sign in').waitFor();
    await visit.assertAccessible('sign in');
    await visit.screenshot('desktop-sign-in');
    await visit.signIn();
    await visit.heading('Start with a photo of a person').waitFor();
    await visit.heading('The wardrobe is empty').waitFor();
    await visit.assertAccessible('empty studio');
    await visit.screenshot('desktop-empty');
  });

  it('takes a person photo by drag and drop, and says what it is good for', async () => {
    await visit.drop('.stage', sample('persons/woman-full.jpg'));
    await visit.page.getByText('This photo works well.').waitFor();
    assert.match(await visit.page.locator('.verdict').innerText(), /Can be tried on: tops, jackets, trousers, skirts and dresses/);
    await visit.screenshot('desktop-person');
  });

  it('takes many garments at once, and drops them one by one', async () => {
    await visit.choose('Add garments', ...GARMENTS.map(garment));
    await visit.page.getByText(`${GARMENTS.length} garments added.`).waitFor();
    await visit.assertNoticeIsAside();
    await visit.drop('.wardrobe', garment('tee-plain'));
    await visit.page.getByText('1 garment added.').waitFor();
    assert.equal(await visit.page.locator('button.garment').count(), GARMENTS.length + 1);
    await visit.assertAccessible('wardrobe');
    await visit.screenshot('desktop-wardrobe');
  });

  it('finds garments by name', async () => {
    await visit.page.getByLabel('Filter by name').fill('TEE');
    assert.equal(await visit.page.locator('button.garment').count(), 2);
    await visit.page.getByLabel('Filter by name').fill('coat');
    await visit.page.getByText('No garment fits this filter.').waitFor();
    await visit.page.getByLabel('Filter by name').fill('');
    assert.equal(await visit.page.locator('button.garment').count(), GARMENTS.length + 1);
  });

  it('shows the categories where the server knows them, and filters by them', async () => {
    const { status } = await server.client.post('/v2/tryon/garment-validations/', { json: { garment_image_id: 1 } });
    if (status === 404) {
      assert.equal(await visit.page.locator('.badge:visible').count(), 0);
      return;
    }
    await visit.page.locator('.badge', { hasText: 'Trousers' }).waitFor();
    await visit.button('Skirt', { exact: true }).click();
    assert.equal(await visit.page.locator('button.garment').count(), 1);
    await visit.button('All', { exact: true }).click();
  });

  it('tries on two garments at once', async () => {
    await visit.button(/^tee-print/).click();
    await visit.button(/^trousers/).click();
    await visit.screenshot('desktop-picked');
    await visit.button('Try on 2 garments').click();
    await visit.page.getByRole('progressbar', { name: 'Progress of the try-on' }).waitFor();
    await visit.assertAccessible('try-on under way');
    await visit.screenshot('desktop-working');
    await visit.page.locator('.compare').waitFor();
    await visit.assertAccessible('result');
    await visit.screenshot('desktop-result');
    assert.match(visit.page.url(), /#\/result\/1$/);
  });

  it('shows before and after, as far as the line is dragged', async () => {
    const frame = await visit.page.locator('.compare-frame').boundingBox();
    const line = () => visit.page.locator('.compare').evaluate((element) => element.style.getPropertyValue('--at'));
    await visit.page.mouse.move(frame.x + frame.width / 2, frame.y + 200);
    await visit.page.mouse.down();
    await visit.page.mouse.move(frame.x + frame.width * 0.2, frame.y + 220, { steps: 5 });
    await visit.page.mouse.up();
    assert.equal(await line(), '20%');
    const slider = visit.page.getByLabel('How much of the photo before is seen');
    assert.equal(await slider.getAttribute('aria-valuetext'), '20 percent before');
  });

  it('zooms, and moves the picture that is zoomed', async () => {
    const shift = () => visit.page.locator('.compare-frame').evaluate((element) => element.style.getPropertyValue('--zoom'));
    await visit.button('Zoom in').click();
    await visit.button('Zoom in').click();
    await visit.page.getByText('225 %').waitFor();
    const before = await shift();
    const frame = await visit.page.locator('.compare-frame').boundingBox();
    await visit.page.mouse.move(frame.x + frame.width * 0.7, frame.y + frame.height / 2);
    await visit.page.mouse.down();
    await visit.page.mouse.move(frame.x + frame.width * 0.6, frame.y + frame.height / 2 - 40, { steps: 4 });
    await visit.page.mouse.up();
    assert.notEqual(await shift(), before);
    await visit.screenshot('desktop-zoomed');
    await visit.button('Fit', { exact: true }).click();
    await visit.page.getByText('100 %').waitFor();
  });

  it('gives the picture for download', async () => {
    const [download] = await Promise.all([
      visit.page.waitForEvent('download'),
      visit.page.getByRole('link', { name: 'Download' }).click(),
    ]);
    assert.match(download.suggestedFilename(), /^try-on-1\.(jpe?g|png|webp)$/);
    assert.ok(readFileSync(await download.path()).length > 10_000);
  });

  it('tries the same person again with something else', async () => {
    await visit.button('Try again with …').click();
    await visit.page.getByText('Pick one or several garments.').waitFor();
    await visit.page.locator('.stage-image').waitFor();
    assert.equal(await visit.page.evaluate(() => document.activeElement?.textContent), 'Wardrobe');
    await visit.button(/^dress/).click();
    await visit.button('Try it on').click();
    await visit.page.locator('.compare').waitFor();
  });

  it('refuses what cannot be worn together in the server\'s words', async () => {
    await visit.button(/^skirt/).click();
    await visit.button('Try on 2 garments').click();
    await visit.page.locator('.notice-bad').waitFor();
    await visit.assertNoticeIsAside();
    await visit.button('Dismiss').click();
  });

  it('lists every try-on, and shows one again after the page was loaded anew', async () => {
    await visit.page.getByRole('link', { name: 'History' }).click();
    await visit.page.getByText('2 try-ons').waitFor();
    await visit.assertAccessible('history');
    await visit.screenshot('desktop-history');
    await visit.page.getByRole('link', { name: /Open try-on 1/ }).click();
    await visit.page.locator('.compare').waitFor();
    // The lists of photos come after the try-on that is asked for by its address.
    const lists = /-images\/\?page=1&page_size=(12|48)$/;
    let release;
    const shown = new Promise((resolve) => { release = resolve; });
    await visit.page.route(lists, async (route) => {
      await shown;
      await route.continue();
    });
    await visit.page.reload();
    await visit.page.locator('.compare').waitFor();
    release();
    await visit.button(/^trousers/).waitFor();
    await visit.page.unroute(lists);
    assert.equal(await visit.page.locator('.worn img').count(), 2);
    await visit.picturesLoaded();
  });

  it('deletes try-ons where the server can', async () => {
    const { headers } = await server.client.request('OPTIONS', '/v2/tryon/tasks/1/');
    await visit.page.getByRole('link', { name: 'History' }).click();
    await visit.page.getByText('2 try-ons').waitFor();
    const remove = visit.button('Delete try-on 2');
    if (!headers.allow.includes('DELETE')) {
      assert.equal(await remove.count(), 0);
      return;
    }
    await remove.click();
    await visit.assertAccessible('confirmation');
    await visit.button('Delete', { exact: true }).click();
    await visit.page.getByText('1 try-on', { exact: true }).waitFor();
    assert.equal((await server.client.get('/v2/tryon/tasks/2/')).status, 404);
  });

  it('deletes a garment after it has asked', async () => {
    await visit.page.getByRole('link', { name: 'Studio' }).click();
    await visit.button(/^skirt/).hover();
    await visit.button('Delete skirt').click();
    await visit.heading('Delete skirt?').waitFor();
    await visit.assertAccessible('confirmation');
    await visit.screenshot('desktop-confirm');
    await visit.button('Cancel').click();
    await visit.button('Delete skirt').click();
    await visit.button('Delete', { exact: true }).click();
    await visit.page.getByText('skirt is deleted.').waitFor();
    assert.equal(await visit.button(/^skirt/).count(), 0);
  });

  it('deletes the person with every result', async () => {
    await visit.button('Delete this photo').click();
    await visit.button('Delete', { exact: true }).click();
    await visit.heading('Start with a photo of a person').waitFor();
    assert.equal((await server.client.get('/v2/tryon/person-images/')).json.count, 0);
  });

  it('ends without a trace of the key', async () => {
    await visit.button('Sign out').click();
    await visit.page.getByText('You are signed out.').waitFor();
    assert.equal(await visit.page.evaluate(() => sessionStorage.getItem('drape.key')), null);
    assert.equal(await visit.page.evaluate(() => document.documentElement.outerHTML.includes('dk_')), true, 'the placeholder');
    assert.ok(!(await visit.page.content()).includes(server.key));
    await visit.end();
  });
});

describe('a visit by phone, in the dark', { skip: skip ?? false }, () => {
  let server;
  let browser;
  let visit;

  before(async () => {
    server = await Server.start();
    browser = await startBrowser();
    visit = await Visit.start(browser, server, { viewport: PHONE, touch: true, dark: true });
  });
  after(async () => {
    await browser.close();
    await server.remove();
  });

  const fitsTheScreen = async (what) => {
    const [content, screen] = await visit.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(content <= screen, `${what} is ${content} wide`);
  };

  it('has everything that a desktop has', async () => {
    await visit.open();
    await visit.screenshot('phone-sign-in');
    await visit.signIn();
    await visit.heading('Start with a photo of a person').waitFor();
    await fitsTheScreen('the empty studio');
    await visit.assertAccessible('phone, empty');
    await visit.screenshot('phone-empty');
    await visit.choose('Choose a photo', sample('persons/woman-half.jpg'));
    await visit.page.locator('.verdict-good, .verdict-usable').waitFor();
    await visit.choose('Add garments', ...['tee-print', 'shirt', 'sleeveless'].map(garment));
    await visit.page.getByText('3 garments added.').waitFor();
    await visit.assertNoticeIsAside();
    await fitsTheScreen('the studio');
    await visit.assertAccessible('phone, studio');
    await visit.screenshot('phone-studio');
    await visit.button(/^tee-print/).tap();
    await visit.screenshot('phone-picked');
    await visit.button('Try it on').tap();
    await visit.page.locator('.compare').waitFor();
    await fitsTheScreen('the result');
    await visit.assertAccessible('phone, result');
    await visit.screenshot('phone-result');
  });

  it('zooms with two fingers', async () => {
    const { x, y, width, height } = await visit.page.locator('.compare-frame').boundingBox();
    const client = await visit.context.newCDPSession(visit.page);
    const touch = (type, apart) => client.send('Input.dispatchTouchEvent', {
      type, touchPoints: apart === null ? [] : [-apart, apart].map((dx, id) => ({ x: x + width / 2 + dx, y: y + height / 3, id })),
    });
    await touch('touchStart', 20);
    for (const apart of [30, 40, 50, 60]) await touch('touchMove', apart);
    await touch('touchEnd', null);
    const percent = parseInt(await visit.page.locator('.zoom-level').innerText(), 10);
    assert.ok(percent > 200, `${percent} %`);
  });

  it('shows the history in two columns', async () => {
    await visit.page.getByRole('link', { name: 'History' }).tap();
    await visit.page.locator('.history-card').waitFor();
    await fitsTheScreen('the history');
    await visit.assertAccessible('phone, history');
    await visit.screenshot('phone-history');
    await visit.end();
  });
});
