import { useState } from 'react';
import { buildUrl } from '../../api/client';
import { useCall, useGet } from '../../api/hooks';
import type { Schemas } from '../../api/types';
import { useGate } from '../../app/session';
import { SelectField, TextField } from '../../forms/Field';
import { Confirm, Dialog } from '../../forms/Lazy';
import { RowAct } from '../../forms/RowAct';
import { useRefusal } from '../../forms/useRefusal';
import { words } from '../../forms/waves';
import { CopyAs } from '../../parts/CopyAs';
import { GatedButton } from '../../parts/GatedButton';
import { Nothing, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { StateTag } from '../../parts/StateTag';
import { TimeText } from '../../parts/TimeText';
import { toast } from '../../parts/toast';
import { useShared } from '../../texts';
import { LinesField } from './LinesField';
import { useTexts } from './texts';

type Source = Schemas['VersionSourceView'];
type Body = Schemas['VersionSourceBody'];

// `GameServer=mobileGame`, or with a glob, a line for each.
function typesText(types: Body['types']): string {
  return (types ?? []).map(each => `${each.type}=${each.contains ?? each.glob ?? ''}`).join('\n');
}

function typesOf(text: string): NonNullable<Body['types']> {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => {
      const cut = line.indexOf('=');
      const type = cut < 0 ? line : line.slice(0, cut).trim();
      const what = cut < 0 ? '' : line.slice(cut + 1).trim();
      return /[*?[{]/.test(what) ? { type, glob: what } : { type, contains: what };
    });
}

const FIELDS = ['kind', 'url', 'path', 'pattern', 'user', 'password_file', 'every_seconds', 'newest', 'artifacts', 'types'];

/** One source as a form; also of the page of versions. */
export function SourceEditor({ code, given, onClose }: { code: string; given: Source | null; onClose: () => void }) {
  const t = useTexts();
  const [name, setName] = useState(given?.name ?? '');
  const [body, setBody] = useState<Body>(() => {
    if (given === null) return { kind: 'svn' };
    const { name: _name, health: _health, ...rest } = given;
    return rest;
  });
  const refusal = useRefusal(FIELDS.map(field => [field]));
  const put = useCall('put', '/api/v1/projects/{project}/version-sources/{name}', ['/api/v1/projects/{project}/version-sources']);
  const set = (change: Partial<Body>) => setBody({ ...body, ...change });
  const text = (value: string) => (value.trim() === '' ? undefined : value);
  const clean = Object.fromEntries(Object.entries(body).filter(([, value]) => value != null && !(Array.isArray(value) && value.length === 0))) as Body;
  const path = { project: code, name: name.trim() };
  const save = () =>
    put.mutate(
      { path, body: clean },
      {
        onSuccess: () => {
          toast(t('source.saved'));
          onClose();
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  return (
    <Dialog title={given === null ? t('source.new') : t('source.edit', { name })} action={t('save')} busy={put.isPending} reason={name.trim() === '' ? t('source.name.missing') : null} width={640} onSubmit={save} onClose={onClose}>
      <div className="form-grid">
        <TextField label={t('source.name')} value={name} onChange={setName} disabled={given !== null} mono placeholder="code" />
        <SelectField
          label={t('source.kind')}
          errors={refusal.at('kind')}
          value={body.kind}
          onChange={kind => set({ kind })}
          choices={[
            { value: 'svn', label: t('source.svn') },
            { value: 'builds', label: t('source.builds') },
            { value: 'maven', label: 'Maven' },
          ]}
        />
        {body.kind === 'builds' ? (
          <>
            <TextField label={t('source.path')} hint={t('source.path.hint')} errors={refusal.at('path')} value={body.path ?? ''} onChange={value => set({ path: text(value) })} mono placeholder="/data/release/project_L/server" />
            <TextField label={t('source.pattern')} errors={refusal.at('pattern')} value={body.pattern ?? ''} onChange={value => set({ pattern: text(value) })} mono placeholder="*/MavenOutput/*/target/*-deploy.zip" />
          </>
        ) : (
          <>
            <TextField label="URL" errors={refusal.at('url')} value={body.url ?? ''} onChange={value => set({ url: text(value) })} mono placeholder={body.kind === 'svn' ? 'svn://svn.example.net/game' : 'https://maven.example.net/releases'} />
            <TextField label={t('source.user')} errors={refusal.at('user')} value={body.user ?? ''} onChange={value => set({ user: text(value) })} mono />
            <TextField label={t('source.password')} hint={t('source.password.hint')} errors={refusal.at('password_file')} value={body.password_file ?? ''} onChange={value => set({ password_file: text(value) })} mono />
          </>
        )}
        {body.kind === 'maven' && (
          <>
            <LinesField label={t('source.artifacts')} hint="group:artifact[:extension]" errors={refusal.at('artifacts')} value={(body.artifacts ?? []).join(', ')} onChange={value => set({ artifacts: words(value) })} />
            <TextField label={t('source.newest')} errors={refusal.at('newest')} type="number" value={String(body.newest ?? '')} onChange={value => set({ newest: value === '' ? undefined : Number(value) })} placeholder="20" />
          </>
        )}
        <TextField label={t('source.every')} errors={refusal.at('every_seconds')} type="number" value={String(body.every_seconds ?? '')} onChange={value => set({ every_seconds: value === '' ? undefined : Number(value) })} placeholder="60" />
        <LinesField label={t('source.types')} hint={t('source.types.hint')} errors={refusal.at('types')} value={typesText(body.types)} read={value => typesText(typesOf(value))} onChange={value => set({ types: typesOf(value) })} rows={3} wide placeholder={'GameServer=mobileGame\ngameGate=gameGate'} />
      </div>
      {refusal.summary}
      <span>
        <CopyAs size="small" command={{ method: 'PUT', url: buildUrl('/api/v1/projects/{project}/version-sources/{name}', path), body: clean }} />
      </span>
    </Dialog>
  );
}

/** Where versions of the project are looked for, and how the last look went. */
export function Sources({ code }: { code: string }) {
  const t = useTexts();
  const s = useShared();
  const gate = useGate('admin', code);
  const [editing, setEditing] = useState<Source | 'new' | null>(null);
  const [removing, setRemoving] = useState<Source | null>(null);
  const { data, error, refetch } = useGet('/api/v1/projects/{project}/version-sources', { path: { project: code }, every: 15_000 });
  const remove = useCall('delete', '/api/v1/projects/{project}/version-sources/{name}', ['/api/v1/projects/{project}/version-sources']);
  return (
    <>
      <div className="toolbar">
        <GatedButton need="admin" project={code} onClick={() => setEditing('new')}>
          {t('source.new')}
        </GatedButton>
        <CopyAs command={{ method: 'GET', url: buildUrl('/api/v1/projects/{project}/version-sources', { project: code }), cli: ['version', 'sources', code] }} />
      </div>
      {error && <ProblemText error={error} onRetry={() => void refetch()} />}
      <Panel flush>
        {data && data.sources.length === 0 && <Nothing text={t('source.none')} advice={t('source.none.advice')} />}
        {data && data.sources.length > 0 && (
          <div className="table-wrap">
            <table className="grid-table">
              <thead>
                <tr>
                  <th>{t('source.health')}</th>
                  <th>{t('source.name')}</th>
                  <th>{t('source.kind')}</th>
                  <th>{t('source.place')}</th>
                  <th className="right">{t('source.versions')}</th>
                  <th>{t('source.last')}</th>
                  <th>{t('acts')}</th>
                </tr>
              </thead>
              <tbody>
                {data.sources.map(source => (
                  <tr key={source.name}>
                    <td>
                      <StateTag of="health" state={source.health.status} />
                    </td>
                    <td className="mono">{source.name}</td>
                    <td className="mono">{source.kind}</td>
                    <td>
                      <span className="mono">{source.url ?? source.path}</span>
                      {[...(source.health.error == null ? [] : [source.health.error]), ...source.health.warnings.slice(0, 3)].map(trouble => (
                        <p key={`${trouble.code} ${trouble.subject}`} className="tone-bad">
                          {trouble.message} <span className="mono">{trouble.subject}</span> → {trouble.advice}
                        </p>
                      ))}
                    </td>
                    <td className="right num">{source.health.versions}</td>
                    <td>
                      <TimeText at={source.health.last_look_at} />
                    </td>
                    <td className="nowrap">
                      <RowAct why={gate} label={`${s('action.edit')} ${source.name}`} onAct={() => setEditing(source)}>
                        {s('action.edit')}
                      </RowAct>
                      <RowAct why={gate} danger label={`${s('action.delete')} ${source.name}`} onAct={() => setRemoving(source)}>
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
      {editing !== null && <SourceEditor code={code} given={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {removing !== null && (
        <Confirm
          open
          danger
          title={t('source.remove', { name: removing.name })}
          scope={{ ips: 1, size: t('source.remove.size', { count: removing.health.versions }), text: t('source.remove.hint') }}
          word={removing.name}
          action={s('action.delete')}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate({ path: { project: code, name: removing.name } }, { onSuccess: () => setRemoving(null) })}
          onClose={() => setRemoving(null)}
        />
      )}
    </>
  );
}
