import { signOut } from '../actions/signing.ts';
import type { App } from '../app.ts';
import { h, icon } from '../dom.ts';
import { icons } from '../icons.ts';
import { routeOf } from '../route.ts';
import type { Route } from '../state.ts';
import { text } from '../text.ts';
import { chooseTheme, currentTheme, onSystemTheme } from '../theme.ts';
import { historyView } from './history.ts';
import { noticeRegion } from './notice.ts';
import { signInView } from './sign_in.ts';
import { studioView } from './studio.ts';

type Screen = 'sign-in' | 'studio' | 'history';

/** The frame around every screen: the bar at the top, the notices, and the screen that the address asks for. */
export function mountShell(app: App, root: HTMLElement): void {
  const forever = new AbortController().signal;
  const main = h('main', { id: 'main', tabindex: -1 });
  const skip = h('a', { class: 'skip', href: '#main', on: { click: (event) => { event.preventDefault(); main.focus(); } } }, text.skip);
  root.append(skip, bar(app, forever), main, noticeRegion(app, forever));

  const followAddress = (): void => app.store.update({ route: routeOf(location.hash) });
  window.addEventListener('hashchange', followAddress);
  followAddress();

  let mounted: AbortController | null = null;
  let first = true;
  app.store.watch((state) => [screenOf(state.signedIn, state.route)], (screen) => {
    mounted?.abort();
    mounted = new AbortController();
    main.replaceChildren(screenElement(app, screen, mounted.signal));
    document.title = `${titleOf(screen)} · ${text.product}`;
    if (!first) main.querySelector<HTMLElement>('[data-focus]')?.focus();
    first = false;
  }, forever);
  loadAsNeeded(app, forever);
}

function screenOf(signedIn: boolean, route: Route): Screen {
  if (!signedIn) return 'sign-in';
  return route.view === 'history' ? 'history' : 'studio';
}

function screenElement(app: App, screen: Screen, signal: AbortSignal): HTMLElement {
  if (screen === 'sign-in') return signInView(app);
  return screen === 'history' ? historyView(app, signal) : studioView(app, signal);
}

function titleOf(screen: Screen): string {
  if (screen === 'sign-in') return text.signIn.title;
  return screen === 'history' ? text.history.title : text.studio.title;
}

/** What an address shows is fetched when it is gone to. */
function loadAsNeeded(app: App, signal: AbortSignal): void {
  app.store.watch((state) => [state.signedIn], (signedIn) => {
    if (signedIn) void app.library.load();
  }, signal);
  app.store.watch((state) => [state.signedIn, state.route], (signedIn, route) => {
    if (!signedIn) return;
    if (route.view === 'history') void app.history.load(route.page);
    if (route.view === 'studio') app.tryOn.putAway();
    if (route.view === 'result') void app.tryOn.open(route.taskId);
  }, signal);
}

function bar(app: App, signal: AbortSignal): HTMLElement {
  const studio = h('a', { href: '#/' }, text.nav.studio);
  const history = h('a', { href: '#/history' }, text.nav.history);
  const nav = h('nav', { 'aria-label': text.nav.label }, studio, history, h('a', { href: 'docs/' }, text.nav.docs));
  const out = h('button', { type: 'button', class: 'quiet', on: { click: () => signOut(app.context) } },
    icon(icons.leave), h('span', { class: 'wide-only' }, text.nav.signOut));
  out.setAttribute('aria-label', text.nav.signOut);
  app.store.watch((state) => [state.signedIn, state.route], (signedIn, route) => {
    for (const element of [studio, history, out]) element.hidden = !signedIn;
    studio.toggleAttribute('aria-current', false);
    history.toggleAttribute('aria-current', false);
    (route.view === 'history' ? history : studio).setAttribute('aria-current', 'page');
  }, signal);
  return h('header', { class: 'bar' }, h('a', { class: 'wordmark', href: '#/' }, text.product), nav,
    h('div', { class: 'bar-end' }, themeButton(signal), out));
}

function themeButton(signal: AbortSignal): HTMLElement {
  const button = h('button', { type: 'button', class: 'quiet icon-only' });
  const show = (): void => {
    const dark = currentTheme() === 'dark';
    button.replaceChildren(icon(dark ? icons.sun : icons.moon));
    button.setAttribute('aria-label', dark ? text.nav.toLight : text.nav.toDark);
    button.title = dark ? text.nav.toLight : text.nav.toDark;
  };
  button.addEventListener('click', () => {
    chooseTheme(currentTheme() === 'dark' ? 'light' : 'dark');
    show();
  });
  onSystemTheme(show, signal);
  show();
  return button;
}
