import { useState } from 'react';
import type { Schemas } from '../api/types';
import { CopyText } from '../parts/CopyAs';
import { Tag } from '../parts/StateTag';
import type { Look } from '../parts/states';
import { TimeText } from '../parts/TimeText';
import { useFormTexts } from './texts';
import './forms.css';

type Cell = Schemas['PreflightCell'];

const LOOK: Record<Cell['result'], Look> = {
  go: { tone: 'ok', glyph: '✓' },
  no_go: { tone: 'bad', glyph: '✗' },
  unknown: { tone: 'unknown', glyph: '?' },
  not_applicable: { tone: 'wait', glyph: '−' },
};
const ORDER: Cell['result'][] = ['no_go', 'unknown', 'go', 'not_applicable'];

/** Each check green or red; the red ones first, with how they are mended. */
export function PreflightGrid({ result, all = false }: { result: Schemas['Preflight']; all?: boolean }) {
  const t = useFormTexts();
  const [whole, setWhole] = useState(all);
  const red = result.cells.filter(cell => cell.result === 'no_go' || cell.result === 'unknown');
  const cells = [...result.cells].sort((a, b) => ORDER.indexOf(a.result) - ORDER.indexOf(b.result));
  const shown = whole ? cells : red;
  return (
    <>
      <p className={result.go ? 'note tone-ok' : 'note tone-bad'} role="status">
        <span className="glyph" aria-hidden="true">
          {result.go ? '✓' : '✗'}
        </span>{' '}
        <strong>{result.go ? t('preflight.go') : t('preflight.nogo', { count: red.length })}</strong>{' '}
        <span className="note-text">
          {t('preflight.count', { count: result.cells.length })} · <TimeText at={result.checked_at} />
        </span>{' '}
        {!all && (
          <button type="button" className="linkish" onClick={() => setWhole(!whole)}>
            {whole ? t('preflight.red') : t('preflight.all')}
          </button>
        )}
      </p>
      {shown.length > 0 && (
        <div className="table-wrap" tabIndex={0} role="group" aria-label={t('preflight.run')}>
          <table className="grid-table preflight">
            <thead>
              <tr>
                <th>{t('preflight.result')}</th>
                <th>{t('preflight.check')}</th>
                <th>{t('preflight.role')}</th>
                <th>{t('preflight.subject')}</th>
                <th>{t('preflight.detail')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(cell => (
                <tr key={`${cell.check} ${cell.role} ${cell.subject} ${cell.worker ?? ''}`}>
                  <td>
                    <Tag tone={LOOK[cell.result].tone} glyph={LOOK[cell.result].glyph} text={cell.result === 'go' ? t('preflight.ok') : t(`preflight.${cell.result}`)} />
                  </td>
                  <td className="nowrap">{cell.title}</td>
                  <td className="mono nowrap">{cell.role}</td>
                  <td className="mono">{cell.subject}</td>
                  <td>
                    {cell.detail}
                    {cell.fix != null && (
                      <div className="fix">
                        <span aria-hidden="true">→</span> <CopyText text={cell.fix} />
                      </div>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
