import { Problem } from '../api/problem';
import { AreaField } from './Field';
import { useFormTexts } from './texts';

/** Whether maintenance says no, so that the same request goes through with a reason. */
export function wantsOverride(error: unknown): boolean {
  return error instanceof Problem && (error.code === 'frozen' || error.code === 'outside_window');
}

/** Asks for the reason where the last answer wants one; stays once it was asked for. */
export function Override({ error, reason, onReason }: { error: unknown; reason: string; onReason: (reason: string) => void }) {
  const t = useFormTexts();
  return wantsOverride(error) || reason !== '' ? <AreaField label={t('submit.override')} value={reason} onChange={onReason} rows={2} /> : null;
}
