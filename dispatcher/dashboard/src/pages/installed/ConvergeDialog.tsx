import { useState } from 'react';
import { useNavigate } from 'react-router';
import { buildUrl } from '../../api/client';
import { useCall } from '../../api/hooks';
import { CheckField, SelectField, TextField } from '../../forms/Field';
import { Dialog } from '../../forms/Lazy';
import { WavesFields } from '../../forms/WavesFields';
import { useRefusal } from '../../forms/useRefusal';
import { NO_WAVES, WAVE_FIELDS, wavesBody, wavesCli } from '../../forms/waves';
import { CopyAs } from '../../parts/CopyAs';
import { planUrl } from '../plan/url';
import type { Selection } from './selection';
import { useTexts } from './texts';

const KNOWN = [['app_type'], ['servers'], ['drift'], ['adopt'], ['waves'], ...WAVE_FIELDS.map(field => ['waves', field])];

/** Plans what brings late, new and, with a comparison, drifted game servers to the desired version. */
export function ConvergeDialog({ selection, types, drift: given = '', onClose }: { selection: Selection; types: string[]; drift?: string; onClose: () => void }) {
  const t = useTexts();
  const navigate = useNavigate();
  const [type, setType] = useState(types[0] ?? '');
  const [drift, setDrift] = useState(given);
  const [adopt, setAdopt] = useState(false);
  const [waves, setWaves] = useState({ ...NO_WAVES, on: true });
  const refusal = useRefusal(KNOWN);
  const plan = useCall('post', '/api/v1/projects/{project}/areas/{area}/converge-plans');
  const path = { project: selection.project.code, area: selection.areaCode };
  const planned = wavesBody(waves);
  const body = {
    app_type: type,
    servers: selection.servers,
    ...(drift.trim() === '' ? {} : { drift: drift.trim() }),
    ...(adopt ? { adopt: true } : {}),
    ...(planned === undefined || Object.keys(planned).length === 0 ? {} : { waves: planned }),
  };
  const make = () =>
    plan.mutate({ path, body }, { onSuccess: made => void navigate(planUrl(made)), onError: problem => refusal.refuse(problem) });
  const cli = ['converge', path.project, path.area, '--type', type, ...(drift.trim() === '' ? [] : ['--drift', drift.trim()]), ...selection.cli, ...wavesCli(planned), ...(adopt ? ['--adopt'] : []), '--dry-run'];
  return (
    <Dialog title={t('converge.title')} action={t('converge.plan')} busy={plan.isPending} reason={type.trim() === '' ? t('converge.type') : null} width={680} onSubmit={make} onClose={onClose}>
      <p className="muted">{t('converge.hint')}</p>
      <div className="form-grid">
        {types.length > 0 ? (
          <SelectField label={t('col.type')} errors={refusal.at('app_type')} value={type} onChange={setType} choices={types.map(value => ({ value, label: value }))} />
        ) : (
          <TextField label={t('col.type')} errors={refusal.at('app_type')} value={type} onChange={setType} mono />
        )}
        <TextField label={t('converge.drift')} hint={t('converge.drift.hint')} errors={refusal.at('drift')} value={drift} onChange={setDrift} mono />
      </div>
      <WavesFields always value={waves} onChange={setWaves} refusal={refusal} ips={[]} />
      <CheckField label={t('converge.adopt')} value={adopt} onChange={setAdopt} errors={refusal.at('adopt')} />
      {refusal.at('servers').length > 0 && <p className="f-error">✗ {refusal.at('servers').slice(0, 5).join('; ')}</p>}
      {refusal.summary}
      <span>
        <CopyAs size="small" command={{ method: 'POST', url: buildUrl('/api/v1/projects/{project}/areas/{area}/converge-plans', path), body, cli }} />
      </span>
    </Dialog>
  );
}
