import { multipart } from '../../http/support/client.mjs';
import { person, png, teeShirt } from '../../http/support/pictures.mjs';

const form = (bytes) => multipart([{ name: 'image', file: 'photo.png', bytes }]);

/** What the stand-in engine takes for a person, a garment and nobody; `seed` makes each a picture of its own. */
const standIn = {
  person: (seed) => form(png({ width: 96, height: 128, seed, bytes: 40_000 })),
  garment: (seed) => form(png({ width: 80, height: 80, seed })),
  nobody: () => form(png({ width: 48, height: 48, seed: 5 })),
};

/** The real engine needs pictures that show something. */
const real = {
  person: () => form(person()),
  garment: (seed) => form(teeShirt({ colour: [170, 40, seed % 256] })),
  nobody: () => form(png({ width: 300, height: 400, seed: 5 })),
};

export const ENGINES = {
  'stand-in': { pictures: standIn, args: [], env: { DRAPE_CRASH_ENGINE: 'stand-in' } },
  real: {
    pictures: real,
    args: ['--person-side-max', '256', '--garment-side-max', '256', '--inference-threads', '1'],
    env: {},
  },
};
