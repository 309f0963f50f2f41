/** A photo: its bytes, a path (Node.js), a URL (http, https, data, blob, file), or the id of one that was uploaded. */
export type Photo = Blob | ArrayBuffer | Uint8Array | URL | string | number;

/** What goes into the form of an upload. */
export interface Upload {
  blob: Blob;
  fileName: string;
}

const isNode = () => typeof (globalThis as { process?: { versions?: { node?: string } } }).process?.versions?.node === 'string';

/** Node.js's own module; the name is out of a bundler's sight, because a page never gets here. */
async function readFile(path: string | URL): Promise<Blob> {
  const name = 'node:fs/promises';
  const { readFile: read } = await import(/* @vite-ignore */ /* webpackIgnore: true */ name);
  return new Blob([await read(path)]);
}

async function download(url: string | URL, signal: AbortSignal | undefined): Promise<Blob> {
  const response = await fetch(url, signal ? { signal } : {});
  if (!response.ok) throw new Error(`The photo at ${String(url)} could not be fetched: ${response.status}`);
  return response.blob();
}

const lastPart = (path: string) => path.split(/[\\/]/).pop()?.split('?')[0] || 'photo';

/** The bytes of a photo that is to be uploaded. */
export async function readPhoto(photo: Exclude<Photo, number>, signal?: AbortSignal): Promise<Upload> {
  if (photo instanceof Blob) return { blob: photo, fileName: 'name' in photo ? String(photo.name) : 'photo' };
  if (photo instanceof ArrayBuffer || photo instanceof Uint8Array) return { blob: new Blob([photo as BlobPart]), fileName: 'photo' };
  const text = String(photo);
  if (/^file:/i.test(text)) return { blob: await readFile(new URL(text)), fileName: lastPart(text) };
  if (photo instanceof URL || /^(https?|data|blob):/i.test(text) || !isNode()) {
    return { blob: await download(photo, signal), fileName: /^data:/i.test(text) ? 'photo' : lastPart(text) };
  }
  return { blob: await readFile(text), fileName: lastPart(text) };
}
