// ./run crash: crash points and the kill loop against the real program. Prints what was done; exits with 1 when a
// promise was broken.
import { parseArgs } from 'node:util';
import { crashPoints } from './crash_points.mjs';
import { killLoop } from './kill_loop.mjs';

const USAGE = `usage: ./run crash [--cycles N] [--real-cycles N] [--seed N] [--runs N] [--points REGEX] [--only points|kill]

  --cycles N       kill -9 cycles with the stand-in engine (default 50)
  --real-cycles N  kill -9 cycles of the release program with its own engine (default 5)
  --seed N         repeats the delays and the load of an earlier run (default: by the clock)
  --runs N         runs of each crash point (default 3)
  --points REGEX   only crash points whose name matches
  --only PART      only the crash points, or only the kill loops`;

function arguments_() {
  const options = {};
  if (process.argv.includes('--help')) {
    console.log(USAGE);
    process.exit(0);
  }
  for (const name of ['cycles', 'real-cycles', 'seed', 'runs', 'points', 'only']) options[name] = { type: 'string' };
  try {
    const { values } = parseArgs({ options });
    const number = (name, fallback) => {
      const value = values[name] === undefined ? fallback : Number(values[name]);
      if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} must be a number`);
      return value;
    };
    return {
      cycles: number('cycles', 50), realCycles: number('real-cycles', 5), seed: number('seed', Date.now() % 1_000_000),
      runs: number('runs', 3), points: new RegExp(values.points ?? '.'), only: values.only,
    };
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    return process.exit(2);
  }
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(0)} s`;
const count = (violations, kind) => violations.filter((one) => one.includes(kind)).length;

function report(title, rows, violations) {
  console.log(`\n${title}`);
  for (const [name, value] of rows) console.log(`  ${name.padEnd(46)} ${value}`);
  for (const violation of violations.slice(0, 50)) console.log(`  BROKEN ${violation}`);
}

async function points(options) {
  const began = Date.now();
  const { points: number, runs, violations } = await crashPoints({
    runs: options.runs,
    only: options.points,
    print: (point, kept) => console.log(`  ${point.padEnd(40)} ${kept.map((ok) => (ok ? 'kept' : 'BROKEN')).join(' ')}`),
  });
  report('Crash points', [['points', number], ['runs', runs], ['broken promises', violations.length],
    ['time', seconds(began)]], violations);
  return violations.length;
}

async function kills(options, engine, cycles) {
  if (cycles === 0) return 0;
  const began = Date.now();
  const { violations, ...total } = await killLoop({
    cycles, seed: options.seed, engine,
    print: (now) => console.log(`  ${now.cycles} cycles, ${now.tasks} tasks, ${now.violations.length} broken promises, ${seconds(began)}`),
  });
  report(`kill -9 under load, ${engine} engine, seed ${options.seed}`, [
    ['cycles', total.cycles],
    ['acknowledged uploads / deletions / tasks', `${total.uploads} / ${total.deletions} / ${total.tasks}`],
    ['tasks whose webhook has come', total.told],
    ['computations cut off by a kill', total.interrupted],
    ['blobs whose content was checked', total.hashed],
    ['acknowledged and lost', count(violations, 'lost')],
    ['not told, or wrongly', count(violations, 'told')],
    ['ended twice', count(violations, 'ended twice')],
    ['completed without the right picture', count(violations, 'picture') + count(violations, 'without a result')],
    ['orphans', count(violations, 'orphan') + count(violations, 'temporary file')],
    ['broken promises in all', violations.length],
    ['time', seconds(began)],
  ], violations);
  return violations.length;
}

const options = arguments_();
console.log(`seed ${options.seed}`);
let broken = 0;
if (options.only !== 'kill') broken += await points(options);
if (options.only !== 'points') {
  broken += await kills(options, 'stand-in', options.cycles);
  broken += await kills(options, 'real', options.realCycles);
}
process.exit(broken === 0 ? 0 : 1);
