import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { buildUrl } from '../../api/client';
import { useCall } from '../../api/hooks';
import type { Project } from '../../api/types';
import { SelectField, TextField } from '../../forms/Field';
import { Numbered } from '../../forms/Numbered';
import { ServerPicker } from '../../forms/ServerPicker';
import { WavesFields } from '../../forms/WavesFields';
import { useArea, type AreaChoice } from '../../forms/areas';
import { countHosts, pickable } from '../../forms/servers';
import { useFormTexts } from '../../forms/texts';
import { useGameServers } from '../../forms/useGameServers';
import { useNamed } from '../../forms/useNamed';
import { useRefusal } from '../../forms/useRefusal';
import { CopyAs } from '../../parts/CopyAs';
import { useDraft } from '../../parts/drafts';
import { GatedButton } from '../../parts/GatedButton';
import { Nothing, Page, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { useShared } from '../../texts';
import { planUrl } from '../plan/url';
import { EMPTY, PLAN_FIELDS, missing, releaseCli, releaseRequest, type Draft } from './draft';
import { Options } from './Options';
import { Packages, usePackages } from './Packages';
import { Rollback } from './Rollback';
import { useTexts } from './texts';
import './release.css';

/** What a link of the page of versions names. */
const NAMED = ['app_type', 'version'] as const;

function Form({ project, area }: { project: Project; area: AreaChoice }) {
  const t = useTexts();
  const navigate = useNavigate();
  const [draft, setDraft] = useDraft<Draft>(`release.${project.code}`, EMPTY);
  const refusal = useRefusal(PLAN_FIELDS);
  const plan = useCall('post', '/api/v1/projects/{project}/areas/{area}/release-plans');

  const [adopted, setAdopted] = useState(0);
  useNamed(NAMED, ({ app_type, version }) => {
    setDraft({ ...draft, appType: app_type ?? draft.appType, version: version ?? draft.version });
    setAdopted(before => before + 1);
  });

  const packages = usePackages(project.code, '');
  const registered = useGameServers(project.code, area.code, area.code !== '');
  const types = useMemo(
    () => [...new Set([...(packages.data?.packages ?? []).map(each => each.app_type), ...(registered.data ?? []).flatMap(each => (each.app_type == null || each.app_type === '' ? [] : [each.app_type]))])].sort(),
    [packages.data, registered.data],
  );
  const own = useMemo(() => (registered.data ?? []).filter(each => draft.appType !== '' && each.app_type === draft.appType).map(pickable), [registered.data, draft.appType]);
  const chosen = useMemo(() => new Set(draft.servers), [draft.servers]);
  const taken = own.filter(each => chosen.has(each.id));
  const ready = packages.data?.packages.some(each => each.app_type === draft.appType && each.version === draft.version && each.state === 'READY') ?? false;
  const lack = missing(draft, ready, taken.length);
  const request = releaseRequest(draft, taken.map(each => each.id));
  const path = { project: project.code, area: area.code };
  const set = (change: Partial<Draft>) => {
    refusal.clear();
    setDraft({ ...draft, ...change });
  };
  const make = () =>
    plan.mutate(
      { path, body: request },
      { onSuccess: made => void navigate(planUrl(made)), onError: problem => refusal.refuse(problem) },
    );
  return (
    <div className="with-aside">
      <div>
        <Panel title={<Numbered n={1}>{t('what')}</Numbered>}>
          <div className="form-stack">
            <div className="form-grid">
              <SelectField label={t('area')} value={area.code} choices={area.choices} onChange={area.choose} />
              <TextField label={t('appType')} errors={refusal.at('app_type')} value={draft.appType} onChange={appType => set({ appType, version: '' })} mono offer={types} placeholder={types[0] ?? 'GameServer'} />
            </div>
            {types.length > 0 && (
              <div className="chips" role="group" aria-label={t('appType')}>
                {types.map(each => (
                  <button key={each} type="button" className="chip" aria-pressed={each === draft.appType} onClick={() => each !== draft.appType && set({ appType: each, version: draft.appType === '' ? draft.version : '' })}>
                    {each}
                  </button>
                ))}
              </div>
            )}
            {packages.error && <ProblemText error={packages.error} onRetry={() => void packages.refetch()} />}
            <Packages key={adopted} project={project.code} area={area.code} appType={draft.appType} version={draft.version} list={packages.data?.packages.filter(each => draft.appType === '' || each.app_type === draft.appType)} onChoose={pack => set({ appType: pack.app_type, version: pack.version })} />
            {refusal.at('version').length > 0 && <p className="f-error">✗ {refusal.at('version').join('; ')}</p>}
          </div>
        </Panel>
        <Panel title={<Numbered n={2}>{t('servers')}</Numbered>}>
          {registered.error && <ProblemText error={registered.error} onRetry={() => void registered.refetch()} />}
          {draft.appType === '' ? <Nothing text={t('servers.type')} /> : own.length === 0 && registered.data ? <Nothing text={t('servers.none', { type: draft.appType })} advice={t('servers.none.advice')} /> : <ServerPicker servers={own} chosen={chosen} onChange={servers => set({ servers })} />}
          {refusal.at('servers').length > 0 && <p className="f-error">✗ {refusal.at('servers').slice(0, 8).join('; ')}</p>}
        </Panel>
        <Panel title={<Numbered n={3}>{t('waves')}</Numbered>}>
          <WavesFields always value={draft.waves} onChange={waves => set({ waves: { ...waves, on: true } })} refusal={refusal} ips={[...new Set(taken.map(each => each.ip))]} />
        </Panel>
        <Panel title={<Numbered n={4}>{t('options')}</Numbered>}>
          <Options draft={draft} refusal={refusal} onChange={set} />
        </Panel>
      </div>
      <aside aria-label={t('summary')}>
        <Panel title={t('summary')}>
          <dl className="sum">
            <dt>{t('area')}</dt>
            <dd>{`${project.code} / ${area.area?.name ?? ''} ${area.code}`}</dd>
            <dt>{t('appType')}</dt>
            <dd className={draft.appType === '' ? 'none' : undefined}>{draft.appType || '—'}</dd>
            <dt>{t('version')}</dt>
            <dd className={draft.version === '' ? 'none' : 'mono'}>{draft.version || '—'}</dd>
            <dt>IP</dt>
            <dd>{countHosts(taken)}</dd>
            <dt>{t('servers')}</dt>
            <dd className={taken.length === 0 ? 'none' : undefined}>{taken.length}</dd>
            <dt>{t('waves')}</dt>
            <dd>{[draft.waves.canary === '' ? '' : t('waves.canary'), draft.waves.sizes].filter(each => each !== '').join(' + ') || t('waves.one')}</dd>
          </dl>
          <div className="acts">
            {refusal.summary}
            <span className="acts-row">
              <GatedButton need="releaser" project={project.code} type="primary" loading={plan.isPending} reason={lack === null ? null : t(`missing.${lack}`)} onClick={make}>
                {t('plan')}
              </GatedButton>
              <CopyAs command={{ method: 'POST', url: buildUrl('/api/v1/projects/{project}/areas/{area}/release-plans', path), body: request, cli: releaseCli(request, project.code, area.code) }} />
            </span>
            <p className="why">{lack === null ? t('plan.hint') : t(`missing.${lack}`)}</p>
          </div>
        </Panel>
      </aside>
    </div>
  );
}

export default function ReleasePage() {
  const s = useShared();
  const f = useFormTexts();
  const area = useArea();
  const [search] = useSearchParams();
  const rollback = search.get('rollback');
  if (rollback !== null) return <Rollback key={rollback} id={rollback} />;
  return (
    <Page title={s('page.release')} aside={area.project && <span className="muted">{`${area.project.name} ${area.projectCode}`}</span>}>
      {area.project === null && !area.loading && <Nothing text={s('project.none')} advice={s('project.none.advice')} />}
      {area.project !== null && area.choices.length === 0 && <Nothing text={f('area.none')} advice={f('area.none.advice')} />}
      {area.project !== null && area.choices.length > 0 && <Form key={area.projectCode} project={area.project} area={area} />}
    </Page>
  );
}
