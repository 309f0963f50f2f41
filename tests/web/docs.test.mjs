// The page of the API, and that the browser really holds both pages to their policy.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Server } from '../http/support/server.mjs';
import { Visit, missingBrowser, startBrowser } from './support/browser.mjs';

const skip = missingBrowser();
if (skip) console.log(`the console is not tested: ${skip}`);

/**
 * What Swagger UI's own markup breaks and no style can mend: buttons inside a button, an h1 followed by h3, parts beside
 * its main, a choice of servers without a name.
 */
const NOT_OURS = ['nested-interactive', 'heading-order', 'region', 'select-name'];

describe('the page of the API', { skip: skip ?? false }, () => {
  let server;
  let browser;

  before(async () => {
    server = await Server.start({ args: ['--workers', '0'] });
    browser = await startBrowser();
  });
  after(async () => {
    await browser.close();
    await server.remove();
  });

  it('shows the document and tries an operation out with the key', async () => {
    const visit = await Visit.start(browser, server);
    const { page } = visit;
    await visit.open('/docs/');
    await page.locator('#operations-Tasks-listTasks').waitFor();
    await visit.screenshot('docs');
    await visit.assertAccessible('documentation', NOT_OURS);
    await visit.button('Authorize').click();
    await page.getByLabel('Value:').fill(server.key);
    await page.locator('.modal-ux button.authorize').click();
    await page.locator('.modal-ux .btn-done').click();
    const operation = page.locator('#operations-Tasks-listTasks');
    await operation.locator('.opblock-summary-control').click();
    await operation.getByRole('button', { name: 'Execute' }).click();
    const reply = operation.locator('.live-responses-table');
    await reply.waitFor();
    assert.match(await reply.innerText(), /200/);
    assert.match(await reply.innerText(), /"count":\s*0/);
    await reply.scrollIntoViewIfNeeded();
    await visit.screenshot('docs-tried');
    await page.reload();
    await page.locator('#operations-Tasks-listTasks').waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.length), 0, 'the key is forgotten with the page');
    await visit.end();
  });

  it('runs no script and loads no picture that somebody slips in', async () => {
    for (const path of ['/', '/docs/']) {
      const visit = await Visit.start(browser, server);
      await visit.open(path);
      await visit.page.evaluate(() => {
        const inline = document.createElement('script');
        try {
          inline.textContent = 'window.slippedIn = true';
        } catch {
          // The console takes no text as a script at all.
        }
        document.head.append(inline);
        const picture = document.createElement('img');
        picture.src = 'https://elsewhere.example/beacon.png';
        document.body.append(picture);
        document.body.setAttribute('style', 'display: none');
      });
      await visit.page.waitForFunction(() => document.querySelector('img[src*=elsewhere]')?.complete);
      assert.equal(await visit.page.evaluate(() => window.slippedIn), undefined);
      assert.ok(await visit.page.locator('body').isVisible());
      assert.ok(visit.violations.some((text) => text.includes('elsewhere.example')), 'the tests would see a violation');
      await visit.context.close();
    }
  });
});
