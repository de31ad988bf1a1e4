// Fails the build where a first visit would load more than it should: what index.html names, and the page it opens on.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 250;
const PAGES = ['src/pages/overview/OverviewPage.tsx', 'src/pages/login/LoginPage.tsx', 'src/pages/job/JobPage.tsx'];

const out = process.env.DASHBOARD_OUT ?? 'target/classes/META-INF/resources';
const manifest = JSON.parse(readFileSync(join(out, 'assets/manifest.json'), 'utf8'));

function reach(key, seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk || seen.has(key)) return seen;
  seen.add(key);
  (chunk.imports ?? []).forEach(next => reach(next, seen));
  return seen;
}

function kilobytes(keys) {
  const files = new Set([...keys].flatMap(key => [manifest[key].file, ...(manifest[key].css ?? [])]));
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(out, file))).length, 0) / 1024;
}

const entry = reach('index.html');
const frame = reach('src/app/Frame.tsx', new Set(entry));
console.log(`first load, gzip: entry ${kilobytes(entry).toFixed(1)} kB, with the frame ${kilobytes(frame).toFixed(1)} kB`);
let worst = 0;
for (const page of PAGES) {
  const size = kilobytes(reach(page, new Set(page.includes('/login/') ? entry : frame)));
  if (!page.includes('/job/')) worst = Math.max(worst, size);
  console.log(`  with ${page.replace(/.*\//, '')} ${size.toFixed(1)} kB`);
}
if (worst > LIMIT_KB) {
  console.error(`more than ${LIMIT_KB} kB`);
  process.exit(1);
}
