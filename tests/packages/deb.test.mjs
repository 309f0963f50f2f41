// The Debian package, from its installation to its purge. Runs inside of in_machine.sh: it installs for real.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { Client } from '../http/support/client.mjs';
import { sample, sizeOf } from '../http/support/pictures.mjs';

if (!existsSync('/run/changes')) throw new Error('start this by in_machine.sh');

const FOLDER = path.join(process.env.DRAPE_BUILD, 'package');
const PACKAGE = path.join(FOLDER, readdirSync(FOLDER).find((name) => name.endsWith('.deb')));
const URL = 'http://127.0.0.1:8080';
const run = (command, ...args) => execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
const tried = (command, ...args) => spawnSync(command, args, { encoding: 'utf8' });
const property = (name) => run('systemctl', 'show', '--property', name, '--value', 'drape.service');
const asDrape = (...args) => run('setpriv', '--reuid=drape', '--regid=drape', '--clear-groups', '/usr/bin/drape', ...args,
  '--config', '/etc/drape/drape.toml');

/** Every file that is not as this machine has it, but for what dpkg, systemd and the tools for accounts write for themselves. */
function changed(folder = '/run/changes') {
  const THEIRS = /^\/(var\/(lib\/(dpkg|systemd\/(?!deb-systemd-helper))|log|cache)|tmp|run|etc\/((passwd|group|shadow|gshadow|subuid|subgid)-?|\.pwd\.lock)$)/;
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    const name = file.slice('/run/changes'.length);
    if (THEIRS.test(name)) return [];
    if (entry.isDirectory()) return changed(file);
    return [lstatSync(file).isCharacterDevice() ? `removed ${name}` : name];
  });
}

const accounts = () => ['/etc/passwd', '/etc/group', '/etc/shadow'].map((file) => readFileSync(file, 'utf8'));

