// Files that are no good pictures, or odd ones, all made here: {name, bytes, valid}. `valid`: must be taken.
import { deflateSync } from 'node:zlib';
import { flatJpeg, scanBomb, segment, withSegments } from './jpeg.mjs';
import { chunk, drawing, png, pngBomb, withExif } from './pictures.mjs';

const FLIPPED_BYTES = 512;
const FLIPS = [0xff, 0x01, 0x80];
const TRUNCATIONS = 64;

const text = (value) => Buffer.from(value, 'latin1');

/** One picture of each format, large enough for 512 bytes to be flipped. */
function seeds() {
  return [['jpg', drawing('jpg')], ['webp', drawing('webp')], ['avif', drawing('avif')], ['heic', drawing('heic')],
    ['png', png({ width: 96, height: 128 })]];
}

function* truncations() {
  for (const [format, whole] of seeds()) {
    for (let part = 0; part < TRUNCATIONS; part += 1) {
      yield { name: `${format} cut at ${part}/${TRUNCATIONS}`, bytes: whole.subarray(0, Math.floor((whole.length * part) / TRUNCATIONS)) };
    }
    yield { name: `${format} and then rubbish`, bytes: Buffer.concat([whole, Buffer.alloc(4096, 0x5a)]) };
  }
}

function* flips() {
  for (const [format, whole] of seeds()) {
    for (let at = 0; at < Math.min(FLIPPED_BYTES, whole.length); at += 1) {
      for (const mask of FLIPS) {
        const bytes = Buffer.from(whole);
        bytes[at] ^= mask;
        yield { name: `${format} byte ${at} ^ ${mask}`, bytes };
      }
    }
  }
}

