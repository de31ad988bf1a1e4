import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { FilterSelect, SearchBox } from './Field';
import { PasteServers } from './PasteServers';
import { countHosts, passesFilter, pickerHeight, rowsByHost, rowsByRole, type Pickable, type PickerRow } from './servers';
import { useFormTexts } from './texts';
import './forms.css';

interface Props {
  servers: Pickable[];
  chosen: ReadonlySet<string>;
  /** Also gets pasted servers that nobody registered, where `takesUnknown`. */
  onChange: (ids: string[], unknown: Pickable[]) => void;
  /** Roles as headings; else IPs only. */
  byRole?: boolean;
  /** Whether a request may name servers that nobody registered. */
  takesUnknown?: boolean;
}

function Box({ servers, chosen, label, onSet, children }: { servers: Pickable[]; chosen: ReadonlySet<string>; label: string; onSet: (on: boolean) => void; children: React.ReactNode }) {
  const box = useRef<HTMLInputElement>(null);
  const count = servers.filter(each => chosen.has(each.id)).length;
  const all = count === servers.length && count > 0;
  useEffect(() => {
    if (box.current) box.current.indeterminate = count > 0 && !all;
  }, [count, all]);
  return (
    <label>
      <input ref={box} type="checkbox" aria-label={label} checked={all} onChange={() => onSet(!all)} />
      {children}
    </label>
  );
}

function Names({ servers, chosen, onToggle }: { servers: Pickable[]; chosen: ReadonlySet<string>; onToggle: (id: string) => void }) {
  const t = useFormTexts();
  return (
    <span className="picker-names">
      {servers.map(server => (
        <button
          key={server.id}
          type="button"
          className="pick"
          aria-pressed={chosen.has(server.id)}
          title={[server.title, ...server.labels, ...(server.known ? [] : [t('pick.unregistered')])].join(' · ')}
          onClick={() => onToggle(server.id)}
        >
          <span className="mono">{server.name}</span>
          {server.title !== server.name && <span className="muted">{server.title}</span>}
          {server.labels.includes('production') && <span className="hot">{t('pick.production')}</span>}
          {!server.known && <span className="hot">?</span>}
        </button>
      ))}
    </span>
  );
}

/** Role, IP and name of game servers, each to be chosen alone or with all below it. Only the rows that are seen are drawn. */
export function ServerPicker({ servers, chosen, onChange, byRole = false, takesUnknown = false }: Props) {
  const t = useFormTexts();
  const [text, setText] = useState('');
  const [label, setLabel] = useState('');
  const [pasting, setPasting] = useState(false);
  const labels = useMemo(() => [...new Set(servers.flatMap(each => each.labels))].sort(), [servers]);
  const shown = useMemo(() => servers.filter(each => passesFilter(each, { text: text.trim(), label })), [servers, text, label]);
  const rows = useMemo<PickerRow[]>(() => (byRole ? rowsByRole(shown) : rowsByHost(shown)), [byRole, shown]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 33,
    getItemKey: index => rows[index]?.key ?? index,
    overscan: 12,
  });
  const set = (some: Pickable[], on: boolean) => {
    const next = new Set(chosen);
    some.forEach(each => (on ? next.add(each.id) : next.delete(each.id)));
    onChange([...next], []);
  };
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange([...next], []);
  };
  const taken = servers.filter(each => chosen.has(each.id));
  return (
    <>
      <div className="toolbar">
        <SearchBox value={text} onChange={setText} label={t('pick.filter')} />
        {labels.length > 0 && (
          <FilterSelect value={label} onChange={setLabel} label={t('pick.label')} none={t('pick.anyLabel')} choices={labels.map(each => ({ value: each, label: each }))} />
        )}
        <button type="button" className="btn" disabled={shown.length === 0} onClick={() => set(shown, true)}>
          {shown.length === servers.length ? t('pick.all') : t('pick.shown', { count: shown.length })}
        </button>
        <button type="button" className="btn" disabled={chosen.size === 0} onClick={() => onChange([], [])}>
          {t('pick.none')}
        </button>
        <button type="button" className="btn" aria-expanded={pasting} onClick={() => setPasting(!pasting)}>
          {t('pick.paste')}
        </button>
        <span className="muted num">{t('pick.chosen', { servers: taken.length, ips: countHosts(taken), total: servers.length })}</span>
      </div>
      {pasting && (
        <PasteServers
          servers={servers}
          onClose={() => setPasting(false)}
          onTake={(ids, unknown) => {
            const taken = takesUnknown ? unknown : [];
            onChange([...new Set([...chosen, ...ids, ...taken.map(each => each.id)])], taken);
          }}
          takesUnknown={takesUnknown}
        />
      )}
      <div className="picker" style={{ height: pickerHeight(virtual.getTotalSize()) }} ref={scroller} tabIndex={0} role="group" aria-label={t('pick.label.list')}>
        <div className="picker-inner" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(item => {
            const row = rows[item.index];
            if (!row) return null;
            const head = row.kind === 'role';
            const name = head ? row.role : row.ip;
            return (
              <div
                key={item.key}
                data-index={item.index}
                ref={virtual.measureElement}
                className={head ? 'picker-row head' : 'picker-row'}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <Box servers={row.servers} chosen={chosen} label={name} onSet={on => set(row.servers, on)}>
                  <span className="mono">{name}</span>
                </Box>
                {head ? (
                  <span className="muted num">{t('pick.group', { ips: row.hosts, servers: row.servers.length })}</span>
                ) : (
                  <Names servers={row.servers} chosen={chosen} onToggle={toggle} />
                )}
              </div>
            );
          })}
        </div>
        {rows.length === 0 && servers.length > 0 && <p className="nothing">{t('pick.empty')}</p>}
      </div>
    </>
  );
}
