import { useState } from 'react';
import { buildUrl } from '../../api/client';
import { useCall, useGet } from '../../api/hooks';
import type { Schemas } from '../../api/types';
import { SelectField, TextField } from '../../forms/Field';
import { Confirm, Dialog } from '../../forms/Lazy';
import { useRefusal } from '../../forms/useRefusal';
import { CopyAs } from '../../parts/CopyAs';
import { toast } from '../../parts/toast';
import { useTexts } from './texts';

type Schedule = Schemas['Schedule'];

/** Another time for a job that waits. */
export function MoveDialog({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  const t = useTexts();
  // The time as the clocks of its zone show it, without the offset, which the server adds again.
  const [at, setAt] = useState(schedule.at.slice(0, 19));
  const [missed, setMissed] = useState(schedule.on_missed);
  const body = useGet('/api/v1/schedules/{id}/body', { path: { id: schedule.schedule_id } });
  const refusal = useRefusal([['at'], ['zone'], ['on_missed']]);
  const put = useCall('put', '/api/v1/schedules/{id}', ['/api/v1/schedules']);
  const changed = {
    request: schedule.request,
    body: body.data as never,
    at: at.length === 16 ? `${at}:00` : at,
    zone: schedule.zone,
    on_missed: missed,
    grace_seconds: schedule.grace_seconds,
    ...(schedule.override_reason == null ? {} : { override_reason: schedule.override_reason }),
    revision: schedule.revision,
  };
  const path = { id: schedule.schedule_id };
  const save = () =>
    put.mutate(
      { path, body: changed },
      {
        onSuccess: () => {
          toast(t('moved'));
          onClose();
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  return (
    <Dialog title={t('move.title')} action={t('move.do')} busy={put.isPending} reason={body.data === undefined ? t('reading') : null} onSubmit={save} onClose={onClose}>
      <div className="form-grid">
        <TextField label={t('at')} hint={schedule.zone} errors={[...refusal.at('at'), ...refusal.at('zone')]} type="datetime-local" value={at} onChange={setAt} />
        <SelectField
          label={t('missed')}
          errors={refusal.at('on_missed')}
          value={missed}
          onChange={value => setMissed(value === 'RUN' ? 'RUN' : 'SKIP')}
          choices={[
            { value: 'SKIP', label: t('missed.skip', { seconds: schedule.grace_seconds }) },
            { value: 'RUN', label: t('missed.run', { seconds: schedule.grace_seconds }) },
          ]}
        />
      </div>
      {refusal.summary}
      <span>
        <CopyAs size="small" command={{ method: 'PUT', url: buildUrl('/api/v1/schedules/{id}', path), body: changed }} />
      </span>
    </Dialog>
  );
}

export function CancelDialog({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  const t = useTexts();
  const cancel = useCall('post', '/api/v1/schedules/{id}/cancel', ['/api/v1/schedules']);
  const path = { id: schedule.schedule_id };
  return (
    <Confirm
      open
      danger
      title={t('cancel.title')}
      scope={{ ips: 1, size: t(`request.${schedule.request as 'hot-updates'}`), text: `${schedule.project} / ${schedule.area}  ${schedule.at}` }}
      word={schedule.area}
      action={t('cancel.do')}
      busy={cancel.isPending}
      error={cancel.error}
      onConfirm={() =>
        cancel.mutate(
          { path },
          {
            onSuccess: () => {
              toast(t('cancelled'));
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      <span>
        <CopyAs size="small" command={{ method: 'POST', url: buildUrl('/api/v1/schedules/{id}/cancel', path), cli: ['schedule', 'cancel', schedule.schedule_id] }} />
      </span>
    </Confirm>
  );
}