function* others() {
  const gif = text('GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;');
  const tiff = text('II*\0\x08\0\0\0\x01\0\0\x01\x03\0\x01\0\0\0\x01\0\0\0\0\0\0\0');
  const foreign = {
    gif, tiff, bmp: Buffer.concat([text('BM'), Buffer.alloc(100)]), pdf: text('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>'),
    svg: text('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
    zip: text('PK\x03\x04'), mvg: text('push graphic-context\nimage over 0,0 0,0 "https://127.0.0.1/x"\npop graphic-context'),
    postscript: text('%!PS\n(/etc/passwd) run'), html: text('<html><script>alert(1)</script>'), jxl: text('\xff\x0a\x00\x00'),
    zeros: Buffer.alloc(1000), ones: Buffer.alloc(1000, 0xff), one: text('\x89'),
  };
  for (const [name, bytes] of Object.entries(foreign)) yield { name: `a ${name} file`, bytes };
  for (const [format, whole] of seeds()) {
    for (const [name, bytes] of Object.entries(foreign)) {
      yield { name: `${format} with ${name} behind it`, bytes: Buffer.concat([whole, bytes]) };
      yield { name: `${format} signature, ${name} content`, bytes: Buffer.concat([whole.subarray(0, 16), bytes]) };
    }
  }
}

function exif(payload) {
  return segment(0xe1, Buffer.concat([text('Exif\0\0'), payload]));
}

/** A TIFF head with one entry: tag, type, count, value. */
function entry(tag, type, count, value) {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*\0\0\0\x08\0\x01', 0, 'latin1');
  tiff.writeUInt16BE(tag, 10);
  tiff.writeUInt16BE(type, 12);
  tiff.writeUInt32BE(count >>> 0, 14);
  tiff.writeUInt32BE(value >>> 0, 18);
  return tiff;
}

function* absurdExif() {
  const jpeg = drawing('jpg');
  const loop = entry(0x8769, 4, 1, 8);
  loop.writeUInt32BE(8, 22);
  const payloads = {
    'nothing in it': Buffer.alloc(0), 'an offset far away': entry(0x8769, 4, 1, 0xfffffff0), 'a loop': loop,
    'four thousand million values': entry(0x0112, 3, 0xffffffff, 0), 'an unknown type': entry(0x0112, 99, 1, 6),
    'orientation 0': entry(0x0112, 3, 1, 0), 'orientation 9': entry(0x0112, 3, 1, 9 << 16), 'orientation 65535': entry(0x0112, 3, 1, 0xffff0000),
    'a thumbnail that is none': entry(0x0201, 4, 1, 0x7fffffff), 'sixty thousand bytes': Buffer.alloc(60_000, 0x41),
  };
  for (const [name, payload] of Object.entries(payloads)) {
    yield { name: `EXIF with ${name}`, bytes: withSegments(jpeg, exif(payload)), valid: true };
  }
  yield { name: 'two hundred EXIF blocks', bytes: withSegments(jpeg, ...Array(200).fill(exif(entry(0x0112, 3, 1, 6 << 16)))) };
  for (let orientation = 1; orientation <= 8; orientation += 1) {
    yield { name: `orientation ${orientation}`, bytes: withExif(jpeg, orientation), valid: true, size: orientation <= 4 ? [96, 128] : [128, 96] };
  }
}

function* profiles() {
  const piece = (number, count, data) => segment(0xe2, Buffer.concat([text('ICC_PROFILE\0'), Buffer.from([number, count]), data]));
  const rubbish = Buffer.alloc(60_000, 0x33);
  const jpeg = drawing('jpg');
  yield { name: 'ICC profile of 15 MB', bytes: withSegments(jpeg, ...Array.from({ length: 250 }, (_, i) => piece(i + 1, 250, rubbish))) };
  yield { name: 'ICC profile of rubbish', bytes: withSegments(jpeg, piece(1, 1, rubbish)) };
  yield { name: 'ICC profile with a piece missing', bytes: withSegments(jpeg, piece(2, 3, rubbish)) };
  const claims = Buffer.alloc(128);
  claims.writeUInt32BE(0xffffffff, 0);
  claims.write('acsp', 36, 'latin1');
  yield { name: 'ICC profile that claims 4 GB', bytes: withSegments(jpeg, piece(1, 1, claims)) };
  yield { name: 'PNG profile of rubbish', bytes: pngWith([chunk('iCCP', Buffer.concat([text('x\0\0'), deflateSync(rubbish)]))]) };
}

/** A PNG of another kind: depth, colour type, rows of the right length; chunks before the pixels. */
function pngOf({ width = 16, height = 16, depth = 8, colour = 2, interlace = 0, rows, before = [] }) {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, depth, colour, 0, 0, interlace]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const samples = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colour] ?? 1;
  const row = 1 + Math.ceil((width * depth * samples) / 8);
  return Buffer.concat([png().subarray(0, 8), chunk('IHDR', head), ...before,
    chunk('IDAT', deflateSync(rows ?? Buffer.alloc(row * height), { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

const pngWith = (before) => pngOf({ before });

function* pngs() {
  const palette = chunk('PLTE', Buffer.from([1, 2, 3, 200, 100, 0]));
  for (const depth of [1, 2, 4, 8, 16, 0, 3, 7, 255]) {
    for (const colour of [0, 2, 3, 4, 6, 1, 5, 7]) {
      const valid = colour === 0 ? [1, 2, 4, 8, 16].includes(depth) : colour === 3 ? [1, 2, 4, 8].includes(depth) : [2, 4, 6].includes(colour) && [8, 16].includes(depth);
      yield { name: `PNG of ${depth} bits, colour type ${colour}`, bytes: pngOf({ depth, colour, before: colour === 3 ? [palette] : [] }), valid };
    }
  }
  yield { name: 'PNG with a palette index that is not there', bytes: pngOf({ colour: 3, rows: Buffer.alloc(17 * 16, 9).map((v, i) => (i % 17 ? v : 0)), before: [palette] }) };
  yield { name: 'PNG without a palette', bytes: pngOf({ colour: 3 }) };
  yield { name: 'PNG with an unknown filter', bytes: pngOf({ rows: Buffer.alloc(49 * 16, 9) }) };
  yield { name: 'PNG with interlace 9', bytes: pngOf({ interlace: 9 }) };
  yield { name: 'PNG with ten thousand chunks', bytes: pngWith(Array(10_000).fill(chunk('tEXt', text('a\0b')))) };
  yield { name: 'PNG with two headers', bytes: pngWith([chunk('IHDR', Buffer.alloc(13, 1))]) };
  yield { name: 'PNG with a critical chunk nobody knows', bytes: pngWith([chunk('QQQQ', Buffer.alloc(4))]) };
  const length = pngWith([]);
  length.writeUInt32BE(0xffffffff, 33);
  yield { name: 'PNG with a chunk of 4 GB', bytes: length };
}

function* sizes() {
  for (const [width, height] of [[0, 1], [1, 0], [0, 0], [50_000, 50_000], [65_535, 65_535], [0x7fffffff, 0x7fffffff], [0xffffffff, 1],
    [0x80000000, 0x80000000], [1, 50_000_001], [20_001, 1], [20_000, 2_501], [65_536, 65_536]]) {
    yield { name: `PNG that claims ${width}x${height}`, bytes: pngBomb(width, height) };
  }
  for (const said of [[0, 64], [64, 0], [0, 0], [65_535, 1], [1, 65_535], [65_535, 65_535], [19_999, 2_500]]) {
    yield { name: `JPEG that claims ${said}`, bytes: flatJpeg({ said }) };
  }
  yield { name: 'PNG of 1x19,999', bytes: pngOf({ width: 1, height: 19_999 }), valid: true };
  yield { name: 'PNG of 1x1', bytes: pngOf({ width: 1, height: 1 }), valid: true };
  yield { name: 'JPEG of 19,999x1', bytes: flatJpeg({ width: 19_999, height: 1 }), valid: true };
}

function* jpegs() {
  for (const components of [1, 3, 4]) yield { name: `JPEG of ${components} components`, bytes: flatJpeg({ components }), valid: true, size: [64, 64] };
  yield { name: 'JPEG of 2 components', bytes: flatJpeg({ components: 2 }) };
  yield { name: 'progressive JPEG of two scans', bytes: scanBomb({ width: 2048, height: 2048, scans: 1 }), valid: true };
  const whole = flatJpeg();
  const twice = Buffer.concat([whole.subarray(0, whole.length - 2), whole]);
  yield { name: 'JPEG in a JPEG', bytes: twice };
  for (const marker of [0xc1, 0xc3, 0xc5, 0xc9, 0xca, 0xcd, 0xf7]) {
    const bytes = Buffer.from(whole);
    bytes[bytes.indexOf(Buffer.from([0xff, 0xc0])) + 1] = marker;
    yield { name: `JPEG of kind ${marker.toString(16)}`, bytes };
  }
}

function riff(...chunks) {
  const body = Buffer.concat([text('WEBP'), ...chunks.map(([name, data]) => {
    const head = Buffer.alloc(8);
    head.write(name, 0, 'latin1');
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
  })]);
  const head = Buffer.alloc(8);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

/** An animated WebP: frames of one picture. */
function animation(frames, canvas = [96, 128]) {
  const still = drawing('webp').subarray(12);
  const sized = Buffer.alloc(10);
  sized[0] = 0x02;
  sized.writeUIntLE(canvas[0] - 1, 4, 3);
  sized.writeUIntLE(canvas[1] - 1, 7, 3);
  const head = Buffer.alloc(16);
  head.writeUIntLE(95, 6, 3);
  head.writeUIntLE(127, 9, 3);
  return riff(['VP8X', sized], ['ANIM', Buffer.alloc(6)], ...Array(frames).fill(['ANMF', Buffer.concat([head, still])]));
}

function* animations() {
  yield { name: 'animated WebP', bytes: animation(3), valid: true };
  yield { name: 'animated WebP of 5,000 frames', bytes: animation(5_000) };
  yield { name: 'animated WebP on a huge canvas', bytes: animation(3, [16_383, 16_383]) };
  yield { name: 'animated WebP on a canvas of 2^24 a side', bytes: animation(3, [1 << 24, 1 << 24]) };
  yield { name: 'animated WebP without frames', bytes: animation(0) };
  const avif = drawing('avif');
  const sequence = Buffer.from(avif);
  sequence.write('avis', 8, 'latin1');
  yield { name: 'AVIF that claims to be a sequence', bytes: sequence };
  for (const brand of ['mif1', 'msf1', 'hevc', 'heim', 'heis', 'avif', 'qt  ', 'isom']) {
    const bytes = Buffer.from(drawing('heic'));
    bytes.write(brand, 8, 'latin1');
    yield { name: `HEIC of brand ${brand}`, bytes };
  }
}

/** Small files that grow when they are opened. None must be taken: a slow machine may find some too costly. */
function* bombs() {
  const megabytes = 200;
  const zeros = deflateSync(Buffer.alloc(megabytes << 20), { level: 9 });
  yield { name: `PNG text of ${megabytes} MB`, bytes: pngWith([chunk('zTXt', Buffer.concat([text('x\0\0'), zeros]))]) };
  yield { name: `PNG international text of ${megabytes} MB`, bytes: pngWith([chunk('iTXt', Buffer.concat([text('x\0\x01\0\0\0'), zeros]))]) };
  yield { name: `PNG profile of ${megabytes} MB`, bytes: pngWith([chunk('iCCP', Buffer.concat([text('x\0\0'), zeros]))]) };
  yield { name: 'many PNG texts of 200 MB', bytes: pngWith(Array(40).fill(chunk('zTXt', Buffer.concat([text('x\0\0'), zeros])))) };
  yield { name: 'PNG of 49 MP, one colour', bytes: pngOf({ width: 7_000, height: 7_000 }) };
  yield { name: 'PNG of 49 MP, interlaced, too few bytes', bytes: pngOf({ width: 7_000, height: 7_000, interlace: 1 }) };
  yield { name: 'PNG of 36 MP, 16 bits, transparent', bytes: pngOf({ width: 6_000, height: 6_000, depth: 16, colour: 6 }) };
  yield { name: 'PNG of 64x64 with pixels for 147 MB', bytes: pngOf({ width: 64, height: 64, rows: Buffer.alloc(147 << 20) }) };
  yield { name: 'JPEG of 49 MP, three thousand scans', bytes: scanBomb({ width: 7_000, height: 7_000, scans: 3_000 }) };
  yield { name: 'JPEG of 4 MP, three thousand scans', bytes: scanBomb({ width: 2_048, height: 2_048, scans: 3_000 }) };
  yield { name: 'JPEG of 49 MP, four components', bytes: flatJpeg({ components: 4, said: [7_000, 7_000] }) };
}

/** The odd ones alone: some hundreds. Those that cost seconds are in bombs(). */
export function* oddities() {
  yield* others();
  yield* absurdExif();
  yield* profiles();
  yield* pngs();
  yield* sizes();
  yield* jpegs();
  yield* animations();
}

/**
 * About `count` files: all of them when it is large enough; else the odd ones, and truncations and flips
 * spread evenly.
 */
export function* corpus(count) {
  const systematic = [...truncations(), ...flips()];
  const odd = [...oddities()];
  const step = Math.max(1, Math.ceil(systematic.length / Math.max(1, count - odd.length)));
  yield* odd;
  for (let i = 0; i < systematic.length; i += step) yield systematic[i];
}

export { bombs };
