const ROLES = process.env.MOCK_ROLES?.split(',') ?? ['admin'];
const CSRF = 'mock-csrf';

const me = {
  account: 'demo',
  display_name: '演示',
  source: 'local',
  grants: [{ project: '*', roles: ROLES }],
  csrf: CSRF,
  expires_at: new Date(Date.now() + 8 * 3_600_000).toISOString(),
  confirm_servers: 50,
};

export const routes = [
  { method: 'GET', path: '/api/v1/login', answer: () => ({ methods: ['local', 'ldap'], oidc: null }) },
  { method: 'GET', path: '/api/v1/session', answer: () => me },
  {
    method: 'POST',
    path: '/api/v1/session',
    answer: ({ body }) =>
      body.account === 'demo' && body.password === 'demo'
        ? { status: 200, body: me, headers: { 'Set-Cookie': 'slipway=demo; Path=/; HttpOnly; SameSite=Lax' } }
        : {
            status: 401,
            type: 'application/problem+json',
            body: { type: '/problems/bad_credentials', title: '账号或密码不对', status: 401, code: 'bad_credentials', errors: [], request_id: 'mock' },
          },
  },
  {
    method: 'DELETE',
    path: '/api/v1/session',
    answer: () => ({ status: 204, headers: { 'Set-Cookie': 'slipway=; Path=/; Max-Age=0' } }),
  },
];
