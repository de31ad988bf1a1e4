import { useState } from 'react';
import { Link } from 'react-router';
import { buildUrl } from '../../api/client';
import { useGet } from '../../api/hooks';
import type { Schemas } from '../../api/types';
import { useMay } from '../../app/session';
import { useProject } from '../../app/project';
import { Chips } from '../../forms/Field';
import { Drawer } from '../../forms/Lazy';
import { RequestBody } from '../../forms/RequestBody';
import { RowAct } from '../../forms/RowAct';
import { CopyAs, CopyText } from '../../parts/CopyAs';
import { useFilter } from '../../parts/filters';
import { Nothing, Page, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { StateTag } from '../../parts/StateTag';
import { TimeText, useNow } from '../../parts/TimeText';
import { useShared } from '../../texts';
import { CancelDialog, MoveDialog } from './Dialogs';
import { useTexts } from './texts';

type Schedule = Schemas['Schedule'];
type State = Schedule['state'];
const STATES: State[] = ['WAITING', 'STARTED', 'MISSED', 'REFUSED', 'CANCELLED'];
const EVERY_MS = 10_000;
/** While one of them is about to begin. */
const SOON_MS = 1_500;

function Detail({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  const t = useTexts();
  const body = useGet('/api/v1/schedules/{id}/body', { path: { id: schedule.schedule_id } });
  return (
    <Drawer
      width={680}
      onClose={onClose}
      title={
        <span className="drawer-title-line">
          {t(`request.${schedule.request as 'hot-updates'}`)} <StateTag of="schedule" state={schedule.state} />
        </span>
      }
    >
      <div className="stack">
        <dl className="facts">
          <dt>{t('id')}</dt>
          <dd>
            <CopyText text={schedule.schedule_id} />
          </dd>
          <dt>{t('at')}</dt>
          <dd>
            <TimeText at={schedule.at} /> <span className="mono muted">{`${schedule.at} ${schedule.zone}`}</span>
          </dd>
          <dt>{t('where')}</dt>
          <dd>{`${schedule.project} / ${schedule.area} ${schedule.area_code}`}</dd>
          <dt>{t('missed')}</dt>
          <dd>{t(schedule.on_missed === 'RUN' ? 'missed.run' : 'missed.skip', { seconds: schedule.grace_seconds })}</dd>
          {schedule.override_reason != null && (
            <>
              <dt>{t('override')}</dt>
              <dd>{schedule.override_reason}</dd>
            </>
          )}
          {schedule.note != null && (
            <>
              <dt>{t('note')}</dt>
              <dd className="tone-warn">{schedule.note}</dd>
            </>
          )}
        </dl>
        {body.error && <ProblemText error={body.error} onRetry={() => void body.refetch()} />}
        {body.data !== undefined && <RequestBody body={body.data} />}
        <span>
          <CopyAs command={{ method: 'GET', url: buildUrl('/api/v1/schedules/{id}', { id: schedule.schedule_id }), cli: ['schedule', 'show', schedule.schedule_id] }} />
        </span>
      </div>
    </Drawer>
  );
}

/** Jobs that begin later, and what became of those that were due. */
export default function SchedulesPage() {
  const t = useTexts();
  const s = useShared();
  const may = useMay();
  const { code } = useProject();
  const [state, setState] = useFilter('state');
  const [open, setOpen] = useFilter('id');
  const [soon, setSoon] = useState(false);
  const now = useNow();
  const [moving, setMoving] = useState<Schedule | null>(null);
  const [cancelling, setCancelling] = useState<Schedule | null>(null);
  const query = { ...(code === null ? {} : { project: [code] }), ...(state === '' ? {} : { state: [state as State] }), limit: 200 };
  const { data, error, refetch } = useGet('/api/v1/schedules', { query, keep: true, every: soon ? SOON_MS : EVERY_MS });
  const list = data?.schedules ?? [];
  const due = list.some(each => each.state === 'STARTING' || (each.state === 'WAITING' && Date.parse(each.at) - now < EVERY_MS));
  if (due !== soon) setSoon(due);
  const shown = list.find(each => each.schedule_id === open) ?? null;
  const why = (schedule: Schedule) => (!may('operator', schedule.project) ? s('gate.role', { role: s('role.operator'), project: schedule.project }) : schedule.state === 'WAITING' ? null : t('why.over'));
  return (
    <Page
      title={s('page.schedules')}
      actions={
        <>
          <Link className="btn" to="/hot-update">
            {t('new')}
          </Link>
          <CopyAs command={{ method: 'GET', url: buildUrl('/api/v1/schedules', {}, query), cli: ['schedule', 'list', ...(code === null ? [] : ['--project', code]), ...(state === '' ? [] : ['--state', state])] }} />
        </>
      }
    >
      <div className="toolbar">
        <Chips label={t('states')} value={state} onChange={setState} choices={[{ value: '', label: t('all') }, ...STATES.map(value => ({ value, label: s(`schedule.${value}`) }))]} />
      </div>
      {error && <ProblemText error={error} onRetry={() => void refetch()} />}
      <Panel flush>
        {data && list.length === 0 && <Nothing text={t('none')} advice={t('none.advice')} />}
        {list.length > 0 && (
          <div className="table-wrap">
            <table className="grid-table">
              <thead>
                <tr>
                  <th>{t('state')}</th>
                  <th>{t('at')}</th>
                  <th>{t('request')}</th>
                  <th>{t('where')}</th>
                  <th>{t('who')}</th>
                  <th>{t('note')}</th>
                  <th>{t('acts')}</th>
                </tr>
              </thead>
              <tbody>
                {list.map(schedule => (
                  <tr key={schedule.schedule_id} className="clickable" onClick={() => setOpen(schedule.schedule_id)}>
                    <td>
                      <StateTag of="schedule" state={schedule.state} />
                    </td>
                    <td>
                      <TimeText at={schedule.at} />
                    </td>
                    <td>
                      <button type="button" className="linkish" onClick={() => setOpen(schedule.schedule_id)}>
                        {t(`request.${schedule.request as 'hot-updates'}`)}
                      </button>
                    </td>
                    <td className="nowrap">
                      <span className="mono">{schedule.project}</span> / {schedule.area}
                    </td>
                    <td>{schedule.created_by}</td>
                    <td>{schedule.note}</td>
                    <td className="nowrap" onClick={event => event.stopPropagation()}>
                      {schedule.state === 'STARTED' ? (
                        <Link to={`/jobs/${encodeURIComponent(schedule.schedule_id)}`}>{t('job')}</Link>
                      ) : (
                        <>
                          <RowAct why={why(schedule)} onAct={() => setMoving(schedule)}>
                            {t('move')}
                          </RowAct>
                          <RowAct why={why(schedule)} danger onAct={() => setCancelling(schedule)}>
                            {t('cancel')}
                          </RowAct>
                        </>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      {shown !== null && <Detail key={open} schedule={shown} onClose={() => setOpen('')} />}
      {moving !== null && <MoveDialog schedule={moving} onClose={() => setMoving(null)} />}
      {cancelling !== null && <CancelDialog schedule={cancelling} onClose={() => setCancelling(null)} />}
    </Page>
  );
}
