import { buildUrl } from '../../api/client';
import { useCall, useGet } from '../../api/hooks';
import type { ApprovalRequest, Notice, Project } from '../../api/types';
import { CheckField, SelectField, TextField } from '../../forms/Field';
import { useRefusal } from '../../forms/useRefusal';
import { words } from '../../forms/waves';
import { CopyAs } from '../../parts/CopyAs';
import { useDraft } from '../../parts/drafts';
import { GatedButton } from '../../parts/GatedButton';
import { Nothing, Panel } from '../../parts/Page';
import { toast } from '../../parts/toast';
import { docOf } from './EditProject';
import { clean, knownPaths, NOTICE_EVENTS } from './doc';
import { LinesField } from './LinesField';
import { NoticeLog } from './NoticeLog';
import { useTexts } from './texts';

const REQUESTS: ApprovalRequest[] = ['hot-updates', 'services', 'releases'];
const TYPES: Notice['type'][] = ['dingtalk', 'wecom', 'feishu', 'email', 'webhook'];
const LOG_EVERY_MS = 5_000;

interface Draft {
  approval: string[];
  notices: Notice[];
}

function draftOf(project: Project): Draft {
  return { approval: project.approval ?? [], notices: clean(project.notices ?? []) };
}

/** Who has to agree before a job, and where people are told of one. */
export function NoticesTab({ project }: { project: Project }) {
  const t = useTexts();
  const current = draftOf(project);
  const [draft, setDraft, forget] = useDraft<Draft>(`notices.${project.code}`, current);
  const dirty = JSON.stringify(draft) !== JSON.stringify(current);
  const { approval: _approval, notices: _notices, ...rest } = docOf(project);
  const body = {
    ...rest,
    ...(draft.approval.length === 0 ? {} : { approval: draft.approval }),
    ...(draft.notices.length === 0 ? {} : { notices: draft.notices }),
  };
  const refusal = useRefusal(knownPaths(body));
  const put = useCall('put', '/api/v1/projects/{project}', ['/api/v1/projects', '/api/v1/projects/{project}']);
  const test = useCall('post', '/api/v1/projects/{project}/notices/{name}/test', ['/api/v1/projects/{project}/notices/log']);
  const log = useGet('/api/v1/projects/{project}/notices/log', { path: { project: project.code }, enabled: current.notices.length > 0, every: LOG_EVERY_MS });
  const set = (change: Partial<Draft>) => {
    refusal.clear();
    setDraft({ ...draft, ...change });
  };
  const replace = (at: number, change: Partial<Notice>) => set({ notices: draft.notices.map((each, other) => (other === at ? { ...each, ...change } : each)) });
  const save = () =>
    put.mutate(
      { path: { project: project.code }, body: body as never },
      {
        onSuccess: () => {
          toast(t('saved'));
          forget();
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  const saved = (notice: Notice) => current.notices.some(each => JSON.stringify(each) === JSON.stringify(notice));
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        save();
      }}
    >
      <Panel title={t('approval')}>
        <p className="muted">{t('approval.hint')}</p>
        <div className="check-row">
          {REQUESTS.map(request => (
            <CheckField
              key={request}
              label={t(`approval.${request}`)}
              value={draft.approval.includes(request)}
              onChange={on => set({ approval: on ? [...draft.approval, request] : draft.approval.filter(each => each !== request) })}
            />
          ))}
        </div>
        {refusal.at('approval').length > 0 && <p className="f-error">✗ {refusal.at('approval').join('; ')}</p>}
      </Panel>
      <Panel title={t('notices')}>
        <div className="form-stack">
          {draft.notices.length === 0 && <Nothing text={t('notices.none')} advice={t('notices.none.advice')} />}
          {draft.notices.map((notice, at) => {
            const errors = (field: string) => refusal.at('notices', at, field);
            return (
              <div key={at} className="sub-form">
                <div className="form-grid">
                  <TextField label={t('notice.name')} errors={errors('name')} value={notice.name} onChange={name => replace(at, { name })} placeholder="ops" />
                  <SelectField label={t('notice.type')} errors={errors('type')} value={notice.type} onChange={type => replace(at, { type: type as Notice['type'] })} choices={TYPES.map(value => ({ value, label: t(`notice.type.${value}`) }))} />
                  {notice.type === 'email' ? (
                    <LinesField label={t('notice.to')} errors={errors('to')} value={(notice.to ?? []).join(', ')} onChange={text => replace(at, { to: words(text) })} placeholder="ops@example.net" />
                  ) : (
                    <TextField label="URL" errors={errors('url')} value={notice.url ?? ''} onChange={url => replace(at, { url })} mono placeholder="https://oapi.dingtalk.com/robot/send?access_token=…" />
                  )}
                  {notice.type !== 'email' && (
                    <TextField label={t('notice.secret')} hint={t('notice.secret.hint')} errors={errors('secret_file')} value={notice.secret_file ?? ''} onChange={text => replace(at, { secret_file: text === '' ? undefined : text })} mono />
                  )}
                  <SelectField
                    label={t('notice.language')}
                    value={notice.language ?? 'zh'}
                    onChange={language => replace(at, { language: language === 'en' ? 'en' : 'zh' })}
                    choices={[
                      { value: 'zh', label: '中文' },
                      { value: 'en', label: 'English' },
                    ]}
                  />
                </div>
                <div className="check-row">
                  {NOTICE_EVENTS.map(event => (
                    <CheckField key={event} label={t(`notice.event.${event}`)} value={notice.events.includes(event)} onChange={on => replace(at, { events: on ? [...notice.events, event] : notice.events.filter(each => each !== event) })} />
                  ))}
                </div>
                {errors('events').length > 0 && <p className="f-error">✗ {errors('events').join('; ')}</p>}
                <div className="toolbar">
                  <GatedButton
                    size="small"
                    need="admin"
                    project={project.code}
                    reason={saved(notice) ? null : t('notice.test.save')}
                    loading={test.isPending}
                    onClick={() => test.mutate({ path: { project: project.code, name: notice.name } }, { onSuccess: () => toast(t('notice.tested')), onError: problem => refusal.refuse(problem) })}
                  >
                    {t('notice.test')}
                  </GatedButton>
                  <CopyAs size="small" command={{ method: 'POST', url: buildUrl('/api/v1/projects/{project}/notices/{name}/test', { project: project.code, name: notice.name }) }} />
                  <button type="button" className="linkish" onClick={() => set({ notices: draft.notices.filter((_, other) => other !== at) })}>
                    {t('remove')}
                  </button>
                </div>
              </div>
            );
          })}
          <span>
            <button type="button" className="btn" onClick={() => set({ notices: [...draft.notices, { name: '', type: 'dingtalk', url: '', events: ['job_failed', 'job_paused', 'approval_wanted'], language: 'zh' }] })}>
              + {t('notice.add')}
            </button>
          </span>
        </div>
      </Panel>
      <footer className="edit-foot">
        {refusal.summary}
        <GatedButton need="admin" project={project.code} type="primary" htmlType="submit" loading={put.isPending} reason={dirty ? null : t('same')}>
          {t('save')}
        </GatedButton>
        <button
          type="button"
          className="btn"
          disabled={!dirty}
          onClick={() => {
            refusal.clear();
            setDraft(current);
          }}
        >
          {t('undo')}
        </button>
        <CopyAs command={{ method: 'PUT', url: buildUrl('/api/v1/projects/{project}', { project: project.code }), body }} />
      </footer>
      {log.data && log.data.notices.length > 0 && <NoticeLog notices={log.data.notices} />}
    </form>
  );
}
