// `drape completion`: the scripts, tried in the shells themselves.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { runProgram } from '../http/support/server.mjs';

/** What bash offers for a line; the last word is the one that is being typed. */
function offered(...words) {
  const script = `${runProgram('completion', 'bash').stdout}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _drape; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8', cwd: '/' });
  assert.equal(status, 0, stderr);
  assert.equal(stderr, '');
  return stdout.trim().split('\n').sort();
}

describe('drape completion bash', () => {
  it('offers the commands, and those that begin so', () => {
    assert.ok(offered('drape', '').includes('serve'));
    assert.ok(!offered('drape', '').includes('docs'), 'hidden commands stay hidden');
    assert.deepEqual(offered('drape', 'se'), ['serve']);
    assert.deepEqual(offered('drape', 'keys', ''), ['create', 'list', 'revoke']);
  });

  it('offers the options of the command', () => {
    assert.deepEqual(offered('drape', 'keys', 'create', '--s'), ['--scope']);
    assert.ok(offered('drape', 'serve', '--listen', 'x', '--pub').includes('--public-url'));
  });

  it('offers the words that a value can be', () => {
    assert.deepEqual(offered('drape', 'keys', 'create', '--scope', ''), ['admin', 'read', 'write']);
    assert.deepEqual(offered('drape', 'serve', '--log-level', 'w'), ['warn']);
    assert.deepEqual(offered('drape', 'serve', '--log-level', '=', 'e'), ['error']);
    assert.deepEqual(offered('drape', 'completion', ''), ['bash', 'fish']);
  });

  it('offers folders where a folder is wanted, and leaves the rest to the shell', () => {
    assert.ok(offered('drape', 'serve', '--data', '').includes('tmp'));
    assert.deepEqual(offered('drape', 'tryon', '--person', ''), ['']);
  });
});

describe('drape completion', () => {
  const fish = spawnSync('fish', ['--version']).status === 0;
  it('fish: offers commands and values', { skip: fish ? false : 'fish is not there' }, () => {
    const script = runProgram('completion', 'fish').stdout;
    const ask = (line) => spawnSync('fish', ['--private', '-c', `${script}\ncomplete --do-complete '${line}'`],
      { encoding: 'utf8' }).stdout.split('\n').map((row) => row.split('\t')[0]).filter(Boolean).sort();
    assert.deepEqual(ask('drape keys '), ['create', 'list', 'revoke']);
    assert.deepEqual(ask('drape keys create --scope '), ['admin', 'read', 'write']);
  });

  it('refuses a shell that it does not know', () => {
    assert.equal(runProgram('completion', 'tcsh').status, 2);
  });
});
