import { useState } from 'react';
import { Link } from 'react-router';
import { buildUrl, call } from '../../api/client';
import { Problem } from '../../api/problem';
import { useGet } from '../../api/hooks';
import type { Project, Schemas } from '../../api/types';
import { TextField } from '../../forms/Field';
import { PreflightGrid } from '../../forms/PreflightGrid';
import { useGameServers } from '../../forms/useGameServers';
import { CopyAs } from '../../parts/CopyAs';
import { GatedButton } from '../../parts/GatedButton';
import { Panel } from '../../parts/Page';
import { ProblemText } from '../../parts/ProblemText';
import { Tag } from '../../parts/StateTag';
import { checklist, type CheckItem } from './doc';
import { useTexts } from './texts';

const LOOK = { ok: { tone: 'ok', glyph: '✓' }, lacking: { tone: 'bad', glyph: '✗' }, maybe: { tone: 'warn', glyph: '!' } } as const;

interface Tested {
  area: string;
  result: Schemas['Preflight'] | null;
  problem: Problem | null;
}

function Item({ item, code, onTab }: { item: CheckItem; code: string; onTab: (tab: string) => void }) {
  const t = useTexts();
  const look = LOOK[item.state];
  return (
    <tr>
      <td>
        <Tag tone={look.tone} glyph={look.glyph} text={t(`check.state.${item.state}`)} />
      </td>
      <td className="nowrap">{t(`check.${item.key}`)}</td>
      <td className="mono nowrap">{item.subject}</td>
      <td className="mono">{item.detail}</td>
      <td>
        {item.state !== 'ok' && (
          <>
            {t(`check.${item.key}.fix`)}{' '}
            {item.tab === 'servers' ? (
              <Link className="in-text" to={`/servers?project=${encodeURIComponent(code)}`}>{t('check.go')}</Link>
            ) : (
              <button type="button" className="linkish" onClick={() => onTab(item.tab)}>
                {t('check.go')}
              </button>
            )}
          </>
        )}
      </td>
    </tr>
  );
}

/** What a project needs before its first job: what is set up here, and, tested for real, what lies on the machines. */
export function Checklist({ project, onTab }: { project: Project; onTab: (tab: string) => void }) {
  const t = useTexts();
  const mappings = useGet('/api/v1/queue-mappings');
  const servers = useGameServers(project.code, null);
  const [version, setVersion] = useState('');
  const [tested, setTested] = useState<Tested[]>([]);
  const [busy, setBusy] = useState<string | null>(null);
  const items = mappings.data ? checklist(project, project.code, mappings.data.queue_mappings, servers.data ?? null) : null;
  const lacking = items?.filter(item => item.state === 'lacking').length ?? 0;
  const testAll = async () => {
    setTested([]);
    for (const area of project.areas) {
      setBusy(area.name);
      const path = { project: project.code, area: area.codes[0] ?? area.name };
      const body = version.trim() === '' ? {} : { version: version.trim() };
      const one: Tested = await call('post', '/api/v1/projects/{project}/areas/{area}/preflight', { path, body }).then(
        result => ({ area: area.name, result, problem: null }),
        (error: unknown) => ({ area: area.name, result: null, problem: Problem.of(error) }),
      );
      setTested(before => [...before, one]);
    }
    setBusy(null);
  };
  const first = project.areas[0];
  return (
    <>
      <Panel
        flush
        title={t('check')}
        aside={items !== null && <Tag tone={lacking === 0 ? 'ok' : 'bad'} glyph={lacking === 0 ? '✓' : '✗'} text={lacking === 0 ? t('check.complete') : t('check.lacking', { count: lacking })} />}
      >
        {mappings.error && <ProblemText error={mappings.error} onRetry={() => void mappings.refetch()} />}
        <div className="table-wrap" tabIndex={0} role="group" aria-label={t('check')}>
          <table className="grid-table">
            <thead>
              <tr>
                <th>{t('check.col.state')}</th>
                <th>{t('check.col.item')}</th>
                <th>{t('check.col.subject')}</th>
                <th>{t('check.col.detail')}</th>
                <th>{t('check.col.fix')}</th>
              </tr>
            </thead>
            <tbody>
              {(items ?? []).map(item => (
                <Item key={`${item.key} ${item.subject}`} item={item} code={project.code} onTab={onTab} />
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <Panel title={t('test')}>
        <p className="muted">{t('test.hint')}</p>
        <div className="test-bar">
          <TextField label={t('test.version')} value={version} onChange={setVersion} mono placeholder="004200000" />
          <GatedButton need="operator" project={project.code} type="primary" loading={busy !== null} reason={project.areas.length === 0 ? t('check.area.fix') : null} onClick={() => void testAll()}>
            {t('test.all')}
          </GatedButton>
          {first !== undefined && (
            <CopyAs
              command={{
                method: 'POST',
                url: buildUrl('/api/v1/projects/{project}/areas/{area}/preflight', { project: project.code, area: first.codes[0] ?? first.name }),
                body: version.trim() === '' ? {} : { version: version.trim() },
                cli: ['project', 'preflight', project.code, first.codes[0] ?? first.name, ...(version.trim() === '' ? [] : [version.trim()])],
              }}
            />
          )}
        </div>
        {tested.map(({ area, result, problem }) => (
          <section key={area} className="tested">
            <h3>{area}</h3>
            {problem !== null && <ProblemText error={problem} />}
            {result !== null && <PreflightGrid result={result} all />}
          </section>
        ))}
        {busy !== null && (
          <p className="muted" role="status">
            {t('test.busy', { area: busy })}
          </p>
        )}
      </Panel>
    </>
  );
}
