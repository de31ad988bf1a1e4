/** Shapes of the API that docs/openapi.json does not have yet, written by hand; an entry goes when `npm run types` brings it. */
import type { components } from './generated';

type S = components['schemas'];

export type RoleName = 'viewer' | 'operator' | 'releaser' | 'approver' | 'admin';

export interface Grant {
  /** Code of a project, or `*`. */
  project: string;
  roles: RoleName[];
}

export interface LoginMethods {
  methods: ('local' | 'ldap')[];
  oidc: { name: string; url: string } | null;
}

export interface Me {
  account: string;
  display_name: string;
  source: 'local' | 'ldap' | 'oidc' | 'token';
  grants: Grant[];
  csrf: string | null;
  expires_at: string | null;
  /** From how many game servers on the scope has to be typed. */
  confirm_servers: number;
}

export interface Account {
  name: string;
  display_name: string;
  source: 'local' | 'ldap' | 'oidc';
  grants: Grant[];
  disabled: boolean;
  created_at: string;
  last_login_at: string | null;
  revision: number;
}

export type ApprovalState = 'WAITING' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED' | 'VOID';
export type ApprovalRequest = 'hot-updates' | 'services' | 'releases';

export interface Approval {
  id: string;
  project: string;
  area: string;
  area_code: string;
  request: ApprovalRequest;
  body: unknown;
  scope: { ips: number; servers: number };
  reason: string;
  state: ApprovalState;
  requested_by: string;
  requested_at: string;
  expires_at: string;
  decided_by: string | null;
  decided_at: string | null;
  decision: string | null;
  job_id: string | null;
  may_decide: boolean;
  why_not: string | null;
}

export interface QueueState {
  name: string;
  role: string;
  project: string | null;
  /** Null where the broker does not answer. */
  depth: number | null;
  consumers: number | null;
  oldest_seconds: number | null;
  dead: number;
}

export interface Trouble {
  code: string;
  subject: string;
  text: string;
  since: string;
  link: string | null;
}

export interface Overview {
  running: S['Job'][];
  paused: S['Job'][];
  failed_24h: { count: number; jobs: S['Job'][] };
  waiting_for_me: Approval[];
  workers: { ready: number; lost: number };
  queues: QueueState[];
  problems: Trouble[];
}

export interface AuditEntry {
  seq: number;
  at: string;
  /** Name of the token or account; `-` where nobody was known. */
  who: string;
  address: string | null;
  method: string;
  path: string;
  project: string | null;
  status: number;
  /** Of the refusal; `ok` where it was accepted. */
  code: string | null;
  job_id?: string | null;
  /** The reason that was given. */
  note?: string | null;
  before?: unknown;
  after?: unknown;
  previous: string;
  hash: string;
  request_id?: string;
}

export interface AuditVerdict {
  ok: boolean;
  /** How many are as they were written, from the first on. */
  entries: number;
  first_bad: { seq: number; why: string } | null;
  head: { seq: number; hash: string; at: string } | null;
}

export interface DeadLetter {
  id: string;
  /** Null where the broker does not say. */
  at: string | null;
  reason: string;
  job_id: string | null;
  target_id?: string | null;
  project?: string | null;
  queue?: string | null;
  /** How often it has died. */
  times?: number;
  bytes?: number;
  body: string;
}

export interface Requeued {
  requeued: string[];
  refused: { id: string; job_id: string | null; code: string; why: string }[];
}

/** What a project has beyond openapi.json. */
export interface Notice {
  name: string;
  type: 'dingtalk' | 'wecom' | 'feishu' | 'email' | 'webhook';
  url?: string;
  to?: string[];
  secret_file?: string;
  events: string[];
  language?: 'zh' | 'en';
}

/** A notice that was sent, or is to be. */
export interface SentNotice {
  id: string;
  channel: string;
  event: string;
  job_id: string | null;
  title: string;
  text: string;
  link: string | null;
  state: string;
  tries: number;
  next_try_at: string | null;
  created_at: string;
  sent_at: string | null;
  attempts: { at: string; status?: number; error?: string | null }[];
}

interface Content<R> {
  content: { 'application/json': R };
}

interface Get<R, Q = object, P = object> {
  get: { parameters: { query?: Q; path: P }; responses: { 200: Content<R> } };
}

interface Post<B, R, P = object, Status extends number = 200, Q = object> {
  post: {
    parameters: { query?: Q; path: P };
    requestBody: Content<B>;
    responses: Record<Status, Content<R>>;
  };
}

interface Put<B, R, P = object> {
  put: { parameters: { path: P }; requestBody: Content<B>; responses: { 200: Content<R> } };
}

interface Delete<P = object> {
  delete: { parameters: { path: P }; responses: { 204: { content?: never } } };
}

interface Id {
  id: string;
}

interface Page {
  limit?: number;
  page_token?: string;
}

export interface ContractPaths {
  '/api/v1/login': Get<LoginMethods>;
  '/api/v1/session': Get<Me> & Post<{ account: string; password: string }, Me> & Delete;
  '/api/v1/session/password': Post<{ old_password: string; new_password: string }, undefined>;
  '/api/v1/accounts': Get<{ accounts: Account[] }> &
    Post<{ name: string; display_name: string; password: string; grants: Grant[] }, Account, object, 201>;
  '/api/v1/accounts/{name}': Put<
    { display_name: string; grants: Grant[]; disabled: boolean; revision: number },
    Account,
    { name: string }
  >;
  '/api/v1/accounts/{name}/password': Post<{ password: string }, undefined, { name: string }>;
  '/api/v1/overview': Get<Overview>;
  '/api/v1/queues': Get<{ queues: QueueState[] }>;
  '/api/v1/queues/{queue}/dead-letters': Get<{ dead_letters: DeadLetter[] }, { limit?: number }, { queue: string }>;
  '/api/v1/queues/{queue}/dead-letters/requeue': Post<{ ids: string[] | null; reason: string }, Requeued, { queue: string }>;
  '/api/v1/callbacks': Get<
    { callbacks: S['Callback'][]; next_page_token: string | null },
    { project?: string[]; state?: string[]; job?: string } & Page
  >;
  '/api/v1/callbacks/replay': Post<{ project: string; ids: string[] | null }, { replayed: number; more?: boolean }, object, 202>;
  '/api/v1/audit': Get<
    { entries: AuditEntry[]; next_page_token: string | null },
    {
      who?: string;
      project?: string[];
      path?: string;
      code?: string;
      job?: string;
      from?: string;
      to?: string;
    } & Page
  >;
  '/api/v1/audit/verify': Get<AuditVerdict>;
  '/api/v1/approvals': Get<{ approvals: Approval[] }, { state?: string[]; project?: string[]; limit?: number }>;
  '/api/v1/approvals/{id}': Get<Approval, object, Id>;
  '/api/v1/approvals/{id}/approve': Post<{ reason: string }, Approval, Id>;
  '/api/v1/approvals/{id}/reject': Post<{ reason: string }, Approval, Id>;
  '/api/v1/approvals/{id}/withdraw': Post<{ reason: string }, Approval, Id>;
  '/api/v1/projects/{project}/areas/{area}/approvals': Post<
    { request: ApprovalRequest; body: unknown; reason: string },
    Approval,
    { project: string; area: string },
    202
  >;
  '/api/v1/projects/{project}/notices/{name}/test': Post<
    undefined,
    unknown,
    { project: string; name: string }
  >;
  '/api/v1/projects/{project}/notices/log': Get<{ notices: SentNotice[] }, { limit?: number }, { project: string }>;
}
