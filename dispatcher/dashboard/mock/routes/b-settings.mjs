import { ago } from '../site.mjs';

const problem = (status, code, title, more = {}) => ({ status, type: 'application/problem+json', body: { type: `/problems/${code}`, title, status, code, errors: [], request_id: 'mock', ...more } });
const wrong = errors => problem(422, 'invalid_request', '请求有误', { errors, hint: '按上面的说明修改后重试' });

const account = (name, display_name, grants, more = {}) => ({ name, display_name, source: 'local', grants, disabled: false, created_at: ago(9_000_000), last_login_at: ago(4_000), revision: 1, ...more });
const accounts = [
  account('demo', '演示', [{ project: '*', roles: ['admin'] }]),
  account('li.si', '李四', [{ project: 'ssss', roles: ['operator', 'releaser'] }, { project: 'jyjh', roles: ['viewer'] }], { source: 'ldap' }),
  account('wang.wu', '王五', [{ project: '*', roles: ['approver'] }], { source: 'oidc', last_login_at: ago(86_000) }),
  account('zhang.san', '张三', [], { disabled: true, last_login_at: null }),
];
const token = (name, projects, roles, more = {}) => ({ name, projects, roles, created_at: ago(8_000_000), expires_at: null, disabled: false, ...more });
const tokens = [token('cmdb', ['ssss', 'jyjh'], ['operator']), token('grafana', ['*'], ['viewer'], { expires_at: ago(-8_000_000) }), token('ci-2025', ['jyjh'], ['releaser'], { expires_at: ago(90_000) }), token('old-script', ['ssss'], ['operator'], { disabled: true })];

export const routes = [
  { method: 'GET', path: '/api/v1/accounts', answer: () => ({ accounts }) },
  {
    method: 'POST',
    path: '/api/v1/accounts',
    answer: ({ body }) => {
      if (accounts.some(each => each.name === body.name)) return problem(409, 'name_taken', '请求有误', { errors: [{ pointer: '/name', code: 'name_taken', message: '这个名称已被占用' }] });
      accounts.push(account(body.name, body.display_name, body.grants, { last_login_at: null }));
      return { status: 201, body: accounts.at(-1) };
    },
  },
  {
    method: 'PUT',
    path: '/api/v1/accounts/{name}',
    answer: ({ path, body }) => {
      const known = accounts.find(each => each.name === path.name);
      if (known.revision !== body.revision) return problem(409, 'changed_meanwhile', '已被别人改过', { hint: '重新读取后再改' });
      return Object.assign(known, { display_name: body.display_name, grants: body.grants, disabled: body.disabled, revision: known.revision + 1 });
    },
  },
  { method: 'POST', path: '/api/v1/accounts/{name}/password', answer: ({ body }) => (body.password === '1234567890' ? wrong([{ pointer: '/password', code: 'bad_password', message: '太容易猜到' }]) : { status: 204 }) },
  { method: 'POST', path: '/api/v1/session/password', answer: ({ body }) => (body.old_password === 'demo' ? { status: 204 } : wrong([{ pointer: '/old_password', code: 'bad_credentials', message: '现在的密码不对' }])) },
  { method: 'GET', path: '/api/v1/tokens', answer: () => ({ tokens }) },
  {
    method: 'POST',
    path: '/api/v1/tokens',
    answer: ({ body }) => {
      if (tokens.some(each => each.name === body.name)) return problem(409, 'name_taken', '请求有误', { errors: [{ pointer: '/name', code: 'name_taken', message: '这个名称已被占用' }] });
      tokens.push(token(body.name, body.projects, body.roles, { created_at: ago(0), expires_at: body.expires_at ?? null }));
      return { status: 201, body: { token: `slw_${'x7Qk'.repeat(10)}`, details: tokens.at(-1) } };
    },
  },
  { method: 'POST', path: '/api/v1/tokens/{name}/disable', answer: ({ path }) => Object.assign(tokens.find(each => each.name === path.name), { disabled: true }) },
];
