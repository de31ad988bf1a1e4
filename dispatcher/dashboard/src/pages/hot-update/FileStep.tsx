import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { Numbered } from '../../forms/Numbered';
import { Chips, SearchBox } from '../../forms/Field';
import { pickerHeight } from '../../forms/servers';
import { Nothing, Panel } from '../../parts/Page';
import { Tag } from '../../parts/StateTag';
import { bytes } from '../../parts/time';
import { novelty, type Novelty, type PulledFile } from './draft';
import type { Before } from './files';
import { useTexts } from './texts';

const MOST = 2_000;
const LOOK = { new: { tone: 'ok', glyph: '+' }, changed: { tone: 'warn', glyph: '~' }, same: { tone: 'wait', glyph: '=' } } as const;

interface Props {
  files: PulledFile[] | null;
  before: Before | null;
  chosen: ReadonlySet<string>;
  onChange: (names: string[]) => void;
  errors: string[];
}

type Shown = 'all' | 'news' | 'chosen';

function passes(file: PulledFile, shown: Shown, chosen: ReadonlySet<string>, what: Novelty | null): boolean {
  if (shown === 'chosen') return chosen.has(file.name);
  return shown === 'all' || what === 'new' || what === 'changed';
}

/** The pulled files with size and MD5; those that the last update did not have are marked. */
export function FileStep({ files, before, chosen, onChange, errors }: Props) {
  const t = useTexts();
  const [text, setText] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const md5 = before?.md5 ?? null;
  const list = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return (files ?? [])
      .map(file => ({ file, what: novelty(file, md5) }))
      .filter(({ file, what }) => passes(file, shown, chosen, what) && (wanted === '' || file.name.toLowerCase().includes(wanted) || file.md5.startsWith(wanted)));
  }, [files, md5, text, shown, chosen]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: list.length, getScrollElement: () => scroller.current, estimateSize: () => 30, overscan: 12 });
  const toggle = (name: string) => {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    onChange([...next]);
  };
  const news = (files ?? []).filter(file => ['new', 'changed'].includes(novelty(file, md5) ?? '')).length;
  const size = (files ?? []).filter(file => chosen.has(file.name)).reduce((sum, file) => sum + file.size, 0);
  return (
    <Panel
      title={<Numbered n={2}>{t('files')}</Numbered>}
      aside={files !== null && <span className="muted num">{t('files.chosen', { count: chosen.size, total: files.length, bytes: bytes(size) })}</span>}
    >
      {files === null && <Nothing text={t('files.none')} advice={t('files.none.advice')} />}
      {files !== null && (
        <>
          <div className="toolbar">
            <Chips
              label={t('files.show')}
              value={shown}
              onChange={value => setShown(value as Shown)}
              choices={[
                { value: 'all', label: `${t('files.all')} ${files.length}` },
                ...(before === null ? [] : [{ value: 'news', label: `${t('files.news')} ${news}` }]),
                { value: 'chosen', label: `${t('files.picked')} ${chosen.size}` },
              ]}
            />
            <SearchBox value={text} onChange={setText} label={t('files.filter')} main />
            <button type="button" className="btn" onClick={() => onChange([...new Set([...chosen, ...list.map(({ file }) => file.name)])])}>
              {t('files.take', { count: list.length })}
            </button>
            <button type="button" className="btn" disabled={chosen.size === 0} onClick={() => onChange([])}>
              {t('files.clear')}
            </button>
          </div>
          {before !== null && <p className="muted file-before">{t('files.before', { version: before.version })}</p>}
          <div className="picker" style={{ height: pickerHeight(virtual.getTotalSize()) }} ref={scroller} tabIndex={0} role="group" aria-label={t('files')}>
            <div className="picker-inner" style={{ height: virtual.getTotalSize() }}>
              {virtual.getVirtualItems().map(item => {
                const line = list[item.index];
                if (!line) return null;
                const { file, what } = line;
                const look = what === null ? null : LOOK[what];
                return (
                  <div key={file.name} className="picker-row file-row" style={{ transform: `translateY(${item.start}px)` }}>
                    <input type="checkbox" id={`file-${item.index}`} checked={chosen.has(file.name)} onChange={() => toggle(file.name)} />
                    <label htmlFor={`file-${item.index}`} className="mono" title={file.name}>
                      {file.name}
                    </label>
                    {look === null || what === null ? <span /> : <Tag tone={look.tone} glyph={look.glyph} text={t(`files.${what}`)} plain />}
                    <span className="num muted right">{bytes(file.size)}</span>
                    <span className="mono muted">{file.md5}</span>
                  </div>
                );
              })}
            </div>
            {list.length === 0 && <p className="nothing">{t('files.empty')}</p>}
          </div>
          {chosen.size > MOST && <p className="f-error">{t('files.most', { most: MOST })}</p>}
          {errors.length > 0 && <p className="f-error">✗ {errors.slice(0, 5).join('; ')}</p>}
        </>
      )}
    </Panel>
  );
}
