import { useGet } from '../../api/hooks';
import { usePatch } from '../../forms/address';
import { Drawer } from '../../forms/Lazy';
import { ProblemText } from '../../parts/ProblemText';
import { Tag } from '../../parts/StateTag';
import type { Look } from '../../parts/states';
import { bytes } from '../../parts/time';
import { useShared } from '../../texts';
import { useTexts } from './texts';
import { shortName } from './version';

const LIMIT = 1_000;
const CODES = ['A', 'M', 'D', 'R'] as const;
type Code = (typeof CODES)[number];
const LOOKS: Record<Code, Look> = {
  A: { tone: 'ok', glyph: '+' },
  M: { tone: 'warn', glyph: '~' },
  D: { tone: 'bad', glyph: '−' },
  R: { tone: 'run', glyph: '=' },
};

/** What came of a path, as sign and word. */
export function ChangeTag({ code }: { code: string }) {
  const t = useTexts();
  const known = CODES.find(each => each === code);
  return known ? <Tag tone={LOOKS[known].tone} glyph={LOOKS[known].glyph} text={t(`change.${known}`)} plain /> : <span className="mono">{code}</span>;
}

/** What changed between two versions. */
export function Compare({ project, from, to, onClose }: { project: string; from: string; to: string; onClose: () => void }) {
  const t = useTexts();
  const s = useShared();
  const patch = usePatch();
  const diff = useGet('/api/v1/projects/{project}/versions/diff', { path: { project }, query: { from, to, limit: LIMIT } });
  const found = diff.data;
  return (
    <Drawer title={found ? t('compare.two', { from: shortName(found.from), to: shortName(found.to) }) : t('compare')} width={820} onClose={onClose}>
      <div className="stack">
        {diff.isPending && <p className="muted">{s('loading')}</p>}
        {diff.error && <ProblemText error={diff.error} onRetry={() => void diff.refetch()} />}
        {found && (
          <>
            <div className="stats">
              {([['A', found.added], ['M', found.modified], ['D', found.deleted], ['R', found.replaced]] as [Code, number][]).map(([code, count]) => (
                <div key={code}>
                  <strong className={`num tone-${LOOKS[code].tone}`}>{count}</strong>
                  <span>{t(`change.${code}`)}</span>
                </div>
              ))}
            </div>
            <p className="muted">
              {found.revisions != null && t('compare.revisions', { count: found.revisions })}{' '}
              <button type="button" className="linkish" onClick={() => patch({ from: to, to: from })}>
                {t('compare.swap')}
              </button>
            </p>
            {found.same && <p className="note tone-ok">✓ {t('compare.same')}</p>}
            {!found.complete && <p className="note tone-warn">{t('compare.incomplete')}</p>}
            {found.changes.length > 0 && (
              <div className="table-wrap" tabIndex={0} role="group" aria-label={t('compare')}>
                <table className="grid-table">
                  <thead>
                    <tr>
                      <th>{t('state')}</th>
                      <th>{t('compare.path')}</th>
                      <th className="right">{t('compare.before')}</th>
                      <th className="right">{t('compare.after')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {found.changes.map(change => (
                      <tr key={change.path}>
                        <td className="nowrap">
                          <ChangeTag code={change.kind} />
                        </td>
                        <td className="mono">{change.path}</td>
                        <td className="right num nowrap">{change.from_size == null ? '' : bytes(change.from_size)}</td>
                        <td className="right num nowrap">{change.to_size == null ? '' : bytes(change.to_size)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </>
        )}
      </div>
    </Drawer>
  );
}
