// What is shipped holds nothing of the fault injection.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { declaredPoints } from './crash_points.mjs';
import { CRASH_PROGRAM } from './support/life.mjs';

const SOURCES = fileURLToPath(new URL('../../src', import.meta.url));

describe('the program that is shipped', () => {
  const names = [...declaredPoints(), 'DRAPE_CRASH_AT', 'stand_in_dress'];

  it('knows no crash point, not even by name', () => {
    const bytes = readFileSync(process.env.DRAPE_PROGRAM);
    for (const name of names) assert.ok(!bytes.includes(name), name);
  });

  it('differs in that from the one that is made to crash', () => {
    const bytes = readFileSync(CRASH_PROGRAM);
    for (const name of names) assert.ok(bytes.includes(name), name);
  });
});

describe('the clock and the randomness', () => {
  // Each of these has a reason; a new place should take a Clock or a Random instead.
  const ALLOWED = [
    'base/clock.h', 'base/random.h',  // The interfaces themselves; Stopwatch measures, it decides nothing.
    'base/stage.h', 'service/worker_pool.h', 'service/worker_pool.cpp',  // Deadlines, on the monotonic clock.
    'http/asio_types.h',  // The timers of the event loop.
    'http/api.cpp', 'http/rate_limiter.h', 'http/token_bucket.h',  // Rates, on the monotonic clock: the classes are given it.
    'sandbox/channel.h', 'sandbox/channel.cpp', 'sandbox/child_pool.cpp', 'sandbox/sandboxed_decoder.cpp',  // Deadlines.
    'cli/accounts_command.cpp',  // How long a command waits.
    'http/head_writer.cpp',  // The Date header: the true time, by RFC 9110.
    'http/request_id.cpp',  // Names of requests: distinct, not secret.
    'cli/keys_command.cpp', 'store/backup.cpp',  // Show a given time.
  ];

  it('are asked for in the places that are known', () => {
    const words = 'system_clock|steady_clock|std::time\\(|getentropy|random_device|mt19937|SystemRandom\\(\\)|\\brand\\(';
    const found = execFileSync('grep', ['-rlE', words, SOURCES, '--include=*.cpp', '--include=*.h'], { encoding: 'utf8' })
      .trim().split('\n').map((file) => file.slice(SOURCES.length + 1));
    assert.deepEqual(found.filter((file) => !ALLOWED.includes(file)), []);
  });
});
