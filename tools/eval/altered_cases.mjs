#!/usr/bin/env node
// Writes cases whose photos are altered as other photographers would have taken them: mirrored, cropped, lighter or
// darker, larger or smaller. What only worked by chance on the photos that a threshold was chosen on shows itself here:
//
//   node tools/eval/altered_cases.mjs [--cases FILE] [--only TEXT] [--seed N] [--out DIR]
//
// FILE is by default build/eval/cases.json, DIR build/eval/altered: it gets the photos and cases.json. The same seed
// gives the same cases. Label pictures of persons are altered with them; truths stay out, and with them the figures
// that need one. Needs the command vips (Debian: libvips-tools).
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const { values } = parseArgs({
  options: {
    cases: { type: "string", default: join(repository, "build/eval/cases.json") },
    only: { type: "string", default: "" },
    seed: { type: "string", default: "1" },
    out: { type: "string", default: join(repository, "build/eval/altered") },
  },
});

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = generator(Number(values.seed));
const between = (low, high) => low + (high - low) * random();

/** How one photo is altered: shares of its size that are cut off, exponent of its brightness, scale. */
function alteration() {
  const crop = random() < 0.35 ? { side: between(0, 0.06), top: between(0, 0.03), bottom: between(0, 0.12) } : null;
  return { mirrored: random() < 0.5, crop, gamma: between(0.85, 1.2), scale: [1, 1, 0.8, 1.3][Math.floor(4 * random())] };
}

const vips = (...args) => execFileSync("vips", args.map(String));
const size = (file) => ["width", "height"].map((field) => Number(execFileSync("vipsheader", ["-f", field, file])));

/** Writes `from` altered to `to`. Labels keep their colours. */
function alter(from, to, { mirrored, crop, gamma, scale }, isLabels) {
  const folder = mkdtempSync(join(tmpdir(), "altered-"));
  let step = 0;
  let file = from;
  const next = (operation, ...options) => {
    const result = join(folder, `${step++}.v`);
    vips(operation, file, result, ...options);
    file = result;
  };
  try {
    next("autorot");
    if (mirrored) next("flip", "horizontal");
    if (crop) {
      const [width, height] = size(file);
      const left = Math.round(width * crop.side);
      const top = Math.round(height * crop.top);
      next("extract_area", left, top, width - 2 * left, height - top - Math.round(height * crop.bottom));
    }
    if (!isLabels) next("gamma", "--exponent", gamma);
    if (scale !== 1) next("resize", scale, "--kernel", isLabels ? "nearest" : "lanczos3");
    vips("cast", file, join(folder, "bytes.v"), "uchar");
    vips("copy", join(folder, "bytes.v"), isLabels ? to : `${to}[Q=90,background=255]`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const origin = dirname(resolve(values.cases));
const given = JSON.parse(readFileSync(values.cases, "utf8"));
mkdirSync(values.out, { recursive: true });
const cases = given.cases.filter(({ name }) => name.includes(values.only)).map((one) => {
  const written = { name: one.name, kind: one.kind };
  const person = alteration();
  written.person = `${one.name}-person.jpg`;
  alter(resolve(origin, one.person), join(values.out, written.person), person, false);
  written.garments = one.garments.map((garment, i) => {
    const file = `${one.name}-garment-${i + 1}.jpg`;
    alter(resolve(origin, garment), join(values.out, file), alteration(), false);
    return file;
  });
  if (one.person_labels) {
    const file = `${one.name}-labels.png`;
    alter(resolve(origin, one.person_labels.file), join(values.out, file), person, true);
    written.person_labels = { file, map: one.person_labels.map };
  }
  return written;
});
writeFileSync(join(values.out, "cases.json"), `${JSON.stringify({ label_maps: given.label_maps, cases }, null, 2)}\n`);
console.log(`${cases.length} cases: ${join(values.out, "cases.json")}`);
