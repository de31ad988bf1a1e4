import { CheckField, SelectField, TextField } from './Field';
import { useFormTexts } from './texts';
import type { Refusal } from './useRefusal';
import type { WavesDraft } from './waves';

interface Props {
  value: WavesDraft;
  onChange: (value: WavesDraft) => void;
  /** Errors below `/waves`. */
  refusal?: Refusal;
  /** A release always has waves: then there is no switch. */
  always?: boolean;
  /** IPs that are offered for the canary. */
  ips: string[];
}

/** How a job goes over its hosts. */
export function WavesFields({ value, onChange, refusal, always = false, ips }: Props) {
  const t = useFormTexts();
  const set = (change: Partial<WavesDraft>) => onChange({ ...value, ...change });
  const errors = (name: string) => refusal?.at('waves', name) ?? [];
  const between = [
    { value: 'confirm', label: t('waves.between.confirm') },
    { value: 'continue', label: t('waves.between.continue') },
    { value: 'pause', label: t('waves.between.pause') },
  ];
  return (
    <div className="form-stack">
      {!always && <CheckField label={t('waves.on')} hint={t('waves.on.hint')} value={value.on} onChange={on => set({ on })} />}
      {(always || value.on) && (
        <div className="form-grid">
          <TextField label={t('waves.canary')} hint={t('waves.canary.hint')} errors={errors('canary')} value={value.canary} onChange={canary => set({ canary })} mono offer={ips.slice(0, 200)} placeholder="10.1.1.1" />
          <TextField label={t('waves.sizes')} hint={t('waves.sizes.hint')} errors={errors('sizes')} value={value.sizes} onChange={sizes => set({ sizes })} mono placeholder="5, 50%" />
          <TextField label={t('waves.max')} hint={t('waves.max.hint')} errors={errors('max_failures')} value={value.max_failures} onChange={max_failures => set({ max_failures })} mono placeholder="0" />
          <SelectField label={t('waves.between')} errors={errors('between')} value={value.between} onChange={next => set({ between: next as WavesDraft['between'] })} choices={between} none={t('waves.between.default')} />
          {value.between === 'pause' && (
            <TextField label={t('waves.seconds')} errors={errors('pause_seconds')} type="number" value={value.pause_seconds} onChange={pause_seconds => set({ pause_seconds })} placeholder="60" />
          )}
          <TextField label={t('waves.parallel')} errors={errors('parallel')} type="number" value={value.parallel} onChange={parallel => set({ parallel })} placeholder="20" />
          <TextField label={t('waves.first')} errors={errors('labels_first')} value={value.labels_first} onChange={labels_first => set({ labels_first })} mono placeholder="test" />
          <TextField label={t('waves.roles')} errors={errors('roles')} value={value.roles} onChange={roles => set({ roles })} mono placeholder="cross_center, cross, game" />
        </div>
      )}
    </div>
  );
}