describe('the Debian package', () => {
  const before = { files: changed(), accounts: accounts() };
  let key;

  it('is installed, and the service is ready when that is done', () => {
    const installed = tried('dpkg', '--install', PACKAGE);
    assert.equal(installed.status, 0, installed.stdout + installed.stderr);
    // The unit waits for the server's own word (Type=notify): active means that it answers.
    assert.equal(property('ActiveState'), 'active', run('journalctl', '--unit', 'drape', '--no-pager'));
    assert.equal(property('StatusText'), 'Listening on 127.0.0.1, port 8080');
    assert.equal(property('NotifyAccess'), 'main');
    assert.equal(run('systemctl', 'is-enabled', 'drape.service'), 'enabled');
  });

  it('answers as a user of its own, in its own directory, under the watchdog', async () => {
    const reply = await fetch(`${URL}/health/ready`);
    assert.equal(reply.status, 200);
    const pid = property('MainPID');
    assert.equal(run('stat', '-c', '%U', `/proc/${pid}`), 'drape');
    assert.equal(run('stat', '-c', '%U:%G %a', '/var/lib/drape'), 'drape:drape 750');
    assert.equal(property('WatchdogUSec'), '1min');
    assert.notEqual(property('WatchdogTimestampMonotonic'), '0');
  });

  it('turns photos into a picture', async () => {
    key = asDrape('keys', 'create', 'shop').split('\n').pop();
    const client = new Client(URL, key);
    const person = await client.upload('person', sample('persons/man-half'));
    const garment = await client.upload('garment', sample('garments/long-sleeve-striped'));
    const order = { tryon_person_image_id: person.id, garment_image_ids: [garment.id] };
    const { json: { id } } = await client.post('/v2/tryon/tasks/', { json: order });
    const task = await client.finished(id);
    assert.equal(task.status, 'completed', JSON.stringify(task));
    assert.deepEqual(sizeOf((await client.follow(task.result_url)).body), sizeOf(sample('persons/man-half')));
    client.close();
    // The photos went through locked-up children: nothing of that broke under the unit's own restrictions.
    const metrics = await (await fetch(`${URL}/metrics`)).text();
    assert.match(metrics, /drape_decode_child_deaths_total\{cause="crashed"\} 0/);
    assert.doesNotMatch(run('journalctl', '--unit', 'drape', '--no-pager'), /"level":"(warn|error)"/);
    // Libraries keep nothing of their own beside the data.
    assert.deepEqual(readdirSync('/var/lib/drape').filter((name) => name.startsWith('.')), []);
  });

  it('keeps the service away from the rest of the machine', () => {
    const report = tried('systemd-analyze', 'security', '--offline=yes', '--no-pager', 'drape.service').stdout;
    const [, exposure] = report.match(/exposure level for drape.service: ([0-9.]+)/);
    console.log(`exposure by systemd-analyze security: ${exposure} of 10`);
    assert.ok(Number(exposure) < 2, report);
  });

  it('brings the manual page, the completion, the documents and the licences', () => {
    for (const file of ['man/man1/drape.1.gz', 'bash-completion/completions/drape', 'fish/vendor_completions.d/drape.fish',
      'doc/drape/copyright', 'doc/drape/NOTICE', 'doc/drape/ThirdPartyNotices.txt', 'doc/drape/docs/configuration.md',
      'doc/drape/api/openapi.yaml', 'doc/drape/examples/monitoring/alerts.yaml']) {
      assert.ok(existsSync(`/usr/share/${file}`), file);
    }
    assert.doesNotMatch(run('readelf', '--sections', '--wide', '/usr/bin/drape'), /\.symtab|\.debug/);
    assert.match(run('/usr/bin/drape', '--version'), /^\d+\.\d+\.\d+$/);
  });

  it('is installed over itself: the service starts anew, keys and settings stay', async () => {
    const old = property('MainPID');
    const setting = '\nworkers = 2\n';
    run('sh', '-c', `printf '%s' '${setting}' >> /etc/drape/drape.toml`);
    const installed = tried('dpkg', '--install', PACKAGE);
    assert.equal(installed.status, 0, installed.stdout + installed.stderr);
    assert.equal(property('ActiveState'), 'active');
    assert.notEqual(property('MainPID'), old);
    assert.ok(readFileSync('/etc/drape/drape.toml', 'utf8').endsWith(setting));
    const client = new Client(URL, key);
    assert.equal((await client.get('/v2/tryon/tasks/')).json.count, 1);
    client.close();
  });

  it('ends by itself when it is told to, with everything answered', () => {
    const stopped = tried('systemctl', 'stop', 'drape.service');
    assert.equal(stopped.status, 0, stopped.stderr);
    assert.equal(property('Result'), 'success');
    assert.equal(property('ExecMainStatus'), '0');
    assert.match(run('journalctl', '--unit', 'drape', '--no-pager'), /"event":"stopped".*"all_requests_answered":true/);
  });

  it('does not start again and again with a setting that is wrong', () => {
    run('sh', '-c', "echo 'workers = \"many\"' > /etc/drape/drape.toml");
    tried('systemctl', 'start', 'drape.service');
    assert.equal(property('ActiveState'), 'failed');
    assert.equal(property('ExecMainStatus'), '2');
    assert.equal(property('NRestarts'), '0');
    assert.match(run('journalctl', '--unit', 'drape', '--no-pager'), /workers/);
  });

  it('leaves data and settings when it is removed', () => {
    const removed = tried('dpkg', '--remove', 'drape');
    assert.equal(removed.status, 0, removed.stdout + removed.stderr);
    assert.ok(!existsSync('/usr/bin/drape'));
    assert.ok(existsSync('/var/lib/drape/drape.db'));
    assert.ok(existsSync('/etc/drape/drape.toml'));
    assert.equal(removed.stderr, '');
  });

  it('leaves nothing when it is purged', () => {
    const purged = tried('dpkg', '--purge', 'drape');
    assert.equal(purged.status, 0, purged.stdout + purged.stderr);
    assert.equal(purged.stderr, '');
    assert.deepEqual(changed().filter((file) => !before.files.includes(file)), []);
    for (const folder of ['/var/lib/drape', '/etc/drape', '/usr/lib/drape', '/usr/share/drape', '/usr/share/doc/drape']) {
      assert.ok(!existsSync(folder), folder);
    }
    assert.deepEqual(accounts(), before.accounts);
    assert.equal(tried('dpkg-query', '--show', 'drape').status, 1);
  });
});
