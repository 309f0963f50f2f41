// Debian's Chromium, driven by playwright-core, and what every test of the console wants to know about a page.
import assert from 'node:assert/strict';
import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const CHROMIUM = process.env.DRAPE_CHROMIUM ?? '/usr/bin/chromium';
const PICTURES = process.env.DRAPE_SCREENSHOTS ?? fileURLToPath(new URL('../../../build/release/screenshots', import.meta.url));

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export const sample = (name) => fileURLToPath(new URL(`../../../samples/${name}`, import.meta.url));

/** Why the tests of the console cannot run here; null: they can. */
export function missingBrowser() {
  try {
    accessSync(CHROMIUM, constants.X_OK);
  } catch {
    return `there is no ${CHROMIUM} (apt-get install chromium, or set DRAPE_CHROMIUM)`;
  }
  try {
    createRequire(import.meta.url).resolve('playwright-core');
  } catch {
    return 'playwright-core is not there (npm ci in tests/web, as ./run test does)';
  }
  return null;
}

export async function startBrowser() {
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: CHROMIUM,
    // No sandbox: the tests may run as root. The camera is Chromium's own drawing.
    args: ['--no-sandbox', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--font-render-hinting=none'],
  });
}

/** One page in a context of its own, which notes what must not happen: requests elsewhere, violations of the policy, errors. */
export class Visit {
  static async start(browser, server, { viewport = DESKTOP, touch = false, dark = false, reducedMotion = true } = {}) {
    const visit = new Visit();
    visit.server = server;
    visit.context = await browser.newContext({
      viewport, hasTouch: touch, isMobile: touch, colorScheme: dark ? 'dark' : 'light', deviceScaleFactor: touch ? 2 : 1,
      reducedMotion: reducedMotion ? 'reduce' : 'no-preference', locale: 'en-GB', acceptDownloads: true, permissions: ['camera'],
    });
    visit.page = await visit.context.newPage();
    visit.page.setDefaultTimeout(60_000);
    visit.foreign = [];
    visit.violations = [];
    visit.errors = [];
    visit.page.on('request', (request) => {
      const url = new URL(request.url());
      if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== server.url) visit.foreign.push(request.url());
    });
    visit.page.on('console', (message) => {
      if (/Content.Security.Policy|Trusted/i.test(message.text())) visit.violations.push(message.text());
    });
    visit.page.on('pageerror', (error) => visit.errors.push(error.stack ?? String(error)));
    await visit.page.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => console.error('Content Security Policy', event.violatedDirective, event.blockedURI));
    });
    return visit;
  }

  /** Nothing left this server, nothing broke the policy, no script failed; and the key is in no place that lasts. */
  async end() {
    assert.deepEqual(this.foreign, []);
    assert.deepEqual(this.violations, []);
    assert.deepEqual(this.errors, []);
    if (this.page.url().startsWith('http')) {
      assert.ok(!this.page.url().includes('dk_'), 'the key is in the address');
      assert.deepEqual(await this.page.evaluate(() => [localStorage.length, document.cookie]), [0, '']);
    }
    await this.context.close();
  }

  async open(path = '/') {
    await this.page.goto(this.server.url + path);
  }

  async signIn(key = this.server.key) {
    await this.open();
    await this.page.getByLabel('API key', { exact: true }).fill(key);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  button(name, options) { return this.page.getByRole('button', { name, ...options }); }
  heading(name) { return this.page.getByRole('heading', { name, exact: true }); }

  /** Chooses files as the button's file dialog would. */
  async choose(buttonName, ...files) {
    const [dialog] = await Promise.all([this.page.waitForEvent('filechooser'), this.button(buttonName).first().click()]);
    await dialog.setFiles(files);
  }

  /** Drops files onto an element, as from the desktop. */
  async drop(selector, ...files) {
    const contents = files.map((file) => ({ name: path.basename(file), base64: readFileSync(file).toString('base64') }));
    await this.page.locator(selector).evaluate((element, dropped) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of dropped) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type: 'image/jpeg' }));
      }
      for (const type of ['dragenter', 'dragover', 'drop']) {
        element.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }
    }, contents);
  }

  /** The notice is in sight, whole, and covers neither a heading nor the bar that starts a try-on. */
  async assertNoticeIsAside() {
    const { screen, notice, others } = await this.page.evaluate(async () => {
      // It comes from a little aside.
      await Promise.all(document.querySelector('.notice').getAnimations().map(({ finished }) => finished));
      const box = (element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return { left, top, right, bottom, what: element.textContent };
      };
      const shown = [...document.querySelectorAll('h1, h2, h3, .start-bar')].filter((element) => element.checkVisibility());
      return {
        screen: { right: innerWidth, bottom: innerHeight }, notice: box(document.querySelector('.notice')), others: shown.map(box),
      };
    });
    assert.ok(notice.left >= 0 && notice.top >= 0 && notice.right <= screen.right && notice.bottom <= screen.bottom, JSON.stringify(notice));
    const covered = others.filter((one) => one.left < notice.right && notice.left < one.right && one.top < notice.bottom && notice.top < one.bottom);
    assert.deepEqual(covered.map(({ what }) => what), []);
  }

  /** Axe has nothing to say against what is shown; `without`: rules that are left out. */
  async assertAccessible(what, without = []) {
    // Through the debugger: the page's own policy forbids everything but its own scripts.
    const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await this.page.evaluate(source);
    const { violations } = await this.page.evaluate((left) => axe.run(document, {
      resultTypes: ['violations'], rules: Object.fromEntries(left.map((rule) => [rule, { enabled: false }])),
    }), without);
    const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${help}\n  ${target.join(' ')}\n  ${failureSummary}`));
    assert.deepEqual(found, [], what);
  }

  /** Every picture in the page is there. */
  async picturesLoaded() {
    await this.page.waitForFunction(() => [...document.images].every((image) => image.hidden || image.loading === 'lazy' || (image.complete && image.naturalWidth > 0)));
  }

  async screenshot(name, options = {}) {
    mkdirSync(PICTURES, { recursive: true });
    await this.picturesLoaded();
    await this.page.screenshot({ path: path.join(PICTURES, `${name}.png`), ...options });
  }
}
