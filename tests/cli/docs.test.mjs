// What is written from the command line's own definitions: the settings' page and the manual page.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../http/support/server.mjs';

const PAGE = fileURLToPath(new URL('../../docs/configuration.md', import.meta.url));
const printed = (what) => {
  const { status, stdout, stderr } = runProgram('docs', what);
  assert.equal(status, 0, stderr);
  return stdout;
};

describe('docs/configuration.md', () => {
  it('is what the program says of its settings (./run docs writes it)', () => {
    assert.equal(readFileSync(PAGE, 'utf8'), printed('settings'));
  });

  it('names every setting of drape serve --help', () => {
    const page = printed('settings');
    const flags = runProgram('serve', '--help').stdout.match(/--[a-z][a-z-]+/g).filter((flag) => flag !== '--help');
    assert.ok(flags.length > 40);
    for (const flag of flags) assert.ok(page.includes(`\`${flag}\``), flag);
  });
});

describe('the manual page', () => {
  const page = printed('man');

  it('names every command', () => {
    const commands = runProgram('--help').stdout.split('Subcommands:')[1].match(/^ {2}([a-z]+) /gm).map((word) => word.trim());
    assert.ok(commands.length > 8);
    for (const command of commands) assert.match(page, new RegExp(`^\\.SS drape ${command}\\b`, 'm'));
  });

  const man = spawnSync('man', ['--version']).status === 0;
  it('is formatted without a warning', { skip: man ? false : 'man is not there' }, () => {
    const { status, stdout, stderr } = spawnSync('man', ['--warnings', '--local-file', '-'],
      { input: page, encoding: 'utf8', env: { ...process.env, MANWIDTH: '100', LC_ALL: 'C.UTF-8' } });
    assert.equal(status, 0);
    assert.equal(stderr, '');
    assert.match(stdout, /--listen HOST:PORT/);
  });
});
