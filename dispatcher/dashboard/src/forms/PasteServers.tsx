import { useMemo, useState } from 'react';
import { AreaField } from './Field';
import { matchPasted, parsePasted, type Pickable } from './servers';
import { useFormTexts } from './texts';

interface Props {
  servers: Pickable[];
  takesUnknown: boolean;
  onTake: (ids: string[], unknown: Pickable[]) => void;
  onClose: () => void;
}

/** A list out of a table or a chat, turned into a choice; what it cannot place is said before it is taken. */
export function PasteServers({ servers, takesUnknown, onTake, onClose }: Props) {
  const t = useFormTexts();
  const [text, setText] = useState('');
  const pasted = useMemo(() => parsePasted(text), [text]);
  const matched = useMemo(() => matchPasted(pasted, servers), [pasted, servers]);
  const count = matched.ids.length + (takesUnknown ? matched.unknown.length : 0);
  return (
    <div className="paste">
      <AreaField label={t('paste.label')} hint={t('paste.hint')} value={text} onChange={setText} rows={5} mono placeholder={'10.1.1.1\n10.1.1.2 qq_3 qq_4\ncross:10.1.1.9:cross_1'} />
      {matched.unknown.length > 0 && (
        <p className="tone-warn">
          {t(takesUnknown ? 'paste.unknown.taken' : 'paste.unknown', { count: matched.unknown.length })}{' '}
          <span className="mono">{matched.unknown.slice(0, 8).map(each => each.id).join('  ')}</span>
        </p>
      )}
      {matched.emptyIps.length > 0 && (
        <p className="tone-warn">
          {t('paste.emptyIps', { count: matched.emptyIps.length })} <span className="mono">{matched.emptyIps.slice(0, 8).join('  ')}</span>
        </p>
      )}
      {pasted.bad.length > 0 && (
        <p className="tone-bad">
          {t('paste.bad')} <span className="mono">{pasted.bad.slice(0, 5).map(each => `${each.line}: ${each.text}`).join('  ')}</span>
        </p>
      )}
      <div className="toolbar">
        <button
          type="button"
          className="btn primary"
          disabled={count === 0}
          onClick={() => {
            onTake(matched.ids, matched.unknown);
            onClose();
          }}
        >
          {t('paste.take', { count })}
        </button>
        <button type="button" className="btn" onClick={onClose}>
          {t('close')}
        </button>
      </div>
    </div>
  );
}
