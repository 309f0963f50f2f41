#!/usr/bin/env node
// Draws cases for `drape eval` in which a person changes clothes and the truth is exactly known:
//
//   node tools/eval/cases_from_renderer.mjs [--build DIR] [--out DIR]
//
// DIR of the build is by default build/release; the cases go to build/eval/rendered. Pictures that are there already
// are not drawn again. Three kinds of cases: "rendered", six persons, each in two new tops; "rendered-lower", four in new
// trousers or a new skirt; "rendered-outfit", three in a new top and a new lower garment.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

// The values of person::Label as grey values.
const grey = (value) => `#${value.toString(16).padStart(2, "0").repeat(3)}`;
const labelMaps = {
  drawn: {
    background: [grey(0)],
    head: [1, 2, 3].map(grey),
    arms: [4, 5, 6, 7].map(grey),
    upper: [grey(8)],
    lower: [grey(9)],
    legs: [grey(10)],
    feet: [grey(11)],
  },
};

const fabric = (prefix, { colour, pattern = "plain", second }) => [
  `${prefix}-colour`, colour, `${prefix}-pattern`, pattern, ...(second ? [`${prefix}-second`, second] : []),
];

const garments = {
  "print-tee": { kind: "tee", fabric: { colour: "#f4f1e9", pattern: "print", second: "#26404e" } },
  "navy-long-sleeve": { kind: "long-sleeve", fabric: { colour: "#26304e" } },
  "striped-long-sleeve": { kind: "long-sleeve", fabric: { colour: "#efece4", pattern: "stripes", second: "#a83238" } },
  "white-shirt": { kind: "shirt", fabric: { colour: "#f2f2ef" } },
  "checked-shirt": { kind: "shirt", fabric: { colour: "#4a6a8c", pattern: "checks", second: "#e8e2d2" } },
  "green-sleeveless": { kind: "sleeveless", fabric: { colour: "#3f6b4d" } },
};

const old = {
  blueTee: { kind: "tee", fabric: { colour: "#406896" } },
  blackLong: { kind: "long-sleeve", fabric: { colour: "#202024" } },
  roseSleeveless: { kind: "sleeveless", fabric: { colour: "#c98a8a" } },
};

const persons = {
  anna: { looks: ["--tone", "1", "--hair", "long"], wears: old.blueTee, tries: ["navy-long-sleeve", "print-tee"] },
  ben: {
    looks: ["--sex", "male", "--tone", "2", "--hair", "short", "--beard", "0.6", "--framing", "three-quarter"],
    wears: old.blackLong,
    tries: ["print-tee", "checked-shirt"],
  },
  chidi: {
    looks: ["--sex", "male", "--tone", "5", "--hair", "cropped", "--framing", "full", "--left-arm", "spread"],
    wears: old.blueTee,
    tries: ["striped-long-sleeve", "white-shirt"],
  },
  dana: {
    looks: ["--tone", "3", "--hair", "bun", "--lower", "skirt", "--right-arm", "hip"],
    wears: old.blackLong,
    tries: ["green-sleeveless", "print-tee"],
  },
  emi: {
    looks: ["--tone", "0", "--hair", "bob", "--turn", "8", "--framing", "three-quarter"],
    wears: old.roseSleeveless,
    tries: ["white-shirt", "striped-long-sleeve"],
  },
  farah: {
    looks: ["--tone", "4", "--hair", "curly", "--build", "0.6", "--lower", "shorts", "--framing", "full"],
    wears: old.blueTee,
    tries: ["green-sleeveless", "checked-shirt"],
  },
};

const lowers = {
  "blue-trousers": { kind: "trousers", fabric: { colour: "#3c5478" } },
  "checked-trousers": { kind: "trousers", fabric: { colour: "#8a8f99", pattern: "checks", second: "#4a4d55" } },
  "green-skirt": { kind: "skirt", fabric: { colour: "#2f6b5e" } },
};

const oldLower = {
  sandTrousers: { kind: "trousers", fabric: { colour: "#b8a47c" } },
  violetSkirt: { kind: "skirt", fabric: { colour: "#4a3b52" } },
  greyShorts: { kind: "shorts", fabric: { colour: "#70757c" } },
};

