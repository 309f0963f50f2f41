import type { PhotoKind } from '../api/client.ts';
import { ApiError } from '../api/errors.ts';
import type { Photo } from '../api/types.ts';
import type { Context } from '../context.ts';
import { looksLikePicture, nameOfFile } from '../format.ts';
import { GARMENTS_MAX, type Check, type Library, type Upload } from '../state.ts';
import { text } from '../text.ts';

const PAGE_SIZE: Record<PhotoKind, number> = { person: 12, garment: 48 };
/** Uploads at the same time: the server decodes every one of them. */
const UPLOADS_AT_ONCE = 3;

/** The photos of persons and garments: what is there, what comes and what goes. */
export class LibraryActions {
  readonly #context: Context;
  #uploads = 0;
  /** False once the server has said that it does not judge garments. */
  #judgesGarments = true;
  readonly #judged = new Set<number>();

  constructor(context: Context) {
    this.#context = context;
  }

  async load(): Promise<void> {
    const { store } = this.#context;
    try {
      await Promise.all([this.#loadFirst('person'), this.#loadFirst('garment')]);
      store.update({ loadProblem: null });
      const newest = store.state.person.photos[0];
      if (store.state.personId === null && newest !== undefined) this.choosePerson(newest.id);
      await this.#judgeGarments();
    } catch (error) {
      store.update({ loadProblem: this.#context.sentenceOf(error) });
    }
  }

  async #loadFirst(kind: PhotoKind): Promise<void> {
    const { items, hasNext } = await this.#context.api.photos(kind, 1, PAGE_SIZE[kind]);
    this.#set(kind, { photos: [...items, ...this.#shownBesides(kind, items)], hasMore: hasNext, loaded: true });
  }

  /** The older photos that the try-on on show was made from: they may have come before the newest ones. */
  #shownBesides(kind: PhotoKind, items: readonly Photo[]): Photo[] {
    const { state } = this.#context.store;
    const shown = kind === 'person' ? [state.personId, state.job?.personId] : state.job?.garmentIds ?? [];
    return state[kind].photos.filter(({ id }) => shown.includes(id) && !items.some((item) => item.id === id));
  }

  async loadMore(kind: PhotoKind): Promise<void> {
    await this.#context.attempt(async () => {
      const { photos } = this.#context.store.state[kind];
      // Photos may have come or gone since: the page that begins with what is not shown yet, and no photo twice.
      const page = Math.floor(photos.length / PAGE_SIZE[kind]) + 1;
      const { items, hasNext } = await this.#context.api.photos(kind, page, PAGE_SIZE[kind]);
      const known = new Set(photos.map(({ id }) => id));
      this.#set(kind, { photos: [...photos, ...items.filter(({ id }) => !known.has(id))], hasMore: hasNext });
      if (kind === 'garment') await this.#judgeGarments();
    });
  }

  choosePerson(id: number): void {
    const { store } = this.#context;
    store.update({ personId: id });
    if (store.state.checks.get(id)?.state !== 'done') void this.checkPerson(id);
  }

  async checkPerson(id: number): Promise<void> {
    this.#setCheck(id, { state: 'checking' });
    try {
      this.#setCheck(id, { state: 'done', verdict: await this.#context.api.validatePerson(id) });
    } catch (error) {
      const sentence = this.#context.sentenceOf(error);
      if (sentence !== null) this.#setCheck(id, { state: 'unknown', sentence });
    }
  }

  async addPerson(file: File): Promise<void> {
    const upload = this.#newUpload(file);
    const { store } = this.#context;
    this.#discard(store.state.personUpload);
    store.update({ personUpload: upload });
    try {
      const photo = await this.#send('person', file);
      if (store.state.personUpload?.key !== upload.key) return;
      this.#set('person', { photos: [photo, ...store.state.person.photos] });
      store.update({ personUpload: null });
      this.choosePerson(photo.id);
      this.#discard(upload);
    } catch (error) {
      const sentence = this.#context.sentenceOf(error);
      if (sentence !== null) store.update({ personUpload: { ...upload, sentence } });
    }
  }

  dismissPersonUpload(): void {
    this.#discard(this.#context.store.state.personUpload);
    this.#context.store.update({ personUpload: null });
  }

  async addGarments(files: readonly File[]): Promise<void> {
    const { store } = this.#context;
    const waiting = files.map((file) => ({ file, upload: this.#newUpload(file) }));
    store.update((state) => ({ garmentUploads: [...waiting.map(({ upload }) => upload), ...state.garmentUploads] }));
    let added = 0;
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        if (await this.#addGarment(next.file, next.upload)) added += 1;
      }
    };
    await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, worker));
    if (added > 0) this.#context.say({ tone: 'good', sentence: text.garments.added(added) });
    await this.#context.attempt(() => this.#judgeGarments());
  }

