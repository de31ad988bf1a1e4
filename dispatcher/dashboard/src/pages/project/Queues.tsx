import { useState } from 'react';
import { buildUrl } from '../../api/client';
import { useCall, useGet } from '../../api/hooks';
import type { Project, Schemas } from '../../api/types';
import { useGate } from '../../app/session';
import { CheckField, SelectField, TextField } from '../../forms/Field';
import { Confirm, Dialog } from '../../forms/Lazy';
import { RowAct } from '../../forms/RowAct';
import { useRefusal } from '../../forms/useRefusal';
import { words } from '../../forms/waves';
import { CopyAs } from '../../parts/CopyAs';
import { GatedButton } from '../../parts/GatedButton';
import { Nothing, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { toast } from '../../parts/toast';
import { useShared } from '../../texts';
import { LinesField } from './LinesField';
import { useTexts } from './texts';

type Mapping = Schemas['QueueMappingBody'];
const QUEUE_ROLES = ['file-pull', 'file-push', 'file-relay', 'ops-manager'];

/** `ssss:越南` */
function areasOf(text: string): NonNullable<Mapping['areas']> {
  return words(text).map(each => {
    const colon = each.indexOf(':');
    return colon < 0 ? { project: each, area: '' } : { project: each.slice(0, colon), area: each.slice(colon + 1) };
  });
}

const areaText = (areas: Mapping['areas']) => (areas ?? []).map(each => `${each.project}:${each.area}`).join(', ');

function Editor({ project, given, onClose }: { project: Project; given: Mapping | null; onClose: () => void }) {
  const t = useTexts();
  const [queue, setQueue] = useState(given?.queue ?? '');
  const [mapping, setMapping] = useState<Mapping>(given ?? { role: 'file-pull', projects: [project.code], areas: [] });
  const [move, setMove] = useState(false);
  const refusal = useRefusal([['queue'], ['role'], ['projects'], ['areas']]);
  const put = useCall('put', '/api/v1/queue-mappings/{queue}', ['/api/v1/queue-mappings']);
  const { queue: _queue, ...body } = { ...mapping, projects: mapping.projects ?? [], areas: mapping.areas ?? [] };
  const query = move ? { move: true } : {};
  const save = () =>
    put.mutate(
      { path: { queue: queue.trim() }, query, body, ...(given === null ? { headers: { 'If-None-Match': '*' } } : {}) },
      {
        onSuccess: () => {
          toast(t('queue.saved'));
          onClose();
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  const cli = ['queue', 'set', queue.trim(), '--role', mapping.role, ...(body.projects.length === 0 ? [] : ['--project', body.projects.join(',')]), ...(body.areas.length === 0 ? [] : ['--area', body.areas.map(each => `${each.project}:${each.area}`).join(',')]), ...(move ? ['--move'] : [])];
  return (
    <Dialog title={given === null ? t('queue.new') : t('queue.edit', { queue })} action={t('save')} busy={put.isPending} reason={queue.trim() === '' ? t('queue.name.missing') : null} onSubmit={save} onClose={onClose}>
      <div className="form-grid">
        <TextField label={t('queue')} hint={t('queue.hint')} errors={refusal.at('queue')} value={queue} onChange={setQueue} disabled={given !== null} mono placeholder="file_push8" />
        <SelectField label={t('queue.role')} errors={refusal.at('role')} value={mapping.role} onChange={role => setMapping({ ...mapping, role })} choices={QUEUE_ROLES.map(value => ({ value, label: `${value} ${t(`queue.role.${value as 'file-pull'}`)}` }))} />
        <LinesField label={t('queue.projects')} hint={t('queue.projects.hint')} errors={refusal.at('projects')} value={(mapping.projects ?? []).join(', ')} onChange={text => setMapping({ ...mapping, projects: words(text) })} placeholder="jyjh, snqxz, ssss" wide />
        <LinesField label={t('queue.areas')} hint={t('queue.areas.hint')} errors={refusal.at('areas')} value={areaText(mapping.areas)} read={text => areaText(areasOf(text))} onChange={text => setMapping({ ...mapping, areas: areasOf(text) })} placeholder="snqxz:越南" wide />
      </div>
      <CheckField label={t('queue.move')} hint={t('queue.move.hint')} value={move} onChange={setMove} />
      {refusal.summary}
      <span>
        <CopyAs size="small" command={{ method: 'PUT', url: buildUrl('/api/v1/queue-mappings/{queue}', { queue: queue.trim() }, query), body, cli }} />
      </span>
    </Dialog>
  );
}

/** Which queues carry the project's orders, role by role. */
export function Queues({ project }: { project: Project }) {
  const t = useTexts();
  const s = useShared();
  const gate = useGate('admin', '*');
  const [editing, setEditing] = useState<Mapping | 'new' | null>(null);
  const [removing, setRemoving] = useState<Mapping | null>(null);
  const { data, error, refetch } = useGet('/api/v1/queue-mappings');
  const remove = useCall('delete', '/api/v1/queue-mappings/{queue}', ['/api/v1/queue-mappings']);
  const own = (mapping: Mapping) => (mapping.projects ?? []).includes(project.code) || (mapping.areas ?? []).some(each => each.project === project.code);
  const list = [...(data?.queue_mappings ?? [])].sort((a, b) => Number(own(b)) - Number(own(a)) || QUEUE_ROLES.indexOf(a.role) - QUEUE_ROLES.indexOf(b.role));
  return (
    <>
      <div className="toolbar">
        <GatedButton need="admin" project="*" onClick={() => setEditing('new')}>
          {t('queue.new')}
        </GatedButton>
        <CopyAs command={{ method: 'GET', url: '/api/v1/queue-mappings', cli: ['queue', 'list'] }} />
        <span className="muted">{t('queue.about')}</span>
      </div>
      {error && <ProblemText error={error} onRetry={() => void refetch()} />}
      <Panel flush>
        {data && list.length === 0 && <Nothing text={t('queue.none')} advice={t('queue.none.advice')} />}
        {list.length > 0 && (
          <div className="table-wrap">
            <table className="grid-table">
              <thead>
                <tr>
                  <th>{t('queue.role')}</th>
                  <th>{t('queue')}</th>
                  <th>{t('queue.projects')}</th>
                  <th>{t('queue.areas')}</th>
                  <th>{t('acts')}</th>
                </tr>
              </thead>
              <tbody>
                {list.map(mapping => (
                  <tr key={mapping.queue} className={own(mapping) ? undefined : 'faint'}>
                    <td className="nowrap">
                      <span className="mono">{mapping.role}</span> <span className="muted">{t(`queue.role.${mapping.role as 'file-pull'}`)}</span>
                    </td>
                    <td className="mono">{mapping.queue}</td>
                    <td className="mono">{(mapping.projects ?? []).join('  ')}</td>
                    <td className="mono">{areaText(mapping.areas)}</td>
                    <td className="nowrap">
                      <RowAct why={gate} label={`${s('action.edit')} ${mapping.queue ?? ''}`} onAct={() => setEditing(mapping)}>
                        {s('action.edit')}
                      </RowAct>
                      <RowAct why={gate} danger label={`${s('action.delete')} ${mapping.queue ?? ''}`} onAct={() => setRemoving(mapping)}>
                        {s('action.delete')}
                      </RowAct>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      {editing !== null && <Editor project={project} given={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {removing !== null && (
        <Confirm
          open
          danger
          title={t('queue.remove', { queue: removing.queue ?? '' })}
          scope={{ ips: 1, size: t('queue.remove.size', { count: (removing.projects ?? []).length + (removing.areas ?? []).length }), text: t('queue.remove.hint') }}
          word={removing.queue ?? ''}
          action={s('action.delete')}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate({ path: { queue: removing.queue ?? '' } }, { onSuccess: () => setRemoving(null) })}
          onClose={() => setRemoving(null)}
        />
      )}
    </>
  );
}
