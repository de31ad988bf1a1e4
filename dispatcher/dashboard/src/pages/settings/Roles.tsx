import type { Grant, RoleName } from '../../api/types';
import { useShared, type SharedKey } from '../../texts';
import { ROLES, sortedRoles, toggled } from './form';
import { useTexts } from './texts';

interface Props {
  label: string;
  roles: RoleName[];
  onChange: (roles: RoleName[]) => void;
  errors?: string[];
}

/** The five roles as boxes, each with what it lets one do as its title. */
export function RoleBoxes({ label, roles, onChange, errors = [] }: Props) {
  const t = useTexts();
  const s = useShared();
  return (
    <div>
      <fieldset className="role-set">
        <legend>{label}</legend>
        {ROLES.map(role => (
          <span key={role} className="f-check" title={t(`role.${role}.does`)}>
            <label>
              <input type="checkbox" checked={roles.includes(role)} onChange={event => onChange(sortedRoles(toggled(roles, role, event.target.checked)))} />
              <span>{s(`role.${role}` as SharedKey)}</span>
            </label>
          </span>
        ))}
      </fieldset>
      {errors.length > 0 && <p className="f-error">✗ {errors.join('; ')}</p>}
    </div>
  );
}

/** Project and roles, a line for each. */
export function GrantLines({ grants }: { grants: Grant[] }) {
  const t = useTexts();
  const s = useShared();
  if (grants.length === 0) return <span className="tone-warn">{t('grant.none')}</span>;
  return (
    <ul className="grant-lines">
      {grants.map(grant => (
        <li key={grant.project}>
          {grant.project === '*' ? <span>{s('project.all')}</span> : <span className="mono">{grant.project}</span>}
          <span className="muted">{grant.roles.map(role => s(`role.${role}` as SharedKey)).join(' · ')}</span>
        </li>
      ))}
    </ul>
  );
}
