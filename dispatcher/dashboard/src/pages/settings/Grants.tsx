import type { Grant } from '../../api/types';
import { useProject } from '../../app/project';
import { SelectField } from '../../forms/Field';
import { RowAct } from '../../forms/RowAct';
import type { Refusal } from '../../forms/useRefusal';
import { useShared } from '../../texts';
import { nextProject } from './form';
import { RoleBoxes } from './Roles';
import { useTexts } from './texts';

interface Props {
  grants: Grant[];
  refusal: Refusal;
  onChange: (grants: Grant[]) => void;
}

/** Roles per project, a row for each project. */
export function Grants({ grants, refusal, onChange }: Props) {
  const t = useTexts();
  const s = useShared();
  const { projects } = useProject();
  const codes = projects.map(each => each.code);
  const next = nextProject(grants, codes);
  const name = (code: string) => (code === '*' ? s('project.all') : `${projects.find(each => each.code === code)?.name ?? ''} ${code}`.trim());
  const set = (at: number, change: Partial<Grant>) => onChange(grants.map((grant, n) => (n === at ? { ...grant, ...change } : grant)));
  return (
    <div className="grant-list">
      {grants.map((grant, at) => {
        const offered = ['*', ...codes, grant.project].filter((code, n, all) => all.indexOf(code) === n && (code === grant.project || !grants.some(each => each.project === code)));
        return (
          <div key={grant.project} className="grant-row">
            <SelectField label={t('grant.project')} errors={refusal.at('grants', at, 'project')} value={grant.project} choices={offered.map(code => ({ value: code, label: name(code) }))} onChange={project => set(at, { project })} />
            <RoleBoxes label={t('grant.roles', { project: name(grant.project) })} roles={grant.roles} errors={refusal.at('grants', at, 'roles')} onChange={roles => set(at, { roles })} />
            <RowAct why={null} danger label={`${t('grant.remove')} ${name(grant.project)}`} onAct={() => onChange(grants.filter((_, n) => n !== at))}>
              {t('grant.remove')}
            </RowAct>
          </div>
        );
      })}
      {grants.length === 0 && <p className="tone-warn">{t('grant.none')}</p>}
      {refusal.at('grants').length > 0 && <p className="f-error">✗ {refusal.at('grants').join('; ')}</p>}
      {next !== null && (
        <p>
          <button type="button" className="linkish" onClick={() => onChange([...grants, { project: next, roles: next === '*' ? [] : ['viewer'] }])}>
            + {t('grant.add')}
          </button>
        </p>
      )}
    </div>
  );
}
