// The audit is what the crash runs believe: it must see each kind of damage.
import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { png } from '../http/support/pictures.mjs';
import { Server } from '../http/support/server.mjs';
import { AUDIT_PROGRAM, audit } from './support/life.mjs';

const blobFiles = (data) => readdirSync(path.join(data, 'blobs'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile()).map((entry) => path.join(entry.path, entry.name));

const DAMAGES = {
  'lost blob': (data) => rmSync(blobFiles(data)[0]),
  content: (data) => appendFileSync(blobFiles(data)[0], 'x'),
  size: (data) => appendFileSync(blobFiles(data)[0], 'x'),
  'orphan file': (data) => writeFileSync(path.join(path.dirname(blobFiles(data)[0]), 'f'.repeat(64)), 'x'),
  'temporary file': (data) => writeFileSync(path.join(data, 'incoming', 'left-over'), 'x'),
};

describe('drape-audit', () => {
  for (const [kind, damage] of Object.entries(DAMAGES)) {
    it(`sees: ${kind}`, async () => {
      const server = await Server.start({ args: ['--workers', '0'] });
      try {
        await server.client.upload('garment', png());
        server.signal('SIGTERM');
        await server.exited;
        assert.deepEqual((await audit(server.data.path, { hash: true })).violations, []);
        damage(server.data.path);
        const { violations } = await audit(server.data.path, { hash: true });
        assert.ok(violations.some((one) => one.startsWith(kind)), violations.join('\n'));
      } finally {
        await server.remove();
      }
    });
  }
});
