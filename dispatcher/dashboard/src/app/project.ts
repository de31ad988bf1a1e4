import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { useGet } from '../api/hooks';
import type { Area, Project } from '../api/types';

const STORED = 'slipway.project';

export interface ProjectChoice {
  /** Code of the chosen project; null: all that one may see. */
  code: string | null;
  project: Project | null;
  projects: Project[];
  loading: boolean;
  choose: (code: string | null) => void;
}

/** The project in the address; where it names none, the one chosen last at this browser. */
export function useProject(): ProjectChoice {
  const [search, setSearch] = useSearchParams();
  const { data, isPending } = useGet('/api/v1/projects', { fresh: 60_000 });
  const projects = data?.projects ?? [];
  const named = search.get('project');
  const wanted = named ?? localStorage.getItem(STORED);
  const code = wanted !== null && wanted !== '' && (named !== null || projects.some(each => each.code === wanted)) ? wanted : null;
  const choose = useCallback(
    (next: string | null) => {
      localStorage.setItem(STORED, next ?? '');
      setSearch(
        before => {
          const changed = new URLSearchParams(before);
          if (next === null) changed.delete('project');
          else changed.set('project', next);
          ['page_token', 'area', 'after'].forEach(name => changed.delete(name));
          return changed;
        },
        { replace: true },
      );
    },
    [setSearch],
  );
  return { code, project: projects.find(each => each.code === code) ?? null, projects, loading: isPending, choose };
}

/** For pages about exactly one project: the chosen one, else the first. */
export function useOneProject(): ProjectChoice {
  const choice = useProject();
  const first = choice.projects[0] ?? null;
  return choice.code === null && first !== null ? { ...choice, code: first.code, project: first } : choice;
}

/** The area by a code or its name. */
export function findArea(project: Project | null, area: string): Area | null {
  return (project?.areas.find(each => each.name === area || each.codes.includes(area)) as Area | undefined) ?? null;
}
