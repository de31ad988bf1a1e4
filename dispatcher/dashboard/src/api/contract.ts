/**
 * What docs/openapi.json cannot say of some shapes: which texts are one of a few, that a field may be anything, and that what may be
 * absent is sent as null. Everything else of them comes from the description.
 */
import type { components, paths } from './generated';

type S = components['schemas'];
type OptionalOf<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T];
/** Answers hold every field. */
type Whole<T> = Omit<T, OptionalOf<T>> & { [K in OptionalOf<T>]: Exclude<T[K], undefined> | null };
/** The same with other types of some fields. */
type With<T, R> = Whole<Omit<T, keyof R>> & R;

export type RoleName = 'viewer' | 'operator' | 'releaser' | 'approver' | 'admin';

export type Grant = With<S['Grant'], { roles: RoleName[] }>;
export type Me = With<S['Me'], { grants: Grant[]; source: 'local' | 'ldap' | 'oidc' | 'token' }>;
export type Account = With<S['Account'], { grants: Grant[]; source: 'local' | 'ldap' | 'oidc' }>;
export type LoginMethods = With<S['LoginView'], { methods: ('local' | 'ldap')[] }>;

export type Approval = With<S['Approval'], { body: unknown }>;
export type ApprovalState = Approval['state'];
export type ApprovalRequest = Approval['request'];

export type QueueState = Whole<S['Queue']>;
export type Trouble = Whole<S['OverviewProblem']>;
export type Overview = With<S['Overview'], { waiting_for_me: Approval[]; queues: QueueState[]; problems: Trouble[] }>;

export type AuditEntry = With<S['AuditEntry'], { before?: unknown; after?: unknown }>;
export type AuditVerdict = Whole<S['AuditVerdict']>;

export type DeadLetter = Whole<S['DeadLetter']>;
export type Requeued = With<S['Requeued'], { refused: Whole<S['NotRequeued']>[] }>;

export type Notice = S['NoticeChannel'];
/** A notice that was sent, or is to be. */
export type SentNotice = With<S['Notice'], { attempts: Whole<S['Try']>[] }>;

interface Json<R> { content: { 'application/json': R } }
/** An operation as it is described, with another answer, and another body where one is given. */
type Answering<O, R, B = never> = Omit<O, 'responses' | 'requestBody'> & { responses: { 200: Json<R> } } & ([B] extends [never]
    ? O extends { requestBody?: infer D }
      ? { requestBody: D }
      : unknown
    : { requestBody: Json<B> });
interface Decision<P extends '/api/v1/approvals/{id}/approve' | '/api/v1/approvals/{id}/reject' | '/api/v1/approvals/{id}/withdraw'> { post: Answering<paths[P]['post'], Approval> }

/** Calls whose answers are of those shapes. */
export interface RefinedPaths {
  '/api/v1/login': { get: Answering<paths['/api/v1/login']['get'], LoginMethods> };
  '/api/v1/session': {
    get: Answering<paths['/api/v1/session']['get'], Me>;
    post: Answering<paths['/api/v1/session']['post'], Me>;
    delete: paths['/api/v1/session']['delete'];
  };
  '/api/v1/accounts': {
    get: Answering<paths['/api/v1/accounts']['get'], { accounts: Account[] }>;
    post: Answering<paths['/api/v1/accounts']['post'], Account>;
  };
  '/api/v1/accounts/{name}': { put: Answering<paths['/api/v1/accounts/{name}']['put'], Account> };
  '/api/v1/overview': { get: Answering<paths['/api/v1/overview']['get'], Overview> };
  '/api/v1/queues': { get: Answering<paths['/api/v1/queues']['get'], { queues: QueueState[] }> };
  '/api/v1/queues/{queue}/dead-letters': { get: Answering<paths['/api/v1/queues/{queue}/dead-letters']['get'], { dead_letters: DeadLetter[] }> };
  '/api/v1/queues/{queue}/dead-letters/requeue': { post: Answering<paths['/api/v1/queues/{queue}/dead-letters/requeue']['post'], Requeued> };
  '/api/v1/audit': { get: Answering<paths['/api/v1/audit']['get'], { entries: AuditEntry[]; next_page_token: string | null }> };
  '/api/v1/audit/verify': { get: Answering<paths['/api/v1/audit/verify']['get'], AuditVerdict> };
  '/api/v1/approvals': { get: Answering<paths['/api/v1/approvals']['get'], { approvals: Approval[] }> };
  '/api/v1/approvals/{id}': { get: Answering<paths['/api/v1/approvals/{id}']['get'], Approval> };
  '/api/v1/approvals/{id}/approve': Decision<'/api/v1/approvals/{id}/approve'>;
  '/api/v1/approvals/{id}/reject': Decision<'/api/v1/approvals/{id}/reject'>;
  '/api/v1/approvals/{id}/withdraw': Decision<'/api/v1/approvals/{id}/withdraw'>;
  '/api/v1/projects/{project}/areas/{area}/approvals': {
    post: Answering<paths['/api/v1/projects/{project}/areas/{area}/approvals']['post'], Approval, { request: ApprovalRequest; body: unknown; reason: string }>;
  };
  '/api/v1/projects/{project}/notices/log': { get: Answering<paths['/api/v1/projects/{project}/notices/log']['get'], { notices: SentNotice[] }> };
}
