import { useState } from 'react';
import { Link } from 'react-router';
import { buildUrl } from '../../api/client';
import { useCall, useGet } from '../../api/hooks';
import type { Project, Schemas } from '../../api/types';
import { SelectField, TextField } from '../../forms/Field';
import { Dialog } from '../../forms/Lazy';
import { RowAct } from '../../forms/RowAct';
import { useArea } from '../../forms/areas';
import { useRefusal } from '../../forms/useRefusal';
import { useGate } from '../../app/session';
import { CopyAs } from '../../parts/CopyAs';
import { GatedButton } from '../../parts/GatedButton';
import { Nothing, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { TimeText } from '../../parts/TimeText';
import { toast } from '../../parts/toast';
import { useTexts } from './texts';

type DesiredVersion = Schemas['DesiredVersion'];

function Editor({ project, area, given, onClose }: { project: Project; area: string; given: DesiredVersion | null; onClose: () => void }) {
  const t = useTexts();
  const [type, setType] = useState(given?.app_type ?? '');
  const [version, setVersion] = useState(given?.version ?? '');
  const refusal = useRefusal([['version'], ['app_type']]);
  const packages = useGet('/api/v1/projects/{project}/packages', { path: { project: project.code }, query: { limit: 200 } });
  const ready = (packages.data?.packages ?? []).filter(each => each.state === 'READY');
  const types = [...new Set([...(type === '' ? [] : [type]), ...ready.map(each => each.app_type)])];
  const versions = ready.filter(each => each.app_type === type).map(each => each.version);
  const put = useCall('put', '/api/v1/projects/{project}/areas/{area}/desired/{app_type}', ['/api/v1/projects/{project}/areas/{area}/desired', '/api/v1/projects/{project}/installations']);
  const path = { project: project.code, area, app_type: type };
  const save = () =>
    put.mutate(
      { path, body: { version } },
      {
        onSuccess: () => {
          toast(t('desired.saved'));
          onClose();
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  return (
    <Dialog title={t('desired.edit')} action={t('desired.save')} busy={put.isPending} reason={type === '' || version === '' ? t('desired.both') : null} onSubmit={save} onClose={onClose}>
      <p className="muted">{t('desired.hint')}</p>
      <div className="form-grid">
        {types.length > 0 ? (
          <SelectField label={t('col.type')} errors={refusal.at('app_type')} value={type} none={t('choose')} onChange={setType} choices={types.map(value => ({ value, label: value }))} disabled={given !== null} />
        ) : (
          <TextField label={t('col.type')} errors={refusal.at('app_type')} value={type} onChange={setType} mono />
        )}
        <TextField label={t('col.version')} errors={refusal.at('version')} value={version} onChange={setVersion} mono offer={versions} />
      </div>
      {refusal.summary}
      <span>
        <CopyAs size="small" command={{ method: 'PUT', url: buildUrl('/api/v1/projects/{project}/areas/{area}/desired/{app_type}', path), body: { version }, cli: ['desired', 'set', project.code, area, '--type', type, '--version', version] }} />
      </span>
    </Dialog>
  );
}

/** Which version is wanted of each app type in an area. */
export function Desired({ project }: { project: Project }) {
  const t = useTexts();
  const area = useArea();
  const gate = useGate('releaser', project.code);
  const [editing, setEditing] = useState<DesiredVersion | 'new' | null>(null);
  const { data, error, refetch } = useGet('/api/v1/projects/{project}/areas/{area}/desired', { path: { project: project.code, area: area.code }, enabled: area.code !== '' });
  return (
    <>
      <div className="toolbar">
        <select className="field filter-select" aria-label={t('area')} value={area.code} onChange={event => area.choose(event.target.value)}>
          {area.choices.map(choice => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
        <GatedButton need="releaser" project={project.code} onClick={() => setEditing('new')}>
          {t('desired.edit')}
        </GatedButton>
        <CopyAs command={{ method: 'GET', url: buildUrl('/api/v1/projects/{project}/areas/{area}/desired', { project: project.code, area: area.code }), cli: ['desired', 'list', project.code, area.code] }} />
      </div>
      {error && <ProblemText error={error} onRetry={() => void refetch()} />}
      <Panel flush>
        {data && data.desired.length === 0 && <Nothing text={t('desired.none')} advice={t('desired.none.advice')} />}
        {data && data.desired.length > 0 && (
          <div className="table-wrap">
            <table className="grid-table">
              <thead>
                <tr>
                  <th>{t('col.type')}</th>
                  <th>{t('desired.version')}</th>
                  <th>{t('desired.by')}</th>
                  <th>{t('at')}</th>
                  <th>{t('acts')}</th>
                </tr>
              </thead>
              <tbody>
                {data.desired.map(each => (
                  <tr key={each.app_type}>
                    <td className="mono">{each.app_type}</td>
                    <td className="mono">{each.version}</td>
                    <td>
                      {each.by} {each.job_id != null && <Link to={`/jobs/${encodeURIComponent(each.job_id)}`}>{t('desired.release')}</Link>}
                    </td>
                    <td>
                      <TimeText at={each.at} />
                    </td>
                    <td>
                      <RowAct why={gate} label={`${t('desired.edit')} ${each.app_type}`} onAct={() => setEditing(each)}>
                        {t('desired.edit')}
                      </RowAct>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      {editing !== null && <Editor project={project} area={area.code} given={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}