// Each wears a top and a lower garment and tries outfits of [top or nothing, lower garment].
const dressers = {
  gita: {
    looks: ["--tone", "4", "--hair", "bun", "--framing", "full"],
    wears: [old.blueTee, oldLower.sandTrousers],
    tries: [[null, "green-skirt"], [null, "checked-trousers"], ["print-tee", "green-skirt"]],
  },
  hans: {
    looks: ["--sex", "male", "--tone", "1", "--hair", "short", "--framing", "full", "--left-arm", "spread"],
    wears: [old.blackLong, oldLower.greyShorts],
    tries: [[null, "blue-trousers"], ["white-shirt", "checked-trousers"]],
  },
  ines: {
    looks: ["--tone", "2", "--hair", "long", "--framing", "three-quarter"],
    wears: [old.roseSleeveless, oldLower.violetSkirt],
    tries: [[null, "green-skirt"], [null, "blue-trousers"]],
  },
  jiro: {
    looks: ["--sex", "male", "--tone", "3", "--hair", "cropped", "--framing", "full", "--sway", "0.5"],
    wears: [old.blueTee, oldLower.sandTrousers],
    tries: [[null, "blue-trousers"], ["striped-long-sleeve", "blue-trousers"]],
  },
};

const { values } = parseArgs({
  options: {
    build: { type: "string", default: join(repository, "build/release") },
    out: { type: "string", default: join(repository, "build/eval/rendered") },
  },
});
const out = resolve(values.out);

function draw(program, file, options) {
  if (existsSync(join(out, file))) return;
  const path = join(resolve(values.build), "tools/render", program);
  if (!existsSync(path)) {
    console.error(`${path} is not there. Build the target ${program}.`);
    process.exit(1);
  }
  console.log(file);
  execFileSync(path, ["--out", join(out, file), ...options], { stdio: "inherit" });
}

function drawPerson(name, person, top) {
  draw("drape-render-person", `${name}.png`, [
    "--labels", join(out, `${name}-labels.png`), ...person.looks, "--top", top.kind, ...fabric("--top", top.fabric),
  ]);
  return { file: `${name}-labels.png`, map: "drawn" };
}

mkdirSync(out, { recursive: true });
const cases = [];
for (const [name, garment] of Object.entries(garments)) {
  draw("drape-render-garment", `garment-${name}.png`, ["--kind", garment.kind, ...fabric("--fabric", garment.fabric)]);
}
for (const [name, person] of Object.entries(persons)) {
  const personLabels = drawPerson(name, person, person.wears);
  for (const tried of person.tries) {
    const truth = `${name}-in-${tried}`;
    cases.push({
      name: `rendered-${truth}`,
      kind: "rendered",
      person: `${name}.png`,
      garments: [`garment-${tried}.png`],
      truth: `${truth}.png`,
      person_labels: personLabels,
      truth_labels: drawPerson(truth, person, garments[tried]),
    });
  }
}

for (const [name, garment] of Object.entries(lowers)) {
  draw("drape-render-garment", `garment-${name}.png`, ["--kind", garment.kind, ...fabric("--fabric", garment.fabric)]);
}
const withLower = (looks, lower) => ({ looks: [...looks, "--lower", lower.kind, ...fabric("--lower", lower.fabric)] });
for (const [name, person] of Object.entries(dressers)) {
  const [top, lower] = person.wears;
  const personLabels = drawPerson(name, withLower(person.looks, lower), top);
  for (const [newTop, newLower] of person.tries) {
    const tried = [newTop, newLower].filter(Boolean);
    const truth = `${name}-in-${tried.join("-and-")}`;
    cases.push({
      name: `rendered-${truth}`,
      kind: newTop ? "rendered-outfit" : "rendered-lower",
      person: `${name}.png`,
      garments: tried.map((garment) => `garment-${garment}.png`),
      truth: `${truth}.png`,
      person_labels: personLabels,
      truth_labels: drawPerson(truth, withLower(person.looks, lowers[newLower]), newTop ? garments[newTop] : top),
    });
  }
}
writeFileSync(join(out, "cases.json"), `${JSON.stringify({ label_maps: labelMaps, cases }, null, 1)}\n`);
console.log(`${cases.length} cases: ${join(out, "cases.json")}`);
