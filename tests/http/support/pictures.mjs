// Pictures for uploads: PNGs made on the fly, and small drawings in the other formats.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';

const CRC_TABLE = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** A chunk of a PNG. */
export function chunk(type, data) {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  data.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function header(width, height) {
  const ihdr = Buffer.alloc(13);
  ihdr.writeUInt32BE(width, 0);
  ihdr.writeUInt32BE(height, 4);
  ihdr[8] = 8;
  ihdr[9] = 2;
  return chunk('IHDR', ihdr);
}

/** A valid RGB PNG. `bytes`: its exact size, reached with an ancillary chunk that no reader looks at. */
export function png({ width = 64, height = 64, seed = 1, bytes } = {}) {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * (1 + width * 3) + 1 + x * 3;
      rows[at] = (x * 4 + seed * 37) & 255;
      rows[at + 1] = (y * 4) & 255;
      rows[at + 2] = (seed * 11) & 255;
    }
  }
  const parts = [SIGNATURE, header(width, height), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  if (bytes !== undefined) {
    const missing = bytes - parts.reduce((sum, part) => sum + part.length, 0) - 12;
    parts.splice(2, 0, chunk('prVt', Buffer.alloc(missing, 'x')));
  }
  return Buffer.concat(parts);
}

/** A PNG whose header promises a size that its few bytes do not hold. */
export function pngBomb(width, height) {
  return Buffer.concat([SIGNATURE, header(width, height), chunk('IDAT', deflateSync(Buffer.alloc(64))),
    chunk('IEND', Buffer.alloc(0))]);
}

/** The same 96 x 128 drawing as 'jpg', 'webp', 'avif' or 'heic'. */
export function drawing(extension) {
  return readFileSync(new URL(`../pictures/drawing.${extension}`, import.meta.url));
}

/** One of the project's sample pictures: 'persons/man-half', 'garments/trousers', ... */
export function sample(name) {
  return readFileSync(new URL(`../../../samples/${name}.jpg`, import.meta.url));
}

/** The JPEG with an EXIF block: orientation 1 to 8, and a place (GPS) that must never be served. */
export function withExif(jpeg, orientation) {
  const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4 + 2 + 2 * 12 + 4 + 24);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(2, 8);
  const entry = (at, tag, type, count, value, short = false) => {
    tiff.writeUInt16BE(tag, at);
    tiff.writeUInt16BE(type, at + 2);
    tiff.writeUInt32BE(count, at + 4);
    if (short) tiff.writeUInt16BE(value, at + 8);
    else tiff.writeUInt32BE(value, at + 8);
  };
  entry(10, 0x0112, 3, 1, orientation, true);
  entry(22, 0x8825, 4, 1, 38);
  tiff.writeUInt16BE(2, 38);
  tiff.writeUInt16BE(1, 40);  // GPSLatitudeRef
  tiff.writeUInt16BE(2, 42);
  tiff.writeUInt32BE(2, 44);
  tiff.write('N\0', 48, 'latin1');
  entry(52, 2, 5, 3, 68);  // GPSLatitude: three rationals
  [52, 1, 30, 1, 15, 1].forEach((value, i) => tiff.writeUInt32BE(value, 68 + i * 4));
  const payload = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const marker = Buffer.from([0xff, 0xe1, 0, 0]);
  marker.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), marker, payload, jpeg.subarray(2)]);
}

/** Width and height of a PNG or JPEG. */
export function sizeOf(bytes) {
  if (bytes.subarray(0, 8).equals(SIGNATURE)) return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  for (let at = 2; at < bytes.length;) {
    const marker = bytes[at + 1];
    if (marker >= 0xc0 && marker <= 0xc2) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  throw new Error('neither PNG nor JPEG');
}

/** A flat product picture of a T-shirt on white: a polygon, filled row by row. */
export function teeShirt({ width = 400, height = 400, colour = [170, 40, 60] } = {}) {
  const outline = [[150, 60], [175, 78], [225, 78], [250, 60], [310, 85], [365, 175], [315, 205], [285, 160], [285, 350],
    [115, 350], [115, 160], [85, 205], [35, 175], [90, 85]];
  const rows = Buffer.alloc(height * (1 + width * 3), 255);
  for (let y = 0; y < height; y += 1) {
    rows[y * (1 + width * 3)] = 0;
    const at = ((y + 0.5) * 400) / height;
    const crossings = outline.map((from, i) => [from, outline[(i + 1) % outline.length]])
      .filter(([from, to]) => (from[1] <= at) !== (to[1] <= at))
      .map(([from, to]) => from[0] + ((at - from[1]) * (to[0] - from[0])) / (to[1] - from[1]))
      .sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      for (let x = Math.round((crossings[i] * width) / 400); x < Math.round((crossings[i + 1] * width) / 400); x += 1) {
        colour.forEach((value, channel) => {
          rows[y * (1 + width * 3) + 1 + x * 3 + channel] = value + ((x * 7 + y * 13) % 9) - 4;
        });
      }
    }
  }
  return Buffer.concat([SIGNATURE, header(width, height), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

/** A rendered person that the networks recognise; the build renders it (DRAPE_FIXTURES names the folder). */
export function person() {
  const folder = process.env.DRAPE_FIXTURES ?? fileURLToPath(new URL('../../../build/release/fixtures/persons', import.meta.url));
  const name = readdirSync(folder).filter((file) => /^[^.]*\.png$/.test(file)).sort()[0];
  return readFileSync(`${folder}/${name}`);
}
