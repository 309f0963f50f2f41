#!/usr/bin/env node
// Writes the case file of `drape eval` for the development photographs:
//
//   node tools/eval/cases_from_test_data.mjs [--data DIR] [--out FILE]
//
// DIR is by default DRAPE_TEST_DATA, else ../shared/data beside the repository; FILE is by default
// build/eval/cases.json. Kinds of cases:
//   pairs      half-body persons who wear exactly the garment (6)
//   full-body  the same in full figure, with hand-made labels (5)
//   cross      persons in another garment, where the truth is not known (24)
//   worn-self  the garment photo is the person's own: taken from its wearer and put on again, it should be the
//              same (17)
//   worn-cross the garment photo shows another person who wears it (17)
//   dress      the drawn dress of the samples on three half-body and two full-body persons (5), and snapshots of
//              dresses (4)
//   outer      snapshots of jackets and blazers over what is worn (8)
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, parse, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

// The colours of the label pictures that come with the data.
const labelMaps = {
  // Palette of the Look-into-Person labels, as VITON-HD's files hold it.
  "viton-hd": {
    background: ["#000000"],
    head: ["#800000", "#fe0000", "#aa0033", "#345680", "#553300", "#0000fe"],
    arms: ["#33a9dc", "#00fefe", "#005500"],
    upper: ["#fe5500", "#0077dc"],
    dress: ["#000055"],
    lower: ["#005555", "#008000"],
    legs: ["#55fea9", "#a9fe55", "#555500"],
    feet: ["#fefe00", "#fea900"],
  },
  // Class numbers as grey values.
  "full-body": {
    background: ["#000000"],
    head: ["#010101", "#020202", "#030303"],
    upper: ["#040404"],
    lower: ["#070707"],
    arms: ["#080808", "#090909"],
    feet: ["#0c0c0c", "#0d0d0d"],
  },
};

function filesOf(folder) {
  return existsSync(folder) ? readdirSync(folder).filter((file) => /\.(jpe?g|png|webp)$/i.test(file)).sort() : [];
}

function pairedCases(data, kind, labelMap) {
  return filesOf(join(data, kind, "person")).map((file) => {
    const stem = parse(file).name;
    const person = join(data, kind, "person", file);
    const labels = join(data, kind, "labels", `${stem}.png`);
    return {
      name: `${kind}-${stem}`,
      kind,
      person,
      garments: [join(data, kind, "garment", file)],
      truth: person,
      ...(labelMap && existsSync(labels) && { person_labels: { file: labels, map: labelMap } }),
    };
  });
}

// Each garment on two persons, half the list apart, so that every person wears equally many.
function crossCases(data) {
  const persons = filesOf(join(data, "parsed", "person"));
  const garments = filesOf(join(data, "parsed", "garment"));
  const cases = [];
  garments.forEach((garment, index) => {
    for (const shift of [0, Math.floor(persons.length / 2)]) {
      const person = persons[(index + shift) % persons.length];
      const labels = join(data, "parsed", "labels", `${parse(person).name}.png`);
      cases.push({
        name: `cross-${parse(person).name}-${parse(garment).name}`,
        kind: "cross",
        person: join(data, "parsed", "person", person),
        garments: [join(data, "parsed", "garment", garment)],
        ...(existsSync(labels) && { person_labels: { file: labels, map: "viton-hd" } }),
      });
    }
  });
  return cases;
}

function personsOf(data, kind) {
  return filesOf(join(data, kind, "person")).map((file) => ({
    name: `${kind}-${parse(file).name}`,
    photo: join(data, kind, "person", file),
  }));
}

// Every person puts on its own garment again, and that of the next person of the same framing.
function wornCases(data) {
  const rings = [[...personsOf(data, "pairs"), ...personsOf(data, "parsed")], personsOf(data, "full-body")];
  return rings.flatMap((ring) =>
    ring.flatMap(({ name, photo }, index) => {
      const next = ring[(index + 1) % ring.length];
      return [
        { name: `worn-self-${name}`, kind: "worn-self", person: photo, garments: [photo], truth: photo },
        { name: `worn-cross-${name}`, kind: "worn-cross", person: photo, garments: [next.photo] },
      ];
    }),
  );
}

// Garments that go over or take the place of everything: drawn, and snapshots (most of which are refused for
// their grounds).
function layerCases(data) {
  const halves = personsOf(data, "pairs");
  const figures = personsOf(data, "full-body");
  if (halves.length === 0 || figures.length === 0) return [];
  const drawn = join(repository, "samples/garments/dress.jpg");
  const cases = [...halves.slice(1, 4), ...figures.slice(3, 5)].map(({ name, photo }) => ({
    name: `dress-drawn-${name}`,
    kind: "dress",
    person: photo,
    garments: [drawn],
  }));
  const snapshots = [["Dress", "dress"], ["Outwear", "outer"], ["Blazer", "outer"]];
  for (const [folder, kind] of snapshots) {
    filesOf(join(data, "garments-cc0", folder)).slice(0, 4).forEach((file, index) => {
      const { name, photo } = kind === "dress" ? figures[index % figures.length] : halves[index % halves.length];
      const garment = join(data, "garments-cc0", folder, file);
      cases.push({ name: `${kind}-${folder}-${index}-${name}`, kind, person: photo, garments: [garment] });
    });
  }
  return cases;
}

function relativeTo(folder, one) {
  const short = (path) => relative(folder, path);
  return {
    ...one,
    person: short(one.person),
    garments: one.garments.map(short),
    ...(one.truth && { truth: short(one.truth) }),
    ...(one.person_labels && { person_labels: { ...one.person_labels, file: short(one.person_labels.file) } }),
  };
}

const { values } = parseArgs({
  options: {
    data: { type: "string", default: process.env.DRAPE_TEST_DATA ?? join(repository, "../shared/data") },
    out: { type: "string", default: join(repository, "build/eval/cases.json") },
  },
});
const data = resolve(values.data);
const out = resolve(values.out);
const cases = [
  ...pairedCases(data, "pairs"),
  ...pairedCases(data, "full-body", "full-body"),
  ...crossCases(data),
  ...wornCases(data),
  ...layerCases(data),
];
if (cases.length === 0) {
  console.error(`There are no photographs in ${data}. Set DRAPE_TEST_DATA or give --data.`);
  process.exit(1);
}
mkdirSync(dirname(out), { recursive: true });
const file = { label_maps: labelMaps, cases: cases.map((one) => relativeTo(dirname(out), one)) };
writeFileSync(out, `${JSON.stringify(file, null, 1)}\n`);
console.log(`${cases.length} cases: ${out}`);
