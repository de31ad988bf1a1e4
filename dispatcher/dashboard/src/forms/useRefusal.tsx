import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { placeErrors, Problem, type FieldPath } from '../api/problem';
import { ProblemText } from '../parts/ProblemText';

export interface Refusal {
  problem: Problem | null;
  /** What the server says of the field with this path. */
  at: (...path: FieldPath) => string[];
  /** Whether any error has a field of this form. */
  hasFields: (problem: Problem) => boolean;
  refuse: (error: unknown) => void;
  clear: () => void;
  /** The title, the hint and what no field stands for; null while nothing was refused. */
  summary: ReactNode;
}

/**
 * Keeps why the server refused a form, so that each error stands at its field.
 *
 * @param known paths of the fields that the form shows, as in the body it sends
 * @param prefix pointer below which that body lies, such as `/body`
 */
export function useRefusal(known: FieldPath[], prefix = ''): Refusal {
  const [problem, setProblem] = useState<Problem | null>(null);
  const shape = JSON.stringify(known);
  const place = useCallback((of: Problem) => placeErrors(of.errors, JSON.parse(shape) as FieldPath[], prefix), [shape, prefix]);
  const placed = useMemo(() => (problem === null ? null : place(problem)), [problem, place]);
  const at = useCallback(
    (...path: FieldPath) => {
      const key = JSON.stringify(path);
      return placed?.fields.find(field => JSON.stringify(field.name) === key)?.errors ?? [];
    },
    [placed],
  );
  const refuse = useCallback((error: unknown) => setProblem(Problem.of(error)), []);
  // In a long form the field would be out of sight.
  useEffect(() => {
    if (problem !== null) document.querySelector<HTMLElement>('.field[aria-invalid="true"]')?.focus();
  }, [problem]);
  const clear = useCallback(() => setProblem(null), []);
  const hasFields = useCallback((of: Problem) => place(of).fields.length > 0, [place]);
  const summary = problem === null ? null : <ProblemText error={problem} entries={placed?.rest ?? []} marked={(placed?.fields.length ?? 0) > 0} />;
  return { problem, at, hasFields, refuse, clear, summary };
}
