import { useState } from 'react';
import { Confirm } from '../../forms/Lazy';
import { GatedButton } from '../../parts/GatedButton';
import { changeCount, type Import } from './list';

interface Props {
  project: string;
  result: Import;
  title: string;
  action: string;
  busy: boolean;
  error: unknown;
  onConfirm: () => void;
}

/** The button under a difference: it asks once more, and has a large one typed. */
export function Apply({ project, result, title, action, busy, error, onConfirm }: Props) {
  const [asking, setAsking] = useState(false);
  const removed = (result.counts['removed'] ?? 0) > 0;
  if (changeCount(result) === 0) return null;
  const ids = result.changes.map(change => change.id);
  return (
    <p>
      <GatedButton need="admin" project={project} type="primary" danger={removed} onClick={() => setAsking(true)}>
        {action}
      </GatedButton>
      {asking && (
        <Confirm
          open
          title={title}
          scope={{ ips: new Set(ids.map(id => id.slice(0, id.indexOf(':')))).size, servers: ids.length, names: ids }}
          word={project}
          danger={removed}
          action={action}
          busy={busy}
          error={error}
          onConfirm={onConfirm}
          onClose={() => setAsking(false)}
        />
      )}
    </p>
  );
}