  async #addGarment(file: File, upload: Upload): Promise<boolean> {
    const { store } = this.#context;
    try {
      const photo = await this.#send('garment', file);
      this.#set('garment', { photos: [photo, ...store.state.garment.photos] });
      this.dismissGarmentUpload(upload.key);
      return true;
    } catch (error) {
      const sentence = this.#context.sentenceOf(error);
      if (sentence === null) return false;
      store.update((state) => ({
        garmentUploads: state.garmentUploads.map((one) => (one.key === upload.key ? { ...one, sentence } : one)),
      }));
      return false;
    }
  }

  dismissGarmentUpload(key: string): void {
    const { store } = this.#context;
    this.#discard(store.state.garmentUploads.find((one) => one.key === key) ?? null);
    store.update((state) => ({ garmentUploads: state.garmentUploads.filter((one) => one.key !== key) }));
  }

  /** Picks a garment, or puts it back. */
  toggleGarment(id: number): void {
    const { store } = this.#context;
    const { picked } = store.state;
    if (picked.includes(id)) store.update({ picked: picked.filter((one) => one !== id) });
    else if (picked.length < GARMENTS_MAX) store.update({ picked: [...picked, id] });
    else this.#context.say({ tone: 'bad', sentence: text.garments.tooMany(GARMENTS_MAX) });
  }

  clearPicked(): void {
    this.#context.store.update({ picked: [] });
  }

  /** True when it is gone. */
  async removePerson(id: number): Promise<boolean> {
    return this.#context.attempt(async () => {
      await this.#context.api.removePhoto('person', id);
      this.#context.store.update((state) => {
        const photos = state.person.photos.filter((photo) => photo.id !== id);
        const job = state.job?.personId === id ? null : state.job;
        return { person: { ...state.person, photos }, personId: null, job, history: null };
      });
      const next = this.#context.store.state.person.photos[0];
      if (next !== undefined) this.choosePerson(next.id);
      this.#context.say({ tone: 'good', sentence: text.person.removed });
    });
  }

  async removeGarment(photo: Photo): Promise<boolean> {
    return this.#context.attempt(async () => {
      await this.#context.api.removePhoto('garment', photo.id);
      this.#context.store.update((state) => ({
        garment: { ...state.garment, photos: state.garment.photos.filter(({ id }) => id !== photo.id) },
        picked: state.picked.filter((id) => id !== photo.id),
      }));
      this.#context.say({ tone: 'good', sentence: text.garments.removed(text.garments.name(photo.name, photo.id)) });
    });
  }

  /** Asks one by one what the server makes of the garments, where it tells. */
  async #judgeGarments(): Promise<void> {
    const { store, session } = this.#context;
    for (const { id } of store.state.garment.photos) {
      if (!this.#judgesGarments || session.aborted) return;
      if (this.#judged.has(id)) continue;
      this.#judged.add(id);
      const verdict = await this.#context.api.validateGarment(id);
      this.#judgesGarments = verdict !== null || !store.state.garment.photos.some((photo) => photo.id === id);
      if (verdict === null) continue;
      const { category, findings } = verdict;
      const told = { category, finding: findings[0]?.message ?? null };
      const photos = store.state.garment.photos.map((photo) => (photo.id === id ? { ...photo, ...told } : photo));
      this.#set('garment', { photos });
    }
  }

  async #send(kind: PhotoKind, file: File): Promise<Photo> {
    if (!looksLikePicture(file)) throw new ApiError('refused', text.errors.notAPicture(file.name));
    return this.#context.api.upload(kind, file, file.name, nameOfFile(file.name));
  }

  #newUpload(file: File): Upload {
    this.#uploads += 1;
    return { key: `upload-${this.#uploads}`, name: nameOfFile(file.name), preview: URL.createObjectURL(file), sentence: null };
  }

  #discard(upload: Upload | null): void {
    if (upload !== null) URL.revokeObjectURL(upload.preview);
  }

  #set(kind: PhotoKind, change: Partial<Library>): void {
    this.#context.store.update((state) => ({ [kind]: { ...state[kind], ...change } }));
  }

  #setCheck(id: number, check: Check): void {
    this.#context.store.update((state) => ({ checks: new Map(state.checks).set(id, check) }));
  }
}
