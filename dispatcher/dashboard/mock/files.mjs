import { createReadStream, existsSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

const ROOT = 'target/classes/META-INF/resources';
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };
const CSP =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/** The built pages, as the dispatcher serves them: with its Content-Security-Policy, and index.html for what is no file. */
export function serveFile(path, response) {
  const wanted = join(ROOT, path);
  const file = !path.includes('..') && existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(ROOT, 'index.html');
  response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': CSP });
  createReadStream(file).pipe(response);
}
