// Everything can be done, and is said, without a mouse and without a screen; and whoever asks for less motion gets none.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { until } from '../http/support/client.mjs';
import { Server } from '../http/support/server.mjs';
import { Visit, missingBrowser, sample, startBrowser } from './support/browser.mjs';

const skip = missingBrowser();
if (skip) console.log(`the console is not tested: ${skip}`);

const TABS_MAX = 60;

describe('the keyboard alone', { skip: skip ?? false }, () => {
  let server;
  let browser;
  let visit;
  let page;
  const choosers = [];

  before(async () => {
    server = await Server.start();
    browser = await startBrowser();
    visit = await Visit.start(browser, server);
    page = visit.page;
    page.on('filechooser', (chooser) => choosers.push(chooser));
  });
  after(async () => {
    await browser.close();
    await server.remove();
  });

  /** Tab after Tab until the focus is there; and it can be seen. */
  async function tabTo(locator) {
    for (let i = 0; i < TABS_MAX; i += 1) {
      await page.keyboard.press('Tab');
      if (await locator.evaluate((element) => element === document.activeElement)) return;
    }
    assert.fail(`Tab does not reach ${locator}`);
  }

  /** The file dialog that the key opens on what has the focus. */
  async function chosenBy(key) {
    const wanted = choosers.length;
    const pressed = await focused();
    await page.keyboard.press(key);
    return until(`the file dialog of ${pressed}`, () => choosers[wanted] ?? false);
  }

  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);

  it('signs in; a wrong key leads back to its field', async () => {
    await visit.open();
    const field = page.getByLabel('API key', { exact: true });
    await tabTo(field);
    await page.keyboard.type('dk_wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'This key is not valid here' }).waitFor();
    assert.ok(await field.evaluate((element) => element === document.activeElement && element.getAttribute('aria-invalid') === 'true'));
    await page.keyboard.type(server.key);
    await page.keyboard.press('Enter');
    await visit.heading('Start with a photo of a person').waitFor();
    assert.equal(await focused(), 'Studio', 'the new screen has the focus');
  });

  it('jumps over the bar', async () => {
    await page.evaluate(() => document.body.focus());
    await tabTo(page.getByText('Skip to the content'));
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
  });

  it('chooses files', async () => {
    await tabTo(visit.button('Choose a photo'));
    const photo = await chosenBy('Enter');
    await photo.setFiles(sample('persons/man-half.jpg'));
    await page.locator('.verdict-good, .verdict-usable').waitFor();
    await tabTo(visit.button('Add garments'));
    const garments = await chosenBy('Space');
    await garments.setFiles([sample('garments/long-sleeve-striped.jpg'), sample('garments/tee-plain.jpg')]);
    await page.getByRole('status').filter({ hasText: '2 garments added.' }).waitFor();
  });

  it('picks, starts and hears how it goes', async () => {
    const pick = visit.button(/^long-sleeve-striped/);
    await tabTo(pick);
    await page.keyboard.press('Space');
    assert.equal(await pick.getAttribute('aria-pressed'), 'true');
    assert.ok(await pick.evaluate((element) => element === document.activeElement), 'the focus stays');
    await page.getByRole('status').filter({ hasText: 'Picked: long-sleeve-striped' }).waitFor();
    await tabTo(visit.button('Try it on'));
    await page.keyboard.press('Enter');
    await page.getByRole('progressbar').waitFor();
    await page.getByRole('status').filter({ hasText: 'The try-on is ready.' }).waitFor();
  });

  it('moves the line, and zooms', async () => {
    const slider = page.getByLabel('How much of the photo before is seen');
    await page.evaluate(() => document.getElementById('main')?.focus());
    await tabTo(slider);
    for (let i = 0; i < 5; i += 1) await page.keyboard.press('ArrowRight');
    assert.equal(await slider.getAttribute('aria-valuetext'), '55 percent before');
    await page.keyboard.press('Home');
    assert.equal(await slider.getAttribute('aria-valuetext'), '0 percent before');
    await visit.screenshot('keyboard-slider');
    await tabTo(page.getByRole('group', { name: /^Result/ }));
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await page.getByText('225 %').waitFor();
    const shift = () => page.locator('.compare-frame').evaluate((element) => element.style.getPropertyValue('--zoom'));
    const before = await shift();
    await page.keyboard.press('ArrowRight');
    assert.notEqual(await shift(), before);
    await page.keyboard.press('0');
    await page.getByText('100 %').waitFor();
  });

  it('gives the focus back when a dialog closes', async () => {
    const remove = visit.button('Delete this photo');
    await tabTo(remove);
    await page.keyboard.press('Enter');
    await visit.heading('Delete this person photo?').waitFor();
    assert.equal(await focused(), 'Cancel', 'not on what cannot be undone');
    await page.keyboard.press('Escape');
    assert.equal(await focused(), 'Delete this photo');
  });

  it('says where it is on every screen', async () => {
    assert.equal(await page.title(), 'Studio · Drape');
    await page.getByRole('link', { name: 'History' }).press('Enter');
    await page.locator('.history-card').waitFor();
    assert.equal(await page.title(), 'History · Drape');
    assert.equal(await focused(), 'History');
    assert.equal(await page.getByRole('link', { name: 'History' }).getAttribute('aria-current'), 'page');
  });

  it('changes the colours, for as long as the tab is open', async () => {
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await background();
    await visit.button('Dark colours').press('Enter');
    await visit.button('Light colours').waitFor();
    const dark = await until('the background to change', async () => {
      const colour = await background();
      return colour !== light && colour;
    });
    await visit.screenshot('desktop-dark-history');
    await visit.assertAccessible('dark history');
    await page.reload();
    assert.equal(await background(), dark);
    await page.getByRole('link', { name: 'Studio' }).press('Enter');
    await page.locator('.stage-image').waitFor();
    await visit.assertAccessible('dark studio');
    await visit.screenshot('desktop-dark-studio');
    await visit.button('Light colours').press('Enter');
    await visit.button('Dark colours').waitFor();
    await until('the background to change back', async () => await background() === light);
  });

  it('nothing moves for whoever asks for that', async () => {
    const seconds = await page.evaluate(() => {
      const probe = document.createElement('span');
      probe.className = 'spinner';
      document.body.append(probe);
      const { animationDuration, animationIterationCount } = getComputedStyle(probe);
      probe.remove();
      return [parseFloat(animationDuration), animationIterationCount];
    });
    assert.ok(seconds[0] < 0.001);
    assert.equal(seconds[1], '1');
    await visit.end();
  });
});
