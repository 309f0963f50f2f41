// Small JPEG files made by hand: flat blocks, one to four components, sequential or progressive, with as many scans as wanted.

class Bits {
  #bytes = [];
  #held = 0;
  #count = 0;

  add(value, length) {
    for (let bit = length - 1; bit >= 0; bit -= 1) {
      this.#held = (this.#held << 1) | ((value >> bit) & 1);
      this.#count += 1;
      if (this.#count === 8) this.#flush();
    }
  }

  #flush() {
    this.#bytes.push(this.#held);
    if (this.#held === 0xff) this.#bytes.push(0);
    this.#held = 0;
    this.#count = 0;
  }

  /** All bits, filled up with ones. */
  end() {
    while (this.#count > 0) this.add(1, 1);
    return Buffer.from(this.#bytes);
  }
}

export function segment(marker, data) {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** The JPEG with more segments right after its start. */
export const withSegments = (jpeg, ...segments) => Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);

const START = Buffer.from([0xff, 0xd8]);
const END = Buffer.from([0xff, 0xd9]);
const DC_LENGTH = 4;  // Every category 0..11 has a code of four bits: its number.

const quantisation = () => segment(0xdb, Buffer.concat([Buffer.from([0]), Buffer.alloc(64, 8)]));

function huffman() {
  const dc = Buffer.from([0x00, ...[0, 0, 0, 12], ...Array(12).fill(0), ...Array.from({ length: 12 }, (_, i) => i)]);
  // Code 0: the block ends here. Code 10: so do 2^14 and more blocks (progressive).
  const ac = Buffer.from([0x10, 1, 1, ...Array(14).fill(0), 0x00, 0xe0]);
  return segment(0xc4, Buffer.concat([dc, ac]));
}

function frame(marker, width, height, components) {
  const parts = [8, height >> 8, height & 255, width >> 8, width & 255, components];
  for (let id = 1; id <= components; id += 1) parts.push(id, 0x11, 0);
  return segment(marker, Buffer.from(parts));
}

function scanHead(ids, [from, to]) {
  return segment(0xda, Buffer.from([ids.length, ...ids.flatMap((id) => [id, 0x00]), from, to, 0]));
}

/** The differences of one component's flat blocks: each block is 8 levels from the one before. */
function addDifference(bits, difference) {
  const size = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference));
  bits.add(size, DC_LENGTH);
  if (size > 0) bits.add(difference > 0 ? difference : difference + (1 << size) - 1, size);
}

const blocks = (width, height) => Math.ceil(width / 8) * Math.ceil(height / 8);

/** A sequential JPEG of flat blocks. Four components: CMYK. `said`: [width, height] that its header claims. */
export function flatJpeg({ width = 64, height = 64, components = 3, said = [width, height] } = {}) {
  const ids = Array.from({ length: components }, (_, i) => i + 1);
  const bits = new Bits();
  for (let block = 0; block < blocks(width, height); block += 1) {
    for (const id of ids) {
      addDifference(bits, block === 0 ? id * 4 : (block % 2 === 1 ? 8 : -8));
      bits.add(0, 1);
    }
  }
  return Buffer.concat([START, quantisation(), frame(0xc0, ...said, components), huffman(), scanHead(ids, [0, 63]), bits.end(), END]);
}

/** A grey progressive JPEG whose many scans change nothing and cost time: a bomb in a few kilobytes. */
export function scanBomb({ width, height, scans }) {
  const first = new Bits();
  const count = blocks(width, height);
  for (let block = 0; block < count; block += 1) first.add(0, DC_LENGTH);
  const empty = new Bits();
  for (let left = count; left > 0; left -= 32767) {
    empty.add(0b10, 2);
    empty.add(Math.max(16384, Math.min(left, 32767)) - 16384, 14);
  }
  const emptyScan = Buffer.concat([scanHead([1], [1, 63]), empty.end()]);
  return Buffer.concat([START, quantisation(), frame(0xc2, width, height, 1), huffman(), scanHead([1], [0, 0]), first.end(),
    ...Array(scans).fill(emptyScan), END]);
}
