// No link of a document leads to a file or a heading that is not there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const pages = execFileSync('git', ['-C', ROOT, 'ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { encoding: 'utf8' })
  .trim().split('\n').filter((page) => existsSync(path.join(ROOT, page)));

/** A page without what looks like a link and is none: code. */
const textOf = (page) => readFileSync(path.join(ROOT, page), 'utf8').replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, 'code');

/** The targets of a page's links and pictures, in Markdown and in HTML. */
function linksOf(page) {
  const text = textOf(page);
  return [...text.matchAll(/\]\(\s*<?([^)>\s]+)>?(?:\s+"[^"]*")?\s*\)/g), ...text.matchAll(/<(?:img|a)\s[^>]*(?:src|href)="([^"]+)"/g)]
    .map((match) => match[1]);
}

/** The names of a page's headings, as code hosts make them. */
function anchorsOf(file) {
  const seen = new Map();
  return readFileSync(file, 'utf8').replace(/^```[\s\S]*?^```/gm, '').split('\n').filter((line) => /^#{1,6} /.test(line)).map((line) => {
    const name = line.replace(/^#+ /, '').trim().toLowerCase().replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[^\p{L}\p{N} _-]/gu, '').replace(/ /g, '-');
    const times = seen.get(name) ?? 0;
    seen.set(name, times + 1);
    return times === 0 ? name : `${name}-${times}`;
  });
}

/** What is wrong with a link; undefined: nothing. */
function fault(page, link) {
  if (/^[a-z]+:/i.test(link)) return undefined;
  const [target, anchor] = link.split('#');
  const file = target === '' ? path.join(ROOT, page) : path.join(ROOT, path.dirname(page), decodeURIComponent(target));
  if (!existsSync(file)) return `${page}: ${link} is not there`;
  if (anchor && !statSync(file).isDirectory() && file.endsWith('.md') && !anchorsOf(file).includes(anchor)) return `${page}: no heading for ${link}`;
  return undefined;
}

describe('the documents', () => {
  it('have no dead link', () => {
    const links = pages.flatMap((page) => linksOf(page).map((link) => [page, link]));
    assert.ok(links.length > 50, `only ${links.length} links were found`);
    assert.deepEqual(links.map(([page, link]) => fault(page, link)).filter(Boolean), []);
  });

  it('are all reached from the index or from the README', () => {
    const reached = new Set(['README.md']);
    for (const page of reached) {
      for (const link of linksOf(page)) {
        const target = link.split('#')[0];
        if (/^[a-z]+:/i.test(link) || !target.endsWith('.md')) continue;
        const file = path.normalize(path.join(path.dirname(page), target));
        if (pages.includes(file)) reached.add(file);
      }
    }
    assert.deepEqual(pages.filter((page) => page.startsWith('docs/') && !reached.has(page)), []);
  });
});
