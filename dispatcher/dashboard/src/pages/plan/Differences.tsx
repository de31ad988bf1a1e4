import { useState } from 'react';
import { useGet } from '../../api/hooks';
import type { Schemas } from '../../api/types';
import { Drawer } from '../../forms/Lazy';
import { Nothing, Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { Tag } from '../../parts/StateTag';
import { bytes } from '../../parts/time';
import { useShared } from '../../texts';
import { useTexts } from './texts';

type Plan = Schemas['ReleasePlan'];
type Planned = Schemas['PlannedDifference'];
type Kind = 'new' | 'changed' | 'removed' | 'kept';

const KINDS: { kind: Kind; tone: 'ok' | 'warn' | 'bad' | 'wait'; glyph: string }[] = [
  { kind: 'new', tone: 'ok', glyph: '+' },
  { kind: 'changed', tone: 'warn', glyph: '~' },
  { kind: 'removed', tone: 'bad', glyph: '−' },
  { kind: 'kept', tone: 'wait', glyph: '=' },
];
const PAGE = 200;

function Files({ plan, from, kind, onClose }: { plan: Plan; from: string | null; kind: Kind | ''; onClose: () => void }) {
  const t = useTexts();
  const s = useShared();
  const [shown, setShown] = useState<Kind | ''>(kind);
  const [after, setAfter] = useState<string | null>(null);
  const { data, error, refetch } = useGet('/api/v1/release-plans/{id}/files', {
    path: { id: plan.id },
    query: { limit: PAGE, ...(from === null ? {} : { from }), ...(shown === '' ? {} : { kind: shown }), ...(after === null ? {} : { after }) },
    keep: true,
  });
  return (
    <Drawer title={<span className="mono">{`${from ?? t('unknown')} → ${plan.version}`}</span>} width={760} onClose={onClose}>
      <div className="chips plan-kinds" role="group" aria-label={t('diff')}>
        {(['', ...KINDS.map(each => each.kind)] as const).map(each => (
          <button
            key={each}
            type="button"
            className="chip"
            aria-pressed={each === shown}
            onClick={() => {
              setAfter(null);
              setShown(each);
            }}
          >
            {each === '' ? t('diff.all') : t(`diff.${each}`)}
          </button>
        ))}
      </div>
      {error && <ProblemText error={error} onRetry={() => void refetch()} />}
      {data?.files.length === 0 && <Nothing text={t('diff.none')} />}
      <table className="grid-table">
        <tbody>
          {(data?.files ?? []).map(file => {
            const look = KINDS.find(each => each.kind === file.kind.toLowerCase());
            return (
              <tr key={file.name}>
                <td>{look && <Tag tone={look.tone} glyph={look.glyph} text={t(`diff.${look.kind}`)} plain />}</td>
                <td className="mono">{file.name}</td>
                <td className="right num muted nowrap">
                  {file.from_size == null ? '' : bytes(file.from_size)}
                  {file.from_size != null && file.size != null ? ' → ' : ''}
                  {file.size == null ? '' : bytes(file.size)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="pager">
        {after !== null && (
          <button type="button" className="btn" onClick={() => setAfter(null)}>
            {t('diff.first')}
          </button>
        )}
        {data?.next != null && (
          <button type="button" className="btn" onClick={() => setAfter(data.next ?? null)}>
            {s('action.next')}
          </button>
        )}
      </div>
    </Drawer>
  );
}

/** What the version brings and takes, for each version that runs now; every number opens its files. */
export function Differences({ plan }: { plan: Plan }) {
  const t = useTexts();
  const [open, setOpen] = useState<{ from: string | null; kind: Kind | '' } | null>(null);
  const number = (difference: Planned, kind: Kind) => (kind === 'new' ? difference.new : difference[kind]) ?? 0;
  return (
    <Panel title={t('diff')} flush>
      {plan.differences.length === 0 && <Nothing text={t('diff.none')} />}
      {plan.differences.length > 0 && (
        <div className="table-wrap">
          <table className="grid-table">
            <thead>
              <tr>
                <th>{t('diff.from')}</th>
                <th className="right">{t('servers')}</th>
                {KINDS.map(({ kind }) => (
                  <th key={kind} className="right">
                    {t(`diff.${kind}`)}
                  </th>
                ))}
                <th className="right">{t('diff.bytes')}</th>
                <th>
                  <span className="sr-only">{t('diff.files')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {plan.differences.map(difference => {
                const from = difference.from_version ?? null;
                return (
                  <tr key={from ?? ''}>
                    <td className="mono">{from ?? <span className="muted">{t('unknown')}</span>}</td>
                    <td className="right num">{difference.servers}</td>
                    {KINDS.map(({ kind, tone, glyph }) => (
                      <td key={kind} className="right num">
                        {number(difference, kind) === 0 ? (
                          <span className="muted">0</span>
                        ) : (
                          <button type="button" className={`linkish tone-${tone}`} aria-label={`${t(`diff.${kind}`)} ${number(difference, kind)}`} onClick={() => setOpen({ from, kind })}>
                            {glyph} {number(difference, kind)}
                          </button>
                        )}
                      </td>
                    ))}
                    <td className="right num nowrap">{bytes(difference.bytes)}</td>
                    <td className="right">
                      <button type="button" className="linkish" onClick={() => setOpen({ from, kind: '' })}>
                        {t('diff.files')}
                      </button>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {open !== null && <Files plan={plan} from={open.from} kind={open.kind} onClose={() => setOpen(null)} />}
    </Panel>
  );
}
