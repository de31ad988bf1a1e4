import type { Schemas } from '../../api/types';
import type { Tone } from '../../parts/states';
import { useTexts } from './texts';

type Remark = Schemas['PlanRemark'];
const SHOWN = 12;

interface Group {
  code: string;
  text: string;
  servers: string[];
}

/** Those with one text together, with their game servers. */
export function groupRemarks(remarks: Remark[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { code, text, server } of remarks) {
    const key = `${code} ${text}`;
    const group = groups.get(key) ?? { code, text, servers: [] };
    if (server != null) group.servers.push(server);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.servers.length - a.servers.length);
}

/** What the plan says of itself: left out, in the way, or why it cannot be run any more. */
export function Remarks({ title, tone, glyph, remarks }: { title: string; tone: Tone; glyph: string; remarks: Remark[] }) {
  const t = useTexts();
  return (
    <section className={`note remarks tone-${tone}`}>
      <h2>
        <span className="glyph" aria-hidden="true">
          {glyph}
        </span>{' '}
        {title}
      </h2>
      <ul className="note-text">
        {groupRemarks(remarks).map(group => (
          <li key={`${group.code} ${group.text}`}>
            <code className="mono">{group.code}</code> {group.text}
            {group.servers.length > 0 && (
              <span className="mono muted remark-servers">
                {group.servers.slice(0, SHOWN).join('  ')}
                {group.servers.length > SHOWN && ` ${t('more', { count: group.servers.length - SHOWN })}`}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
