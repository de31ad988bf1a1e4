import { useState } from 'react';
import { buildUrl } from '../../api/client';
import { useCall, useGet } from '../../api/hooks';
import type { Project } from '../../api/types';
import { SelectField, TextField } from '../../forms/Field';
import { Drawer } from '../../forms/Lazy';
import { ROLES, type GameServer } from '../../forms/servers';
import { useRefusal } from '../../forms/useRefusal';
import { CopyAs } from '../../parts/CopyAs';
import { useDraft } from '../../parts/drafts';
import { GatedButton } from '../../parts/GatedButton';
import { Nothing } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { toast } from '../../parts/toast';
import { useShared } from '../../texts';
import { bodyOf, EMPTY, fieldsOf, type Fields } from './list';
import { useTexts } from './texts';

const ONE = '/api/v1/projects/{project}/game-servers/{id}';
const ALL = '/api/v1/projects/{project}/game-servers';
const KNOWN = [...['area', 'ip', 'name', 'title', 'role', 'machine', 'process', 'path', 'app_type', 'labels', 'health'].map(name => [name]), ...['kind', 'port', 'path', 'call', 'within_seconds'].map(name => ['health', name])];
const KINDS = ['tcp', 'http', 'erlang'] as const;

interface FormProps {
  project: Project;
  /** Null: a new one. */
  server: GameServer | null;
  types: string[];
  onReread: () => void;
  onClose: () => void;
}

function Form({ project, server, types, onReread, onClose }: FormProps) {
  const t = useTexts();
  const s = useShared();
  const [revision] = useState(server?.revision ?? 0);
  const first = server === null ? { ...EMPTY, area: project.areas[0]?.name ?? '' } : fieldsOf(server);
  const [fields, setFields, forget] = useDraft<Fields>(`server.${project.code}.${server?.id ?? 'new'}.${revision}`, first);
  const refusal = useRefusal(KNOWN);
  const put = useCall('put', ONE, [ALL, ONE]);
  const set = (change: Partial<Fields>) => {
    refusal.clear();
    setFields({ ...fields, ...change });
  };
  const body = bodyOf(fields);
  const id = server?.id ?? `${fields.ip.trim()}:${fields.name.trim()}`;
  const path = { project: project.code, id };
  const save = () =>
    put.mutate(
      { path, body, ...(server === null ? {} : { headers: { 'If-Match': `"${revision}"` } }) },
      {
        onSuccess: () => {
          toast(t('saved', { name: fields.name.trim() }));
          forget();
          onClose();
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  const text = (name: keyof Fields, at: string, more: { hint?: string; mono?: boolean; offer?: string[]; wide?: boolean } = {}) => (
    <TextField label={t((name === 'type' ? 'type' : name) as 'ip')} errors={refusal.at(at)} value={fields[name]} onChange={value => set({ [name]: value })} {...more} />
  );
  const lack = project.areas.length === 0 ? t('why.area') : fields.ip.trim() === '' ? t('why.ip') : fields.name.trim() === '' ? t('why.name') : null;
  return (
    <form
      className="form-stack"
      onSubmit={event => {
        event.preventDefault();
        if (lack === null && !put.isPending) save();
      }}
    >
      <div className="form-grid">
        <SelectField label={t('area')} errors={refusal.at('area')} value={fields.area} choices={project.areas.map(each => ({ value: each.name, label: each.name }))} onChange={area => set({ area })} />
        <SelectField label={t('role')} errors={refusal.at('role')} value={fields.role} choices={ROLES.map(value => ({ value, label: value }))} onChange={role => set({ role })} />
        {text('ip', 'ip', { hint: t('ip.hint'), mono: true })}
        {text('name', 'name', { hint: t('name.hint'), mono: true })}
        {text('title', 'title', { hint: t('title.hint') })}
        {text('machine', 'machine')}
        {text('type', 'app_type', { mono: true, offer: types })}
        {text('process', 'process', { hint: t('process.hint'), mono: true })}
        {text('path', 'path', { hint: t('path.hint'), mono: true, wide: true })}
        {text('labels', 'labels', { hint: t('labels.hint'), wide: true })}
        <SelectField label={t('health')} errors={[...refusal.at('health'), ...refusal.at('health', 'kind')]} value={fields.kind} none={t('health.none')} choices={KINDS.map(value => ({ value, label: t(`health.${value}`) }))} onChange={kind => set({ kind: kind as Fields['kind'] })} />
        {(fields.kind === 'tcp' || fields.kind === 'http') && <TextField label={t('health.port')} errors={refusal.at('health', 'port')} type="number" value={fields.port} onChange={port => set({ port })} />}
        {fields.kind === 'http' && <TextField label={t('health.path')} errors={refusal.at('health', 'path')} value={fields.healthPath} onChange={healthPath => set({ healthPath })} mono placeholder="/health" />}
        {fields.kind === 'erlang' && <TextField label={t('health.call')} hint={t('health.call.hint')} errors={refusal.at('health', 'call')} value={fields.call} onChange={call => set({ call })} mono />}
        {fields.kind !== '' && <TextField label={t('health.within')} errors={refusal.at('health', 'within_seconds')} type="number" value={fields.within} onChange={within => set({ within })} placeholder="30" />}
      </div>
      {refusal.summary}
      <div className="drawer-acts">
        <GatedButton need="admin" project={project.code} type="primary" htmlType="submit" loading={put.isPending} reason={lack}>
          {s('action.save')}
        </GatedButton>
        <button type="button" className="btn" onClick={onClose}>
          {s('action.cancel')}
        </button>
        <CopyAs command={{ method: 'PUT', url: buildUrl(ONE, path), body }} />
        {refusal.problem?.code === 'changed_meanwhile' && (
          <button
            type="button"
            className="linkish"
            onClick={() => {
              forget();
              onReread();
            }}
          >
            {t('reread')}
          </button>
        )}
      </div>
    </form>
  );
}

interface Props {
  project: Project;
  /** Null: a new one. */
  id: string | null;
  types: string[];
  onClose: () => void;
}

/** One game server to look at and to change; it is read anew, so that nobody changes what is old. */
export function ServerDrawer({ project, id, types, onClose }: Props) {
  const t = useTexts();
  const [round, setRound] = useState(0);
  const one = useGet(ONE, { path: { project: project.code, id: id ?? '' }, enabled: id !== null });
  const missing = one.error?.status === 404;
  const reread = () => void one.refetch().then(() => setRound(round + 1));
  return (
    <Drawer title={id === null ? t('new') : t('edit', { name: one.data?.title ?? id })} width={640} onClose={onClose}>
      {missing && <Nothing text={t('unknown', { id: id ?? '' })} />}
      {one.error && !missing && <ProblemText error={one.error} onRetry={() => void one.refetch()} />}
      {(id === null || one.data) && <Form key={round} project={project} server={one.data ?? null} types={types} onReread={reread} onClose={onClose} />}
    </Drawer>
  );
}
