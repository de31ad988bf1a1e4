import { useState } from 'react';
import { Link } from 'react-router';
import { queryClient } from '../../api/hooks';
import type { Schemas } from '../../api/types';
import { AreaField, CheckField, Chips } from '../../forms/Field';
import { Changes } from '../../forms/Changes';
import { CopyAs } from '../../parts/CopyAs';
import { useDraft } from '../../parts/drafts';
import { GatedButton } from '../../parts/GatedButton';
import { Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { toast } from '../../parts/toast';
import { guessFormat, importSetup, type Format } from './setup';
import { useTexts } from './texts';

interface Draft {
  text: string;
  /** Null: by what the text looks like. */
  format: Format | null;
  move: boolean;
}

/** A set-up as text: what it would change is shown first, then it is applied, all or nothing. */
export function ImportSetup() {
  const t = useTexts();
  const [draft, setDraft, forget] = useDraft<Draft>('projects.import', { text: '', format: null, move: false });
  const [result, setResult] = useState<Schemas['OnboardingResult'] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const format = draft.format ?? guessFormat(draft.text);
  const set = (change: Partial<Draft>) => {
    setResult(null);
    setError(null);
    setDraft({ ...draft, ...change });
  };
  const run = async (dryRun: boolean) => {
    setBusy(true);
    setError(null);
    try {
      const answer = await importSetup(draft.text, format, dryRun, draft.move);
      setResult(answer);
      if (!dryRun) {
        toast(t('import.done'));
        forget();
        await queryClient.invalidateQueries();
      }
    } catch (refused) {
      setResult(null);
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  const changed = (result?.changes ?? []).filter(change => change.action !== 'unchanged').length;
  return (
    <Panel title={t('import')}>
      <div className="form-stack">
        <p className="muted">{t('import.hint')}</p>
        <div className="toolbar">
          <label className="btn file-button">
            {t('import.file')}
            <input
              type="file"
              className="sr-only"
              accept=".yaml,.yml,.json,.py"
              onChange={event => {
                const file = event.target.files?.[0];
                if (file) void file.text().then(text => set({ text, format: guessFormat(text, file.name) }));
                event.target.value = '';
              }}
            />
          </label>
          <Chips
            label={t('import.format')}
            value={format}
            onChange={value => set({ format: value as Format })}
            choices={[
              { value: 'yaml', label: 'YAML' },
              { value: 'json', label: 'JSON' },
              { value: 'python', label: 'rsync.py' },
            ]}
          />
        </div>
        <AreaField label={t('import.text')} value={draft.text} onChange={text => set({ text })} rows={16} mono placeholder={'projects:\n  - code: ssss\n    name: 三生三世\n    areas:\n      - name: 大陆\n        codes: [cn]\n'} />
        <CheckField label={t('import.move')} hint={t('import.move.hint')} value={draft.move} onChange={move => set({ move })} />
        {error !== null && <ProblemText error={error} />}
        {result !== null && <Changes changes={result.changes} notes={result.notes} applied={result.applied} />}
        {result?.applied === true && (
          <p>
            {t('import.next')}{' '}
            <Link className="in-text" to="/projects">
              {t('import.next.go')}
            </Link>
          </p>
        )}
        <div className="toolbar">
          <GatedButton need="admin" project="*" reason={draft.text.trim() === '' ? t('import.empty') : null} loading={busy} onClick={() => void run(true)}>
            {t('import.look')}
          </GatedButton>
          <GatedButton need="admin" project="*" type="primary" reason={result === null ? t('import.first') : result.applied ? t('import.applied') : changed === 0 ? t('import.same') : null} loading={busy} onClick={() => void run(false)}>
            {t('import.apply', { count: changed })}
          </GatedButton>
          <CopyAs command={{ method: 'PUT', url: `/api/v1/onboarding?dry_run=true${draft.move ? '&move=true' : ''}`, cli: ['project', 'import', format === 'python' ? 'rsync.py' : `set-up.${format}`, ...(draft.move ? ['--move'] : [])] }} />
        </div>
      </div>
    </Panel>
  );
}
