// The dashboard and the alert rules ask only for what the server tells.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { sample } from '../http/support/pictures.mjs';
import { Server } from '../http/support/server.mjs';

const file = (name) => readFileSync(new URL(`../../deploy/monitoring/${name}`, import.meta.url), 'utf8');

/** The series of a query: {name, labels: {label: [values]}}; a regular expression counts as its alternatives. */
function asked(query) {
  return [...query.matchAll(/\b(drape_[a-z_]+)(\{[^}]*\})?/g)].map(([, name, matchers]) => ({
    name,
    labels: Object.fromEntries([...(matchers ?? '').matchAll(/([a-z_]+)=~?"([^"]*)"/g)].map(([, label, value]) => [label, value.split('|')])),
  }));
}

describe('what monitoring asks for', () => {
  let server;
  let told;
  before(async () => {
    server = await Server.start();
    const person = await server.client.upload('person', sample('persons/man-half'));
    const garment = await server.client.upload('garment', sample('garments/tee-plain'));
    const { json } = await server.client.post('/v2/tryon/tasks/',
      { json: { tryon_person_image_id: person.id, garment_image_ids: [garment.id] } });
    await server.client.finished(json.id);
    told = (await server.client.get('/metrics', { key: null })).text.split('\n').filter((line) => line.startsWith('drape_'));
  });
  after(() => server.remove());

  const check = (queries) => {
    assert.ok(queries.length > 0);
    for (const { name, labels } of queries) {
      const series = told.filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
      assert.ok(series.length > 0, `${name} is not told`);
      for (const [label, values] of Object.entries(labels)) {
        if (label === 'instance') continue;  // Prometheus adds it.
        assert.ok(series[0].includes(`${label}="`), `${name} has no label ${label}`);
        // Of codes and states only those show that have been.
        if (label === 'status' && name.startsWith('drape_queue')) {
          for (const value of values) assert.ok(series.some((line) => line.includes(`status="${value}"`)), `${name} ${value}`);
        }
      }
    }
  };

  it('in the alert rules is told by the server', () => {
    const rules = file('alerts.yaml').split('- alert:').slice(1);
    assert.ok(rules.length >= 8);
    check(rules.flatMap(asked));
  });

  it('in the dashboard is told by the server', () => {
    const panels = JSON.parse(file('grafana/dashboard.json')).panels;
    check(panels.flatMap((panel) => panel.targets.flatMap((target) => asked(target.expr))));
  });

  it('misses nothing that the server tells', () => {
    const names = new Set(told.map((line) => line.match(/^[a-z_]+/)[0].replace(/_(bucket|sum|count)$/, '')));
    const dashboard = file('grafana/dashboard.json');
    for (const name of names) assert.ok(dashboard.includes(name), `${name} is on no panel`);
  });
});
