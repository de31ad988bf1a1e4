import { useState } from 'react';
import { Link } from 'react-router';
import { buildUrl } from '../../api/client';
import { useCall, useGet } from '../../api/hooks';
import type { Schemas } from '../../api/types';
import { TextField } from '../../forms/Field';
import { useRefusal } from '../../forms/useRefusal';
import { newUuid } from '../../forms/uuid';
import { CopyAs } from '../../parts/CopyAs';
import { GatedButton } from '../../parts/GatedButton';
import { Nothing } from '../../parts/Page';
import { StateTag } from '../../parts/StateTag';
import { bytes } from '../../parts/time';
import { TimeText } from '../../parts/TimeText';
import { toast } from '../../parts/toast';
import { useTexts } from './texts';

type Package = Schemas['Package'];
const SOON_MS = 2_000;
const LATER_MS = 30_000;

/** Packages of one app type, newest first; read often while one of them is being unpacked. */
export function usePackages(project: string, appType: string) {
  const [busy, setBusy] = useState(false);
  const packages = useGet('/api/v1/projects/{project}/packages', {
    path: { project },
    query: { app_type: appType, limit: 100 },
    enabled: project !== '',
    every: busy ? SOON_MS : LATER_MS,
    keep: true,
  });
  const preparing = packages.data?.packages.some(each => each.state === 'PREPARING') ?? false;
  if (preparing !== busy) setBusy(preparing);
  return packages;
}

function Row({ pack, chosen, onChoose }: { pack: Package; chosen: boolean; onChoose: () => void }) {
  const ready = pack.state === 'READY';
  return (
    <tr className={ready ? 'clickable' : undefined} onClick={ready ? onChoose : undefined}>
      <td>
        <input type="radio" name="package" aria-label={`${pack.app_type} ${pack.version}`} checked={chosen} disabled={!ready} onChange={onChoose} onClick={event => event.stopPropagation()} />
      </td>
      <td className="mono">{pack.version}</td>
      <td className="mono">{pack.app_type}</td>
      <td>
        <Link to={`/jobs/${encodeURIComponent(pack.job_id)}`} onClick={event => event.stopPropagation()}>
          <StateTag of="package" state={pack.state} />
        </Link>
      </td>
      <td className="right num">{ready ? pack.files : ''}</td>
      <td className="right num nowrap">{ready ? bytes(pack.bytes) : ''}</td>
      <td>
        {pack.failure != null ? (
          <span>
            {pack.failure.message} <strong>→ {pack.failure.advice}</strong>
          </span>
        ) : (
          pack.created_by
        )}
      </td>
      <td>
        <TimeText at={pack.at} />
      </td>
    </tr>
  );
}

interface Props {
  project: string;
  area: string;
  appType: string;
  version: string;
  /** Undefined before they are read. */
  list: Package[] | undefined;
  onChoose: (pack: { app_type: string; version: string }) => void;
}

/** The versions that can be released, and the box that has another one unpacked. */
export function Packages({ project, area, appType, version, list, onChoose }: Props) {
  const t = useTexts();
  const known = (list ?? []).some(pack => pack.version === version && pack.app_type === appType);
  const [typed, setTyped] = useState<string | null>(null);
  // A version that another page named and that was never prepared stands in the box.
  const wanted = typed ?? (list === undefined || known ? '' : version);
  const refusal = useRefusal([['version'], ['app_type']]);
  const add = useCall('post', '/api/v1/projects/{project}/areas/{area}/packages', ['/api/v1/projects/{project}/packages']);
  const [uuid, setUuid] = useState(newUuid);
  const body = { uuid, app_type: appType, version: wanted.trim() };
  const start = () => {
    refusal.clear();
    add.mutate(
      { path: { project, area }, body },
      {
        onSuccess: () => {
          toast(t('package.asked'));
          onChoose({ app_type: appType, version: wanted.trim() });
          setTyped('');
          setUuid(newUuid());
        },
        onError: problem => refusal.refuse(problem),
      },
    );
  };
  return (
    <>
      {list?.length === 0 && <Nothing text={t('package.none')} advice={t('package.none.advice')} />}
      {list !== undefined && list.length > 0 && (
        <div className="table-wrap package-list" tabIndex={0} role="group" aria-label={t('package')}>
          <table className="grid-table">
            <thead>
              <tr>
                <th>
                  <span className="sr-only">{t('choose')}</span>
                </th>
                <th>{t('version')}</th>
                <th>{t('appType')}</th>
                <th>{t('state')}</th>
                <th className="right">{t('package.files')}</th>
                <th className="right">{t('package.size')}</th>
                <th>{t('package.by')}</th>
                <th>{t('package.at')}</th>
              </tr>
            </thead>
            <tbody>
              {list.map(pack => (
                <Row key={`${pack.app_type} ${pack.version}`} pack={pack} chosen={pack.version === version && pack.app_type === appType} onChoose={() => onChoose(pack)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <form
        className="package-new"
        onSubmit={event => {
          event.preventDefault();
          if (wanted.trim() !== '' && appType !== '') start();
        }}
      >
        <TextField label={t('package.new')} hint={t('package.new.hint')} errors={[...refusal.at('version'), ...refusal.at('app_type')]} value={wanted} onChange={setTyped} mono placeholder="1.0.4" />
        <span className="acts-row">
          <GatedButton
            need="releaser"
            project={project}
            htmlType="submit"
            loading={add.isPending}
            reason={appType === '' ? t('missing.type') : wanted.trim() === '' ? t('missing.version') : null}
            onClick={start}
          >
            {t('package.add')}
          </GatedButton>
          <CopyAs
            command={{
              method: 'POST',
              url: buildUrl('/api/v1/projects/{project}/areas/{area}/packages', { project, area }),
              body,
              cli: ['package', 'add', project, area, '--type', appType, '--version', wanted.trim(), '--watch'],
            }}
          />
        </span>
      </form>
      {refusal.summary}
    </>
  );
}
