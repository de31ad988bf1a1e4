/**
 * A small stand-in for the dispatcher's API, for work on the pages without one: `npm run mock`, then `npm run dev` with
 * SLIPWAY_URL=http://127.0.0.1:8099. Files in mock/routes give its answers; none of this is part of the product.
 */
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { serveFile } from './files.mjs';

const port = Number(process.env.MOCK_PORT ?? 8099);
const directory = fileURLToPath(new URL('./routes/', import.meta.url));

/** Each: { method, path: '/api/v1/jobs/{id}', answer: (request) => body | { status, body, headers } | undefined after writing itself }. */
const routes = [];
for (const file of readdirSync(directory).sort()) {
  routes.push(...(await import(new URL(`./routes/${file}`, import.meta.url))).routes.map(compile));
}

function compile(route) {
  const names = [];
  const pattern = route.path.replace(/\{(\w+)\}/g, (_, name) => {
    names.push(name);
    return '([^/]+)';
  });
  return { ...route, names, regex: new RegExp(`^${pattern}$`) };
}

export function problem(status, code, title, more = {}) {
  return { status, body: { type: `/problems/${code}`, title, status, code, errors: [], request_id: 'mock', ...more }, type: 'application/problem+json' };
}

async function bodyOf(request) {
  let text = '';
  for await (const piece of request) text += piece;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function handle(request, response) {
  const url = new URL(request.url, 'http://mock');
  if (!url.pathname.startsWith('/api/')) return serveFile(url.pathname, response);
  const cookies = request.headers.cookie ?? '';
  const signedIn = /slipway=demo/.test(cookies);
  const open = ['/api/v1/login', '/api/v1/session'].includes(url.pathname) && request.method !== 'GET';
  if (!signedIn && !open && url.pathname !== '/api/v1/login') return write(response, problem(401, 'unauthorized', '请先登录'));
  for (const route of routes) {
    const match = route.method === request.method && route.regex.exec(url.pathname);
    if (!match) continue;
    const path = Object.fromEntries(route.names.map((name, at) => [name, decodeURIComponent(match[at + 1])]));
    const body = request.method === 'GET' ? undefined : await bodyOf(request);
    const english = (request.headers['accept-language'] ?? '').startsWith('en');
    const answer = await route.answer({ path, query: url.searchParams, body, request, response, english });
    return answer === undefined ? undefined : write(response, answer);
  }
  return write(response, problem(404, 'not_found', '没有这个地址'));
}

function write(response, answer) {
  const whole = typeof answer.status === 'number' && ('body' in answer || answer.status === 204) ? answer : { status: 200, body: answer };
  response.writeHead(whole.status, { 'Content-Type': whole.type ?? 'application/json', 'Cache-Control': 'no-store', ...whole.headers });
  response.end(whole.body === undefined ? '' : JSON.stringify(whole.body));
}

createServer((request, response) => {
  handle(request, response).catch(error => {
    console.error(error);
    if (!response.headersSent) write(response, problem(500, 'internal_error', String(error)));
  });
}).listen(port, '127.0.0.1', () => console.log(`mock on http://127.0.0.1:${port}, account demo, password demo`));
