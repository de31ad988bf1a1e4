import { useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useCall } from '../../api/hooks';
import type { Project } from '../../api/types';
import { Numbered } from '../../forms/Numbered';
import { PreflightGrid } from '../../forms/PreflightGrid';
import { ServerPicker } from '../../forms/ServerPicker';
import { Submit } from '../../forms/Lazy';
import { WavesFields } from '../../forms/WavesFields';
import { useArea, type AreaChoice } from '../../forms/areas';
import { countHosts, pickable, serverLists } from '../../forms/servers';
import { useFormTexts } from '../../forms/texts';
import { useGameServers } from '../../forms/useGameServers';
import { useRefusal } from '../../forms/useRefusal';
import { useWatchedJob } from '../../forms/useWatchedJob';
import { WAVE_FIELDS } from '../../forms/waves';
import { useDraft } from '../../parts/drafts';
import { Nothing, Page, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { useShared } from '../../texts';
import { CommandStep } from './CommandStep';
import { DirectoryStep } from './DirectoryStep';
import { missing, newDraft, pullKey, updateBody, updateCli, type Draft } from './draft';
import { FileStep } from './FileStep';
import { useFilesBefore, usePulledFiles } from './files';
import { PullStep } from './PullStep';
import { Summary } from './Summary';
import { useTexts } from './texts';
import './hot-update.css';

const KNOWN = [['version'], ['client_type'], ['update_file_list'], ['update_server_list'], ['data'], ['erlang_cmd_list'], ...WAVE_FIELDS.map(field => ['waves', field]), ['waves']];

function Form({ project, area }: { project: Project; area: AreaChoice }) {
  const t = useTexts();
  const f = useFormTexts();
  const [draft, setDraft, forget] = useDraft<Draft>(`hot-update.${project.code}`, newDraft());
  const [search, setSearch] = useSearchParams();
  const [asking, setAsking] = useState(false);
  const refusal = useRefusal(KNOWN);
  const preflight = useCall('post', '/api/v1/projects/{project}/areas/{area}/preflight');

  // A version that another page names comes once, and then belongs to the draft.
  const named = search.get('version');
  useEffect(() => {
    if (named === null) return;
    const kind = search.get('type') === 'client' ? 'client' : 'server';
    if (named !== draft.version) setDraft({ ...draft, kind, version: named, pulled: null, files: [] });
    const next = new URLSearchParams(search);
    ['version', 'type'].forEach(name => next.delete(name));
    setSearch(next, { replace: true });
  }, [named, search, setSearch, draft, setDraft]);

  const pulled = draft.pulled === pullKey(draft, area.code);
  const job = useWatchedJob(pulled ? `pull-${draft.uuid}` : null);
  const done = pulled && job.data?.state === 'SUCCEEDED';
  const files = usePulledFiles(done ? `pull-${draft.uuid}` : null);
  const before = useFilesBefore(project.code, area.area?.name ?? '', draft.kind, done);
  const registered = useGameServers(project.code, area.code, draft.kind === 'server' && area.code !== '');

  const servers = useMemo(() => [...(registered.data ?? []).map(pickable), ...draft.unknown.filter(each => !registered.data?.some(known => known.id === each.id))], [registered.data, draft.unknown]);
  const chosenServers = useMemo(() => new Set(draft.servers), [draft.servers]);
  const chosenFiles = useMemo(() => new Set(draft.files), [draft.files]);
  const chosen = useMemo(
    () => ({
      files: (files.data ?? []).filter(file => chosenFiles.has(file.name)),
      servers: draft.kind === 'client' ? [] : servers.filter(server => chosenServers.has(server.id)),
    }),
    [files.data, chosenFiles, servers, chosenServers, draft.kind],
  );
  const set = (change: Partial<Draft>) => {
    refusal.clear();
    setDraft({ ...draft, ...change });
  };
  const lack = missing(draft, area.code, chosen);
  const body = updateBody(draft, chosen);
  const look = () =>
    preflight.mutate({
      path: { project: project.code, area: area.code },
      body: {
        ...(draft.version.trim() === '' ? {} : { version: draft.version.trim() }),
        ...(chosen.servers.length === 0 ? {} : { servers: serverLists(chosen.servers) }),
      },
    });
  const production = area.area?.production === true || chosen.servers.some(server => server.labels.includes('production'));
  return (
    <div className="with-aside">
      <div>
        <PullStep area={area} draft={draft} onDraft={next => setDraft(next)} job={job.data ?? null} refusal={refusal} />
        {job.error && <ProblemText error={job.error} onRetry={() => void job.refetch()} />}
        {files.error && <ProblemText error={files.error} onRetry={() => void files.refetch()} />}
        <FileStep files={done ? (files.data ?? null) : null} before={before} chosen={chosenFiles} onChange={next => set({ files: next })} errors={refusal.at('update_file_list')} />
        {draft.kind === 'client' ? (
          <DirectoryStep area={area.area} chosen={draft.directories} errors={refusal.at('data')} onChange={directories => set({ directories })} />
        ) : (
          <>
            <Panel
              title={<Numbered n={3}>{t('servers')}</Numbered>}
            >
              {registered.error && <ProblemText error={registered.error} onRetry={() => void registered.refetch()} />}
              <ServerPicker
                servers={servers}
                chosen={chosenServers}
                byRole
                takesUnknown
                onChange={(next, unknown) => set({ servers: next, unknown: [...draft.unknown, ...unknown] })}
              />
              {registered.data?.length === 0 && <p className="muted">{t('servers.none')}</p>}
              {refusal.at('update_server_list').length > 0 && <p className="f-error">✗ {refusal.at('update_server_list').slice(0, 5).join('; ')}</p>}
            </Panel>
            <CommandStep project={project} commands={draft.commands} files={draft.files} sample={chosen.servers[0] ?? null} errors={refusal.at('erlang_cmd_list')} onChange={commands => set({ commands })} />
            <Panel
              title={<Numbered n={5}>{t('waves')}</Numbered>}
            >
              <WavesFields value={draft.waves} onChange={waves => set({ waves })} refusal={refusal} ips={[...new Set(chosen.servers.map(server => server.ip))]} />
            </Panel>
          </>
        )}
        {(preflight.data ?? preflight.error) && (
          <Panel title={f('preflight.run')}>
            {preflight.error && <ProblemText error={preflight.error} onRetry={look} />}
            {preflight.data && !preflight.error && <PreflightGrid result={preflight.data} />}
          </Panel>
        )}
      </div>
      <Summary
        project={project}
        area={area}
        draft={draft}
        chosen={chosen}
        lack={lack}
        refusal={refusal.summary}
        preflight={{ busy: preflight.isPending, go: preflight.data?.go ?? null, run: look }}
        onSubmit={() => setAsking(true)}
        onReset={() => {
          refusal.clear();
          preflight.reset();
          setDraft(newDraft());
        }}
        cli={updateCli(draft, project.code, area.code, chosen)}
      />
      {asking && lack === null && (
        <Submit
          request="hot-updates"
          project={project}
          areaCode={area.code}
          areaName={area.area?.name ?? area.code}
          production={production}
          body={body}
          title={t('submit.title', { area: area.area?.name ?? area.code, version: draft.version.trim() })}
          action={t('submit')}
          scope={
            draft.kind === 'client'
              ? { ips: draft.directories.length, size: t('submit.dirs', { count: draft.directories.length }), names: draft.directories }
              : { ips: countHosts(chosen.servers), servers: chosen.servers.length, names: [...new Set(chosen.servers.map(server => server.ip))] }
          }
          schedulable
          cli={updateCli(draft, project.code, area.code, chosen)}
          onRefused={problem => {
            refusal.refuse(problem);
            return refusal.hasFields(problem);
          }}
          onDone={() => {
            setDraft(newDraft());
            forget();
          }}
          onClose={() => setAsking(false)}
        >
          <p className="muted">{t('submit.what', { files: chosen.files.length, commands: draft.kind === 'client' ? 0 : draft.commands.length })}</p>
        </Submit>
      )}
    </div>
  );
}

export default function HotUpdatePage() {
  const t = useTexts();
  const s = useShared();
  const f = useFormTexts();
  const area = useArea();
  return (
    <Page title={s('page.hot-update')} aside={area.project && <span className="muted">{`${area.project.name} ${area.projectCode}`}</span>}>
      {area.project === null && !area.loading && <Nothing text={s('project.none')} advice={s('project.none.advice')} />}
      {area.project !== null && area.choices.length === 0 && <Nothing text={f('area.none')} advice={f('area.none.advice')} />}
      {area.project !== null && area.choices.length > 0 && <Form key={area.projectCode} project={area.project} area={area} />}
      <p className="muted page-foot">{t('foot')}</p>
    </Page>
  );
}
