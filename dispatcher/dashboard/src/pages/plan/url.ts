/** Where a plan is looked at; the project stays chosen there. */
export function planUrl({ id, project }: { id: string; project: string }): string {
  return `/plans/${encodeURIComponent(id)}?project=${encodeURIComponent(project)}`;
}
