import { ago } from '../site.mjs';

const approval = (id, more) => ({ id, project: 'ssss', area: '大陆', area_code: 'cn', request: 'hot-updates', body: { uuid: id, version: '004200000', update_type: 'hot_server', update_file_list: [{ file_name: 'ebin/player.beam', file_md5: 'ce0471ef80cb25705fc254d594250c4a' }] }, scope: { ips: 500, servers: 2000 }, reason: '修复活动掉落', state: 'WAITING', requested_by: 'li.si', requested_at: ago(700), expires_at: ago(-80_000), decided_by: null, decided_at: null, decision: null, job_id: null, may_decide: true, why_not: null, ...more });
const approvals = [
  approval('ap-1', {}),
  approval('ap-2', { request: 'services', scope: { ips: 4, servers: 9 }, reason: '重启跨服', requested_by: 'demo', may_decide: false, why_not: '不能批准自己的申请' }),
  approval('ap-3', { request: 'releases', state: 'APPROVED', decided_by: 'wang.wu', decided_at: ago(300), decision: '同意', job_id: 'gate-1', may_decide: false, reason: '1.0.4 版本发布' }),
  approval('ap-4', { state: 'REJECTED', decided_by: 'wang.wu', decided_at: ago(9_000), decision: '先在测试服验证', may_decide: false }),
];
const missing = { status: 404, type: 'application/problem+json', body: { type: '/problems/unknown_approval', title: '没有这个申请', status: 404, code: 'unknown_approval', errors: [], request_id: 'mock' } };
const act = (name, state) => ({ method: 'POST', path: `/api/v1/approvals/{id}/${name}`, answer: ({ path, body }) => Object.assign(approvals.find(each => each.id === path.id), { state, decided_by: 'demo', decided_at: ago(0), decision: body.reason, may_decide: false, job_id: state === 'APPROVED' ? 'gate-1' : null }) });

export const routes = [
  { method: 'GET', path: '/api/v1/approvals', answer: ({ query }) => ({ approvals: approvals.filter(each => (!query.get('state') || each.state === query.get('state')) && (!query.get('project') || each.project === query.get('project'))) }) },
  { method: 'GET', path: '/api/v1/approvals/{id}', answer: ({ path }) => approvals.find(each => each.id === path.id) ?? missing },
  act('approve', 'APPROVED'),
  act('reject', 'REJECTED'),
  act('withdraw', 'WITHDRAWN'),
];
