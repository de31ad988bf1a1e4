import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { buildUrl, call } from '../../api/client';
import type { Problem } from '../../api/problem';
import type { Schemas } from '../../api/types';
import { Confirm } from '../../forms/Lazy';
import { newUuid } from '../../forms/uuid';
import { CopyAs } from '../../parts/CopyAs';
import type { Selection } from './selection';
import { useTexts } from './texts';

/** Compares live directories with the record; nothing is changed. */
export function DriftDialog({ selection, onClose }: { selection: Selection; onClose: () => void }) {
  const t = useTexts();
  const navigate = useNavigate();
  const [uuid] = useState(newUuid);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const path = { project: selection.project.code, area: selection.areaCode };
  const body = { uuid, servers: selection.servers };
  const plan = useQuery<Schemas['DriftPlan'], Problem>({
    queryKey: ['drift', JSON.stringify([path, body])],
    queryFn: ({ signal }) => call('post', '/api/v1/projects/{project}/areas/{area}/drifts', { path, query: { dry_run: true }, body, signal }) as Promise<Schemas['DriftPlan']>,
    retry: false,
    gcTime: 0,
    staleTime: Infinity,
  });
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      const made = (await call('post', '/api/v1/projects/{project}/areas/{area}/drifts', { path, body })) as Schemas['DriftAccepted'];
      void navigate(`/installed?project=${encodeURIComponent(path.project)}&tab=drift&drift=${encodeURIComponent(made.job_id)}`);
      onClose();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  const skipped = plan.data?.skipped ?? [];
  return (
    <Confirm open title={t('compare.title')} scope={plan.data ? { ips: plan.data.hosts, servers: plan.data.servers } : null} word={selection.areaName} action={t('compare')} busy={busy} error={error ?? plan.error} onConfirm={() => void send()} onClose={onClose}>
      {plan.isPending && <p className="muted">{t('reading')}</p>}
      <p className="muted">{t('compare.hint')}</p>
      {skipped.length > 0 && (
        <p className="tone-warn">
          {t('compare.skipped', { count: skipped.length })} <span className="mono">{skipped.slice(0, 6).map(each => each.server).join('  ')}</span> {skipped[0]?.text}
        </p>
      )}
      <span>
        <CopyAs size="small" command={{ method: 'POST', url: buildUrl('/api/v1/projects/{project}/areas/{area}/drifts', path), body, cli: ['drift', path.project, path.area, ...selection.cli, '--watch'] }} />
      </span>
    </Confirm>
  );
}
