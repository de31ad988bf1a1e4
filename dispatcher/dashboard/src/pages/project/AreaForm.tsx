import { CheckField, TextField } from '../../forms/Field';
import type { Refusal } from '../../forms/useRefusal';
import { words } from '../../forms/waves';
import { Panel } from '../../parts/Page';
import type { FieldPath } from '../../api/problem';
import { asLines, LinesField } from './LinesField';
import { bandwidthRules, bandwidthText, newManager, type AreaDoc, type ManagerDoc } from './doc';
import { useTexts } from './texts';

interface ManagerProps {
  manager: ManagerDoc;
  at: FieldPath;
  refusal: Refusal;
  onChange: (manager: ManagerDoc) => void;
  onRemove: () => void;
}

function ManagerForm({ manager, at, refusal, onChange, onRemove }: ManagerProps) {
  const t = useTexts();
  const set = (change: Partial<ManagerDoc>) => onChange({ ...manager, ...change });
  const errors = (field: string) => refusal.at(...at, field);
  return (
    <div className="sub-form">
      <div className="form-grid">
        <TextField label="IP" errors={errors('ip')} value={manager.ip} onChange={ip => set({ ip })} mono placeholder="123.207.124.150" />
        <TextField label={t('manager.port')} errors={errors('port')} type="number" value={String(manager.port || '')} onChange={text => set({ port: Number(text) })} placeholder="10022" />
        <TextField label={t('manager.module')} errors={errors('module')} value={manager.module} onChange={module => set({ module })} mono />
        <TextField label={t('manager.user')} errors={errors('user')} value={manager.user} onChange={user => set({ user })} mono placeholder="cmdb_user" />
        <TextField label={t('manager.pass')} hint={t('manager.pass.hint')} errors={errors('pass_file')} value={manager.pass_file} onChange={pass_file => set({ pass_file })} mono placeholder="/etc/ssss.password" />
        <LinesField
          label={t('manager.bandwidth')}
          hint={t('manager.bandwidth.hint')}
          errors={[...errors('bandwidth'), ...errors('zone')]}
          value={bandwidthText(manager.bandwidth)}
          read={text => bandwidthText(bandwidthRules(text))}
          onChange={text => {
            const rules = bandwidthRules(text);
            set({ bandwidth: rules.length === 0 ? undefined : rules });
          }}
          rows={2}
          placeholder="20:00-23:30 2048"
        />
      </div>
      <button type="button" className="linkish" onClick={onRemove}>
        {t('remove')}
      </button>
    </div>
  );
}

interface Props {
  area: AreaDoc;
  at: number;
  refusal: Refusal;
  onChange: (area: AreaDoc) => void;
  onRemove: () => void;
}

/** One area: names, hosts, where files go, CDN directories. */
export function AreaForm({ area, at, refusal, onChange, onRemove }: Props) {
  const t = useTexts();
  const set = (change: Partial<AreaDoc>) => onChange({ ...area, ...change });
  const errors = (...path: FieldPath) => refusal.at('areas', at, ...path);
  const managers = area.rsync_managers ?? [];
  const roots = area.cdn_roots ?? [];
  return (
    <Panel
      title={area.name === '' ? t('area.new') : t('area', { name: area.name })}
      aside={
        <button type="button" className="linkish" onClick={onRemove}>
          {t('area.remove')}
        </button>
      }
    >
      <div className="form-stack">
        <div className="form-grid">
          <TextField label={t('area.name')} errors={errors('name')} value={area.name} onChange={name => set({ name })} placeholder="大陆" />
          <LinesField label={t('area.codes')} hint={t('area.codes.hint')} errors={errors('codes')} value={area.codes.join(', ')} onChange={text => set({ codes: words(text) })} placeholder="cn, cn_new" />
          <LinesField label={t('area.client')} hint={t('area.client.hint')} errors={errors('client_codes')} value={(area.client_codes ?? []).join(', ')} onChange={text => set({ client_codes: words(text).length === 0 ? undefined : words(text) })} />
          <div className="wide">
            <CheckField label={t('area.production')} hint={t('area.production.hint')} errors={errors('production')} value={area.production === true} onChange={on => set({ production: on ? true : undefined })} />
          </div>
          <LinesField label={t('area.hosts', { count: (area.hosts ?? []).length })} hint={t('area.hosts.hint')} errors={errors('hosts')} value={(area.hosts ?? []).join('\n')} read={asLines} onChange={text => set({ hosts: words(text) })} rows={5} wide placeholder={'10.1.1.1\n10.1.1.2'} />
        </div>
        <h3>{t('managers')}</h3>
        {errors('rsync_managers').length > 0 && <p className="f-error">✗ {errors('rsync_managers').join('; ')}</p>}
        {managers.map((manager, n) => (
          <ManagerForm
            key={n}
            manager={manager}
            at={['areas', at, 'rsync_managers', n]}
            refusal={refusal}
            onChange={next => set({ rsync_managers: managers.map((each, other) => (other === n ? next : each)) })}
            onRemove={() => set({ rsync_managers: managers.filter((_, other) => other !== n) })}
          />
        ))}
        <span className="toolbar">
          <button type="button" className="btn" onClick={() => set({ rsync_managers: [...managers, newManager()] })}>
            + {t('manager.add')}
          </button>
          {area.relay == null && (
            <button type="button" className="btn" onClick={() => set({ relay: newManager() })}>
              + {t('relay.add')}
            </button>
          )}
        </span>
        {area.relay != null && (
          <>
            <h3>{t('relay')}</h3>
            <p className="muted">{t('relay.hint')}</p>
            <ManagerForm manager={area.relay} at={['areas', at, 'relay']} refusal={refusal} onChange={relay => set({ relay })} onRemove={() => set({ relay: undefined })} />
          </>
        )}
        <h3>{t('cdn')}</h3>
        {errors('cdn_roots').length > 0 && <p className="f-error">✗ {errors('cdn_roots').join('; ')}</p>}
        {roots.map((root, n) => (
          <div key={n} className="row-form">
            <TextField label={t('cdn.root')} errors={errors('cdn_roots', n, 'cdn_root_url')} value={root.cdn_root_url} onChange={cdn_root_url => set({ cdn_roots: roots.map((each, other) => (other === n ? { ...each, cdn_root_url } : each)) })} mono placeholder="res.ssss.chuangyunet.com" />
            <LinesField label={t('cdn.dirs')} hint={t('cdn.dirs.hint')} errors={errors('cdn_roots', n, 'dirs')} value={(root.dirs ?? []).join(', ')} onChange={text => set({ cdn_roots: roots.map((each, other) => (other === n ? { ...each, dirs: words(text) } : each)) })} placeholder="t1, s1" />
            <button type="button" className="linkish" onClick={() => set({ cdn_roots: roots.filter((_, other) => other !== n) })}>
              {t('remove')}
            </button>
          </div>
        ))}
        <span>
          <button type="button" className="btn" onClick={() => set({ cdn_roots: [...roots, { cdn_root_url: '', dirs: [] }] })}>
            + {t('cdn.add')}
          </button>
        </span>
      </div>
    </Panel>
  );
}
