import { useMemo, useState } from 'react';
import { buildUrl } from '../../api/client';
import type { Project } from '../../api/types';
import { useOneProject } from '../../app/project';
import { useGate } from '../../app/session';
import { FilterSelect, SearchBox } from '../../forms/Field';
import { usePatch } from '../../forms/address';
import { CopyAs } from '../../parts/CopyAs';
import { useFilter, useListFilter } from '../../parts/filters';
import { GatedButton } from '../../parts/GatedButton';
import { LiveBadge } from '../../parts/LiveBadge';
import { Nothing, Page, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { lookOf } from '../../parts/states';
import { useShared, type SharedKey } from '../../texts';
import { Board } from './Board';
import { passes, serverId, type BoardRow, type ProcessState } from './board';
import { ControlDialog, type ServiceAction } from './ControlDialog';
import { LogDrawer } from './LogDrawer';
import { useTexts } from './texts';
import { useBoard, useChosen } from './useBoard';
import './services.css';

const STATES: ProcessState[] = ['RUNNING', 'STARTING', 'STOPPING', 'STOPPED', 'EXITED', 'BACKOFF', 'FATAL', 'UNKNOWN'];
const ACTIONS: ServiceAction[] = ['start', 'stop', 'restart'];

function StateChips({ rows, chosen, onChange }: { rows: BoardRow[]; chosen: string[]; onChange: (states: string[]) => void }) {
  const t = useTexts();
  const s = useShared();
  const count = (state: string) => rows.filter(row => row.process.state === state).length;
  return (
    <div className="chips" role="group" aria-label={t('states')}>
      <button type="button" className="chip" aria-pressed={chosen.length === 0} onClick={() => onChange([])}>
        {t('all')} <span className="num">{rows.length}</span>
      </button>
      {STATES.map(state => ({ state, n: count(state) }))
        .filter(({ state, n }) => n > 0 || chosen.includes(state))
        .map(({ state, n }) => {
          const look = lookOf('process', state);
          return (
            <button
              key={state}
              type="button"
              className="chip"
              aria-pressed={chosen.includes(state)}
              onClick={() => onChange(chosen.includes(state) ? chosen.filter(each => each !== state) : [...chosen, state])}
            >
              <span className={`glyph tone-${look.tone}`} aria-hidden="true">
                {look.glyph}
              </span>
              {s(`process.${state}` as SharedKey)} <span className="num">{n}</span>
            </button>
          );
        })}
    </div>
  );
}

/** Why these cannot be steered together; null where they can. */
function whyNot(rows: BoardRow[], t: ReturnType<typeof useTexts>): string | null {
  if (rows.length === 0) return t('why.none');
  if (rows.every(row => serverId(row.process) === null)) return t('why.unregistered');
  return new Set(rows.map(row => row.process.area)).size > 1 ? t('why.areas') : null;
}

function Live({ project }: { project: Project }) {
  const t = useTexts();
  const s = useShared();
  const { store, live, version } = useBoard(project.code);
  const [states, setStates] = useListFilter('state');
  const [area, setArea] = useFilter('area');
  const [text, setText] = useFilter('q');
  const [open] = useFilter('log');
  const [proc] = useFilter('proc');
  const patch = usePatch();
  const [control, setControl] = useState<{ action: ServiceAction; rows: BoardRow[] } | null>(null);
  const operator = useGate('operator', project.code);
  // The store keeps one list until it changes: `version` says when.
  const all = useMemo(() => (version >= 0 ? store.list() : []), [store, version]);
  const known = useMemo(() => new Set(all.map(row => row.process.id)), [all]);
  const [chosen, setChosen] = useChosen(known);
  const areaName = project.areas.find(each => each.name === area || each.codes.includes(area))?.name ?? '';
  const own = useMemo(() => all.filter(row => passes(row, { states: [], area: areaName, text: text.trim() })), [all, areaName, text]);
  const chosenStates = states.join(',');
  const shown = useMemo(() => own.filter(row => chosenStates === '' || chosenStates.split(',').includes(row.process.state)), [own, chosenStates]);
  const taken = all.filter(row => chosen.has(row.process.id));
  const refused = whyNot(taken, t);
  const logRow = open === '' ? null : (all.find(row => row.process.id === proc) ?? null);
  const cli = ['service', 'status', '--project', project.code, ...(chosenStates === '' ? [] : ['--state', chosenStates]), ...(text.trim() === '' ? [] : ['--text', text.trim()])];
  return (
    <Page
      title={s('page.services')}
      aside={
        <>
          <span className="muted">{`${project.name} ${project.code}`}</span>
          <LiveBadge live={live} />
        </>
      }
      actions={<CopyAs command={{ method: 'GET', url: buildUrl('/api/v1/projects/{project}/processes', { project: project.code }, { state: states, area: areaName, text: text.trim(), limit: 500 }), cli }} />}
    >
      {live.problem !== null && !store.isComplete() && <ProblemText error={live.problem} />}
      <div className="toolbar">
        <StateChips rows={own} chosen={states} onChange={setStates} />
        {project.areas.length > 1 && <FilterSelect label={t('area')} none={t('area.all')} value={areaName} onChange={setArea} choices={project.areas.map(each => ({ value: each.name, label: each.name }))} />}
        <SearchBox main label={t('filter')} value={text} onChange={setText} />
      </div>
      <div className="toolbar control-bar" aria-label={t('control')} role="group">
        <span className="num">{t('chosen', { count: taken.length })}</span>
        {ACTIONS.map(action => (
          <GatedButton key={action} size="small" need="operator" project={project.code} danger={action === 'stop'} reason={refused} onClick={() => setControl({ action, rows: taken })}>
            {s(`service.${action}`)}
          </GatedButton>
        ))}
        <button type="button" className="linkish" onClick={() => setChosen([...new Set([...chosen, ...shown.filter(row => serverId(row.process) !== null).map(row => row.process.id)])])}>
          {t('choose.shown', { count: shown.length })}
        </button>
        {chosen.size > 0 && (
          <button type="button" className="linkish" onClick={() => setChosen([])}>
            {t('choose.none')}
          </button>
        )}
      </div>
      <Panel flush>
        {store.isComplete() && all.length === 0 && <Nothing text={t('empty')} advice={t('empty.advice')} />}
        {all.length > 0 && shown.length === 0 && <Nothing text={t('none')} advice={t('none.advice')} />}
        {shown.length > 0 && (
          <Board
            rows={shown}
            chosen={chosen}
            onChosen={setChosen}
            operator={operator}
            onControl={(action, row) => setControl({ action, rows: [row] })}
            onLog={(log, row) => patch({ log, proc: row.process.id })}
          />
        )}
        {!store.isComplete() && live.problem === null && <p className="nothing muted">{s('loading')}</p>}
      </Panel>
      {control !== null && <ControlDialog project={project} action={control.action} rows={control.rows} onClose={() => setControl(null)} onDone={() => setChosen([])} />}
      {logRow !== null && <LogDrawer key={proc} project={project.code} process={logRow.process} log={open} onLog={log => patch({ log })} onClose={() => patch({ log: '', proc: '' })} />}
    </Page>
  );
}

export default function ServicesPage() {
  const s = useShared();
  const { project, loading } = useOneProject();
  if (project !== null) return <Live key={project.code} project={project} />;
  return <Page title={s('page.services')}>{!loading && <Nothing text={s('project.none')} advice={s('project.none.advice')} />}</Page>;
}
