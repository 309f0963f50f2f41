const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A timestamp of the API in the reader's own way; '' for none. */
export function timeText(timestamp: string): string {
  const date = new Date(timestamp);
  return Number.isNaN(date.getTime()) ? '' : time.format(date);
}

/** The most characters that the server takes as a picture's name. */
const NAME_MAX = 255;

/** "tee-print.final.jpg" -> "tee-print.final" */
export function nameOfFile(fileName: string): string {
  return fileName.replace(/\.[^.]+$/, '').slice(0, NAME_MAX);
}

/** Browsers know no type for some pictures that the server reads (HEIC on most systems). */
const PICTURE_ENDINGS = /\.(jpe?g|png|webp|avif|hei[cf])$/i;

export function looksLikePicture(file: File): boolean {
  return file.type.startsWith('image/') || PICTURE_ENDINGS.test(file.name);
}

/** "tops, trousers and dresses" */
export function listText(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1] ?? ''}`;
}
