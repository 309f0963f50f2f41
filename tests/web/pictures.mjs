// Takes the pictures of docs/console.md again: node tests/web/pictures.mjs, after ./run build.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Server } from '../http/support/server.mjs';
import { PHONE, Visit, sample, startBrowser } from './support/browser.mjs';

const FOLDER = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const GARMENTS = ['sleeveless', 'shirt-checked', 'skirt', 'dress', 'long-sleeve-striped', 'tee-plain', 'trousers', 'tee-print'];

async function photograph(visit, name) {
  await visit.picturesLoaded();
  await visit.page.screenshot({ path: path.join(FOLDER, name), type: 'jpeg', quality: 82 });
}

const server = await Server.start();
const browser = await startBrowser();
try {
  // So high that nothing is cut off.
  const desktop = await Visit.start(browser, server, { viewport: { width: 1360, height: 1084 } });
  const { page } = desktop;
  await desktop.signIn();
  await desktop.heading('Start with a photo of a person').waitFor();
  for (const person of ['man-full', 'woman-curly', 'woman-full']) {
    await desktop.drop('.stage', sample(`persons/${person}.jpg`));
    await page.locator(`button.person[aria-label="${person}"][aria-pressed="true"]`).waitFor();
    await page.locator('.verdict-good, .verdict-usable').waitFor();
  }
  for (const garment of GARMENTS) {
    await desktop.choose('Add garments', sample(`garments/${garment}.jpg`));
    await desktop.button(new RegExp(`^${garment}`)).first().waitFor();
  }
  await page.locator('.badge:visible').nth(GARMENTS.length - 1).waitFor();
  await desktop.button(/^tee-print/).click();
  await desktop.button(/^trousers/).click();
  await desktop.button('Try on 2 garments').click();
  await page.locator('.compare').waitFor();
  await page.locator('.notice').waitFor({ state: 'detached' });
  await page.mouse.move(0, 0);
  await page.evaluate(() => scrollTo(0, 0));
  await photograph(desktop, 'console.jpg');
  await desktop.end();

  const phone = await Visit.start(browser, server, { viewport: PHONE, touch: true, dark: true });
  await phone.signIn();
  await phone.heading('Wardrobe').waitFor();
  await phone.open('/#/result/1');
  await phone.page.locator('.compare').waitFor();
  await phone.page.locator('.verdict-good, .verdict-usable').waitFor();
  await photograph(phone, 'console-phone.jpg');
  await phone.end();
} finally {
  await browser.close();
  await server.remove();
}
