import type { Area, Project } from '../api/types';
import { findArea, useOneProject } from '../app/project';
import { useFilter } from '../parts/filters';
import type { Choice } from './Field';

/** An area with several codes is chosen by code, since a request names one. */
export function areaChoices(project: Project | null): Choice[] {
  return (project?.areas ?? []).flatMap(area => area.codes.map(code => ({ value: code, label: `${area.name} ${code}` })));
}

export interface AreaChoice {
  project: Project | null;
  projectCode: string;
  loading: boolean;
  /** Code of the area, as requests name it; `''` before a project is read. */
  code: string;
  area: Area | null;
  choices: Choice[];
  choose: (code: string) => void;
}

/** The project and area of the address; without one the first that there is. */
export function useArea(): AreaChoice {
  const { code: projectCode, project, loading } = useOneProject();
  const [wanted, choose] = useFilter('area');
  const choices = areaChoices(project);
  const named = findArea(project, wanted);
  const code = named === null ? (choices[0]?.value ?? '') : named.codes.includes(wanted) ? wanted : (named.codes[0] ?? '');
  return { project, projectCode: projectCode ?? '', loading, code, area: findArea(project, code), choices, choose };
}
