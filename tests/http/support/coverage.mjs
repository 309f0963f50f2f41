// Notes which replies the tests have seen, one file for each file of tests. tests/http/coverage.mjs sums them up.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = process.env.DRAPE_COVERAGE;
const seen = {};

/** A reply of an operation, or of the whole server (then its operation is ANY). */
export function note(operationId, status) {
  const name = `${operationId} ${status}`;
  seen[name] = (seen[name] ?? 0) + 1;
}

export const ANY = '*';

if (FOLDER) {
  const file = path.join(FOLDER, `${path.basename(process.argv[1] ?? 'unnamed', '.test.mjs')}.json`);
  // What an earlier run saw is not what this one sees, also when this one is killed.
  rmSync(file, { force: true });
  process.on('exit', () => {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, JSON.stringify(seen, null, 1));
  });
}
