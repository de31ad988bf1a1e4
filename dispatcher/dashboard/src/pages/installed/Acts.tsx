import { useState } from 'react';
import type { Project } from '../../api/types';
import { GatedButton } from '../../parts/GatedButton';
import { ConvergeDialog } from './ConvergeDialog';
import { DriftDialog } from './DriftDialog';
import { ReapplyDialog } from './ReapplyDialog';
import type { Selection } from './selection';
import { useTexts } from './texts';

interface Props {
  project: Project;
  /** Null where it is not one area. */
  selection: Selection | null;
  count: number;
  types: string[];
}

/** What can be done with the chosen game servers, or with the whole area where none is chosen. */
export function Acts({ project, selection, count, types }: Props) {
  const t = useTexts();
  const [open, setOpen] = useState<'reapply' | 'drift' | 'converge' | null>(null);
  const reason = selection === null ? t('why.area') : null;
  return (
    <div className="toolbar control-bar" role="group" aria-label={t('acts')}>
      <span className="num">{count > 0 ? t('acts.chosen', { count }) : selection === null ? t('acts.none') : t('acts.area', { area: selection.areaName })}</span>
      <GatedButton size="small" need="operator" project={project.code} reason={reason} onClick={() => setOpen('reapply')}>
        {t('reapply')}
      </GatedButton>
      <GatedButton size="small" need="operator" project={project.code} reason={reason} onClick={() => setOpen('drift')}>
        {t('compare')}
      </GatedButton>
      <GatedButton size="small" need="releaser" project={project.code} reason={reason} onClick={() => setOpen('converge')}>
        {t('converge')}
      </GatedButton>
      {open === 'reapply' && selection !== null && <ReapplyDialog selection={selection} onClose={() => setOpen(null)} />}
      {open === 'drift' && selection !== null && <DriftDialog selection={selection} onClose={() => setOpen(null)} />}
      {open === 'converge' && selection !== null && <ConvergeDialog selection={selection} types={types} onClose={() => setOpen(null)} />}
    </div>
  );
}
