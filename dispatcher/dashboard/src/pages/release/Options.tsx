import { AreaField, CheckField, SelectField, TextField } from '../../forms/Field';
import type { Refusal } from '../../forms/useRefusal';
import type { Draft } from './draft';
import { useTexts } from './texts';

interface Props {
  draft: Draft;
  refusal: Refusal;
  onChange: (change: Partial<Draft>) => void;
}

/** What happens to the processes and to what lies on the hosts. */
export function Options({ draft, refusal, onChange }: Props) {
  const t = useTexts();
  return (
    <div className="form-grid">
      <SelectField
        label={t('processes')}
        errors={refusal.at('processes')}
        value={draft.processes}
        onChange={processes => onChange({ processes: processes as Draft['processes'] })}
        none={t('processes.as_before')}
        choices={[
          { value: 'running', label: t('processes.running') },
          { value: 'untouched', label: t('processes.untouched') },
        ]}
      />
      <TextField label={t('atOnce')} hint={t('atOnce.hint')} errors={refusal.at('at_once')} type="number" value={draft.atOnce} onChange={atOnce => onChange({ atOnce })} placeholder="1" />
      <SelectField
        label={t('silence')}
        errors={refusal.at('silence')}
        value={draft.silence}
        onChange={silence => onChange({ silence: silence as Draft['silence'] })}
        none={t('silence.default')}
        choices={[
          { value: 'yes', label: t('silence.yes') },
          { value: 'no', label: t('silence.no') },
        ]}
      />
      <AreaField label={t('kept')} hint={t('kept.hint')} errors={refusal.at('kept')} value={draft.kept} onChange={kept => onChange({ kept })} rows={2} mono placeholder={'init.properties\njdbc.properties\nredis.properties'} wide />
      <div className="wide">
        <CheckField label={t('adopt')} hint={t('adopt.hint')} errors={refusal.at('adopt')} value={draft.adopt} onChange={adopt => onChange({ adopt })} />
      </div>
    </div>
  );
}
