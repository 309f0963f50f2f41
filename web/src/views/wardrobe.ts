import type { App } from '../app.ts';
import type { Photo } from '../api/types.ts';
import { h, icon, reconcile, setAttributes, show, type Entry } from '../dom.ts';
import { icons } from '../icons.ts';
import type { Upload } from '../state.ts';
import { text } from '../text.ts';
import { confirmRemoval } from './dialog.ts';
import { acceptDrops, fileButton } from './file_input.ts';

/** What is looked for: a part of a name, and a category or all. */
interface Filter {
  name: string;
  category: string | null;
}

function fits({ name, id, category }: Photo, filter: Filter): boolean {
  const named = text.garments.name(name, id).toLowerCase().includes(filter.name.trim().toLowerCase());
  return named && (filter.category === null || category === filter.category);
}

/** The garments: adding, filtering, picking, deleting. */
export function wardrobe(app: App, signal: AbortSignal): HTMLElement {
  const filter: Filter = { name: '', category: null };
  const grid = h('ul', { class: 'garments', 'aria-label': text.garments.label });
  const empty = h('div', { class: 'wardrobe-empty' }, h('h3', {}, text.garments.empty), h('p', {}, text.garments.emptyLead));
  const nothing = h('p', { class: 'nothing', role: 'status' }, text.garments.none);
  const more = h('button', { type: 'button', class: 'small-button', on: { click: () => void app.library.loadMore('garment') } }, text.garments.more);
  const take = (files: File[]): void => void app.library.addGarments(files);
  const fill = (): void => {
    const { garment: { photos, hasMore, loaded }, garmentUploads } = app.store.state;
    const fitting = photos.filter((photo) => fits(photo, filter));
    const items: (Photo | Upload)[] = [...garmentUploads, ...fitting];
    reconcile(grid, items, (item) => ('key' in item ? item.key : String(item.id)), (item) =>
      ('key' in item ? uploadEntry(app, item) : garmentEntry(app, item)) as Entry<Photo | Upload>);
    show(grid, items.length > 0);
    show(empty, loaded && photos.length === 0 && garmentUploads.length === 0);
    show(nothing, photos.length > 0 && fitting.length === 0);
    show(more, hasMore);
  };
  const filters = filterRow(app, filter, fill, signal);
  app.store.watch((state) => [state.garment, state.garmentUploads, state.picked], (_library, _uploads, _picked) => fill(), signal);
  const panel = h('section', { class: 'panel wardrobe', 'aria-labelledby': 'wardrobe-title' },
    h('div', { class: 'panel-head' }, h('h2', { id: 'wardrobe-title', tabindex: -1 }, text.garments.title),
      fileButton({ label: text.garments.add, icon: icons.plus, multiple: true, take })),
    filters, empty, nothing, grid, h('div', { class: 'panel-foot' }, more),
    h('div', { class: 'drop-hint', 'aria-hidden': 'true' }, icon(icons.upload), text.garments.drop));
  acceptDrops(panel, take);
  return panel;
}

/** The field for a name, and a button for each category that is there. */
function filterRow(app: App, filter: Filter, changed: () => void, signal: AbortSignal): HTMLElement {
  const field = h('input', { type: 'search', placeholder: text.garments.filterPlaceholder, 'aria-label': text.garments.filterLabel });
  field.addEventListener('input', () => {
    filter.name = field.value;
    changed();
  });
  const chips = h('div', { class: 'chips', role: 'group', 'aria-label': text.garments.categoriesLabel });
  const row = h('div', { class: 'filter-row' }, chips, field);
  const chip = (category: string | null): Entry<string | null> => {
    const choose = (): void => {
      filter.category = category;
      showChips();
      changed();
    };
    const label = category === null ? text.garments.all : text.categories[category] ?? category;
    const button = h('button', { type: 'button', class: 'chip', on: { click: choose } }, label);
    return { element: button, update: () => button.setAttribute('aria-pressed', String(filter.category === category)) };
  };
  const showChips = (): void => {
    const { photos } = app.store.state.garment;
    const categories = [...new Set(photos.map(({ category }) => category).filter((category) => category !== null))].sort();
    if (filter.category !== null && !categories.includes(filter.category)) filter.category = null;
    reconcile(chips, categories.length < 2 ? [] : [null, ...categories], (category) => category ?? '', chip);
    show(chips, categories.length >= 2);
    show(row, photos.length > 3);
  };
  app.store.watch((state) => [state.garment.photos], (_photos) => showChips(), signal);
  return row;
}

function garmentEntry(app: App, photo: Photo): Entry<Photo> {
  const name = text.garments.name(photo.name, photo.id);
  const badge = h('span', { class: 'badge' });
  const finding = h('span', { class: 'garment-finding' });
  const pick = h('button', { type: 'button', class: 'garment', on: { click: () => app.library.toggleGarment(photo.id) } },
    h('span', { class: 'garment-picture' }, h('img', { src: photo.url, alt: '', loading: 'lazy', width: 150, height: 188 }),
      h('span', { class: 'tick' }, icon(icons.check))),
    h('span', { class: 'garment-name' }, name), badge, finding);
  const remove = h('button', { type: 'button', class: 'icon-only corner', 'aria-label': text.garments.remove(name), title: text.garments.remove(name),
    on: { click: () => void removeGarment(app, photo) } }, icon(icons.bin));
  return {
    element: h('li', {}, pick, remove),
    update: ({ category, finding: sentence }) => {
      finding.textContent = sentence;
      show(finding, sentence !== null);
      badge.textContent = category === null ? '' : text.categories[category] ?? category;
      show(badge, category !== null);
      setAttributes(pick, { 'aria-pressed': String(app.store.state.picked.includes(photo.id)) });
    },
  };
}

async function removeGarment(app: App, photo: Photo): Promise<void> {
  const name = text.garments.name(photo.name, photo.id);
  if (!await confirmRemoval(text.garments.removeTitle(name), text.garments.removeLead)) return;
  if (await app.library.removeGarment(photo)) document.getElementById('wardrobe-title')?.focus();
}

/** The browser's own view of the file, as far as it has one: not of every format that the server reads. */
function previewOf(upload: Upload): HTMLElement {
  const image = h('img', { src: upload.preview, alt: '', width: 150, height: 188 });
  image.addEventListener('error', () => show(image, false));
  return image;
}

function uploadEntry(app: App, upload: Upload): Entry<Upload> {
  const state = h('p', { class: 'upload-state' });
  const dismiss = h('button', { type: 'button', class: 'small-button', on: { click: () => app.library.dismissGarmentUpload(upload.key) } },
    text.garments.dismiss);
  const element = h('li', { class: 'upload' },
    h('span', { class: 'garment-picture' }, previewOf(upload)),
    h('span', { class: 'garment-name' }, upload.name), state, dismiss);
  return {
    element,
    update: ({ sentence }) => {
      state.textContent = sentence ?? text.garments.uploading;
      state.setAttribute('role', sentence === null ? 'status' : 'alert');
      element.classList.toggle('failed', sentence !== null);
      show(dismiss, sentence !== null);
    },
  };
}
