import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

type Loader = () => Promise<{ default: ComponentType }>;

export interface RouteDef {
  path: string;
  page: LazyExoticComponent<ComponentType>;
}

const route = (path: string, load: Loader): RouteDef => ({ path, page: lazy(load) });

/** Every page is an address and a chunk of its own. */
export const ROUTES: RouteDef[] = [
  route('/', () => import('../pages/overview/OverviewPage')),
  route('/versions', () => import('../pages/versions/VersionsPage')),
  route('/hot-update', () => import('../pages/hot-update/HotUpdatePage')),
  route('/release', () => import('../pages/release/ReleasePage')),
  route('/plans/:id', () => import('../pages/plan/PlanPage')),
  route('/jobs', () => import('../pages/jobs/JobsPage')),
  route('/jobs/:id', () => import('../pages/job/JobPage')),
  route('/services', () => import('../pages/services/ServicesPage')),
  route('/servers', () => import('../pages/servers/ServersPage')),
  route('/installed', () => import('../pages/installed/InstalledPage')),
  route('/projects', () => import('../pages/projects/ProjectsPage')),
  route('/projects/:code', () => import('../pages/project/ProjectPage')),
  route('/workers', () => import('../pages/workers/WorkersPage')),
  route('/callbacks', () => import('../pages/callbacks/CallbacksPage')),
  route('/schedules', () => import('../pages/schedules/SchedulesPage')),
  route('/approvals', () => import('../pages/approvals/ApprovalsPage')),
  route('/audit', () => import('../pages/audit/AuditPage')),
  route('/settings', () => import('../pages/settings/SettingsPage')),
];

export const LoginPage = lazy(() => import('../pages/login/LoginPage'));
export const Frame = lazy(() => import('./Frame'));
