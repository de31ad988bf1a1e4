import { useMemo, useState } from 'react';
import { useCall } from '../../api/hooks';
import type { Project } from '../../api/types';
import { useGate } from '../../app/session';
import { usePatch } from '../../forms/address';
import { FilterSelect, SearchBox } from '../../forms/Field';
import { Dialog } from '../../forms/Lazy';
import { RowAct } from '../../forms/RowAct';
import { countHosts, type GameServer } from '../../forms/servers';
import { useGameServers } from '../../forms/useGameServers';
import { useRefusal } from '../../forms/useRefusal';
import { useFilter } from '../../parts/filters';
import { Nothing, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { toast } from '../../parts/toast';
import { useShared } from '../../texts';
import { passes } from './list';
import { ServerDrawer } from './ServerDrawer';
import { useTexts } from './texts';

const PORTION = 100;
const NO_SERVERS: GameServer[] = [];

function Remove({ project, server, onClose }: { project: string; server: GameServer; onClose: () => void }) {
  const t = useTexts();
  const refusal = useRefusal([]);
  const remove = useCall('delete', '/api/v1/projects/{project}/game-servers/{id}', ['/api/v1/projects/{project}/game-servers']);
  const submit = () =>
    remove.mutate(
      { path: { project, id: server.id }, headers: { 'If-Match': `"${server.revision}"` } },
      {
        onSuccess: () => {
          toast(t('removed', { name: server.name }));
          onClose();
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  return (
    <Dialog title={t('remove.title', { name: server.title })} action={t('remove')} danger busy={remove.isPending} onSubmit={submit} onClose={onClose}>
      <p className="mono">{server.id}</p>
      <p>{t('remove.text')}</p>
      {refusal.summary}
    </Dialog>
  );
}

function Row({ server, gate, onOpen, onRemove }: { server: GameServer; gate: string | null; onOpen: () => void; onRemove: () => void }) {
  const t = useTexts();
  return (
    <tr>
      <td className="mono nowrap">{server.ip}</td>
      <td className="two-lines">
        <span className="nowrap">{server.title}</span>
        <span className="mono muted">{server.name}</span>
      </td>
      <td className="mono">{server.app_type}</td>
      <td className="nowrap">
        {server.area} <span className="muted mono">{server.role}</span>
      </td>
      <td className="two-lines">
        <span className="mono">{server.process}</span>
        <span className="mono muted">{server.path}</span>
      </td>
      <td className="nowrap">{server.machine}</td>
      <td>
        <span className="label-list">
          {server.labels.map(label => (
            <span key={label} className={label === 'production' ? 'label hot' : 'label'}>
              {label}
            </span>
          ))}
        </span>
      </td>
      <td>
        <span className="cell-acts">
          <RowAct why={null} label={`${t('open')} ${server.id}`} onAct={onOpen}>
            {t('open')}
          </RowAct>
          <RowAct why={gate} danger label={`${t('remove')} ${server.id}`} onAct={onRemove}>
            {t('remove')}
          </RowAct>
        </span>
      </td>
    </tr>
  );
}

/** What is registered; filters are in the address. */
export function ListTab({ project }: { project: Project }) {
  const t = useTexts();
  const s = useShared();
  const gate = useGate('admin', project.code);
  const patch = usePatch();
  const [area, setArea] = useFilter('area');
  const [type, setType] = useFilter('app_type');
  const [label, setLabel] = useFilter('label');
  const [text, setText] = useFilter('q');
  const [open] = useFilter('id');
  const [making] = useFilter('new');
  const [most, setMost] = useState(PORTION);
  const [removing, setRemoving] = useState<GameServer | null>(null);
  const registered = useGameServers(project.code, null);
  const all = registered.data ?? NO_SERVERS;
  const areaName = project.areas.find(each => each.name === area || each.codes.includes(area))?.name ?? area;
  const types = useMemo(() => [...new Set(all.flatMap(each => (each.app_type == null || each.app_type === '' ? [] : [each.app_type])))].sort(), [all]);
  const labels = useMemo(() => [...new Set(all.flatMap(each => each.labels))].sort(), [all]);
  const matching = useMemo(() => all.filter(each => passes(each, { area: areaName, type, label, text })), [all, areaName, type, label, text]);
  const filtered = area !== '' || type !== '' || label !== '' || text !== '';
  const close = () => patch({ id: '', new: '' });
  return (
    <>
      <div className="toolbar">
        <SearchBox main label={t('filter')} value={text} onChange={setText} />
        {project.areas.length > 1 && <FilterSelect label={t('area')} none={t('area.any')} value={areaName} onChange={setArea} choices={project.areas.map(each => ({ value: each.name, label: each.name }))} />}
        <FilterSelect label={t('type')} none={t('type.any')} value={type} onChange={setType} choices={types.map(value => ({ value, label: value }))} />
        <FilterSelect label={t('label')} none={t('label.any')} value={label} onChange={setLabel} choices={labels.map(value => ({ value, label: value }))} />
        {filtered && (
          <button type="button" className="linkish" onClick={() => patch({ area: '', app_type: '', label: '', q: '' })}>
            {s('action.clear')}
          </button>
        )}
        {registered.data && <span className="muted num">{t('total', { shown: matching.length, total: all.length, ips: countHosts(matching) })}</span>}
      </div>
      {registered.error && <ProblemText error={registered.error} onRetry={() => void registered.refetch()} />}
      <Panel flush>
        {registered.isPending && !registered.error && <p className="nothing muted">{s('loading')}</p>}
        {registered.data && all.length === 0 && (
          <Nothing text={t('empty')} advice={t('empty.advice')}>
            <button type="button" className="btn" onClick={() => patch({ tab: 'import' })}>
              {t('empty.go')}
            </button>
          </Nothing>
        )}
        {all.length > 0 && matching.length === 0 && <Nothing text={t('nomatch')} advice={t('nomatch.advice')} />}
        {matching.length > 0 && (
          <div className="table-wrap" tabIndex={0} role="group" aria-label={s('page.servers')}>
            <table className="grid-table">
              <thead>
                <tr>
                  <th>IP</th>
                  <th>{t('title')}</th>
                  <th>{t('type')}</th>
                  <th>{t('area')}</th>
                  <th>{t('process')}</th>
                  <th>{t('machine')}</th>
                  <th>{t('labels')}</th>
                  <th>{t('acts')}</th>
                </tr>
              </thead>
              <tbody>
                {matching.slice(0, most).map(server => (
                  <Row key={server.id} server={server} gate={gate} onOpen={() => patch({ id: server.id })} onRemove={() => setRemoving(server)} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        {matching.length > most && (
          <div className="pager">
            <button type="button" className="btn" onClick={() => setMost(most + PORTION)}>
              {t('more', { count: Math.min(PORTION, matching.length - most) })}
            </button>
          </div>
        )}
      </Panel>
      {open !== '' && <ServerDrawer key={open} project={project} id={open} types={types} onClose={close} />}
      {making !== '' && <ServerDrawer project={project} id={null} types={types} onClose={close} />}
      {removing !== null && <Remove project={project.code} server={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}
