import { useGate } from '../../app/session';
import { useTexts } from './texts';

/** Tells who may not save a form, before anything is typed into it. */
export function ReadOnly({ code }: { code: string }) {
  const t = useTexts();
  const why = useGate('admin', code);
  if (why === null) return null;
  return (
    <p className="note toolbar" role="note">
      {t('readonly', { why })}
    </p>
  );
}
