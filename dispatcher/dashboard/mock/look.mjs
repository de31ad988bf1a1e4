/**
 * Looks at pages as pictures and asks axe about them, in both languages and themes:
 *   npm run mock &  node mock/look.mjs DIRECTORY /jobs /jobs/gate-1 ...
 * Needs Debian's chromium. The product's own browser tests are in deploy/standalone.
 */
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const BASE = process.env.SLIPWAY_URL ?? 'http://127.0.0.1:8099';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const SIZES = [
  ['wide', 1440, 900],
  ['narrow', 420, 900],
];
const [directory, ...paths] = process.argv.slice(2);

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
let violations = 0;
for (const path of paths) {
  for (const [language, theme] of [['zh', 'light'], ['en', 'dark']]) {
    for (const [size, width, height] of SIZES) {
      const context = await browser.newContext({ viewport: { width, height } });
      await context.addCookies([{ name: 'slipway', value: 'demo', url: BASE }]);
      await context.addInitScript(
        ([l, t]) => {
          localStorage.setItem('slipway.language', l);
          localStorage.setItem('slipway.theme', t);
        },
        [language, theme],
      );
      const page = await context.newPage();
      page.on('pageerror', error => console.log(`${path}: ${error}`));
      await page.goto(BASE + path);
      await page.waitForTimeout(2_000);
      const name = `${path.replaceAll(/[^\w-]+/g, '_')}-${language}-${theme}-${size}`;
      await page.screenshot({ path: `${directory}/${name}.png` });
      const found = await new AxeBuilder({ page }).analyze();
      violations += found.violations.length;
      console.log(name, found.violations.length === 0 ? 'ok' : '');
      for (const each of found.violations) console.log(`  ${each.id}: ${each.nodes.slice(0, 3).map(node => node.html.slice(0, 120)).join('\n    ')}`);
      await context.close();
    }
  }
}
await browser.close();
process.exit(violations === 0 ? 0 : 1);
