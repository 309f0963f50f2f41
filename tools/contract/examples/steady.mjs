// Makes a run's replies the same as those of any other run: times, signatures, ids by chance and secrets become fixed
// ones of the same form. What the server decides stays as it is.
import { createHash } from 'node:crypto';

/** Where a shop would listen; in the run a receiver on the loopback does. */
const HOOK_URL = 'https://shop.example/hooks/tryon';

/** Obviously nobody's: the example of Standard Webhooks. */
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw7vZr1mB0c4Q=';

const START_MS = Date.parse('2026-01-01T12:00:00Z');
const LINK_EXPIRY = ((START_MS / 1000) + 7 * 24 * 3600).toString(16);
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
/** What lies so far ahead of its reply was reckoned, not measured. */
const AHEAD_MS = 60_000;
/** Times ahead are rounded to this: the server scatters the tries of a webhook a little. */
const ROUND_MS = 300_000;
const MILLISECONDS = 12;

/**
 * Numbers of the networks, whose last digits depend on the processor. One that is this close to what the document has is
 * taken for the same.
 */
const MEASURED = new Set(['cutout_quality', 'category_confidence']);
const MEASURED_TOLERANCE = 0.02;

const digest = (text, encoding) => createHash('sha256').update(text).digest(encoding);

/** Calls `change` with each value that is no list and no dictionary, its key, and its path. */
function mapped(value, change, path = []) {
  if (Array.isArray(value)) return value.map((item, i) => mapped(item, change, [...path, i]));
  if (typeof value !== 'object' || value === null) return change(value, path);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapped(item, change, [...path, key])]));
}

/** The times of one reply: measured ones (texts, in order) and those ahead. */
function timesOf({ value, at }) {
  // The text sorts as the time does, since all have the same zone; it has more digits than a Date.
  const texts = [...JSON.stringify(value).matchAll(TIME)].map(([text]) => text).sort();
  const isAhead = (text) => Date.parse(text) > at + AHEAD_MS;
  return { measured: texts.filter((text) => !isAhead(text)), ahead: texts.filter(isAhead) };
}

/** The n-th moment of the scenario: a second after the one before it, in microseconds like the server's. */
function moment(n, ms = START_MS + n * 1000) {
  const second = new Date(ms).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length);
  return `${second}.${String(100_000 + (n * 271_828) % 900_000)}Z`;
}

/**
 * Text of a time → text of the time that stands for it. Measured ones keep their order; one ahead keeps how far it lies
 * behind the latest that its reply has.
 */
function timetable(entries) {
  const times = entries.map(timesOf);
  const measured = [...new Set(times.flatMap((one) => one.measured))].sort();
  const table = new Map(measured.map((text, n) => [text, moment(n)]));
  for (const { measured: own, ahead } of times) {
    const latest = own.at(-1);
    for (const text of ahead) {
      const n = measured.indexOf(latest);
      const distance = Math.round((Date.parse(text) - Date.parse(latest)) / ROUND_MS) * ROUND_MS;
      table.set(text, moment(n, START_MS + n * 1000 + distance));
    }
  }
  return table;
}

/** Different ids stay different. */
function numbered(seen, id) {
  if (!seen.has(id)) seen.set(id, digest(`id ${seen.size}`, 'hex').slice(0, id.length));
  return seen.get(id);
}

/** A stage has the number of those before it, and those of a photo's analysis are no part of a task that finds it done. */
const STAGE_NUMBER = /(?<=^id: \d+\.s)\d+$/gm;
const STEADY_STAGE = '2';

const link = (_, picture, signature, type) => `/i/${picture}.${LINK_EXPIRY}.${digest(picture, 'base64url').slice(0, signature.length)}.${type}`;

/** {path, value} of a book, steady. `standing(path)`: the example that the document has. */
export function steady(entries, standing) {
  const times = timetable(entries);
  const ids = new Map();
  const text = (value) => value
    .replaceAll(TIME, (time) => times.get(time))
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+\/hook/g, HOOK_URL)
    .replaceAll(/\/i\/([a-z]\d+)\.[0-9a-f]+\.([\w-]+)\.(\w+)/g, link)
    .replaceAll(/(?<=\bmsg_)[0-9a-f]{32}\b/g, (id) => numbered(ids, id))
    .replaceAll(STAGE_NUMBER, STEADY_STAGE)
    .replaceAll(/whsec_[\w+/=]+/g, SECRET)
    .replaceAll(/(?<=available in )\d+(?= second)/g, '42');
  return entries.map(({ path, value }) => ({
    path,
    value: mapped(value, (leaf, at) => {
      if (typeof leaf === 'string') return text(leaf);
      if (at.at(-1) === 'milliseconds') return MILLISECONDS;
      const there = MEASURED.has(at.at(-1)) ? at.reduce((node, key) => node?.[key], standing(path)) : undefined;
      return Math.abs(there - leaf) <= MEASURED_TOLERANCE ? there : leaf;
    }),
  }));
}
