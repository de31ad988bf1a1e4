import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { Component, Suspense, useEffect, useMemo, type ReactNode } from 'react';
import { BrowserRouter, Link, Navigate, Route, Routes, useLocation } from 'react-router';
import { queryClient } from '../api/hooks';
import { ProblemText } from '../parts/ProblemText';
import { Toasts } from '../parts/toast';
import { shared, useLanguage, useShared } from '../texts';
import { Frame, LoginPage, ROUTES } from './routes';
import { useSession } from './session';
import { antdConfig, useDark } from './theme';

function Loading() {
  const t = useShared();
  return (
    <div className="loading" role="status" aria-label={t('loading')}>
      <span className="spinner" />
    </div>
  );
}

/** A page that breaks leaves the frame standing; after an upgrade its chunk may be gone, and a reload helps. */
class Boundary extends Component<{ place: string; children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidUpdate(before: { place: string }) {
    if (before.place !== this.props.place && this.state.error !== null) this.setState({ error: null });
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <div className="page broken">
        <h1>{shared('page.broken')}</h1>
        <p>{shared('page.broken.advice')}</p>
        <pre className="mono">{String(this.state.error)}</pre>
        <button type="button" className="btn primary" onClick={() => window.location.reload()}>
          {shared('page.reload')}
        </button>
      </div>
    );
  }
}

function Missing() {
  const t = useShared();
  return (
    <div className="page broken">
      <h1>{t('page.missing')}</h1>
      <p>{t('page.missing.advice')}</p>
      <Link to="/">{t('page.home')}</Link>
    </div>
  );
}

function Pages() {
  const session = useSession();
  const location = useLocation();
  const place = location.pathname;
  useEffect(() => {
    // Newer browsers return a promise here, which is no clean-up.
    void window.scrollTo(0, 0);
  }, [place]);
  if (place === '/login') {
    return (
      <Suspense fallback={<Loading />}>
        <LoginPage />
      </Suspense>
    );
  }
  if (session.data === undefined) {
    return session.error ? (
      <div className="alone">
        <ProblemText error={session.error} onRetry={() => void session.refetch()} />
      </div>
    ) : (
      <Loading />
    );
  }
  if (session.data === null) {
    const back = `${location.pathname}${location.search}${location.hash}`;
    return <Navigate replace to={back === '/' ? '/login' : `/login?return=${encodeURIComponent(back)}`} />;
  }
  return (
    <Suspense fallback={<Loading />}>
    <Frame me={session.data}>
      <Boundary place={place}>
        <Suspense fallback={<Loading />}>
          <Routes>
            {ROUTES.map(({ path, page: Page }) => (
              <Route key={path} path={path} element={<Page />} />
            ))}
            <Route path="*" element={<Missing />} />
          </Routes>
        </Suspense>
      </Boundary>
    </Frame>
    </Suspense>
  );
}

export function App() {
  const language = useLanguage();
  const dark = useDark();
  const theme = useMemo(() => antdConfig(dark), [dark]);
  return (
    <ConfigProvider theme={theme} {...(language === 'zh' ? { locale: zhCN } : {})} button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={queryClient}>
        <BrowserRouter>
          <Pages />
        </BrowserRouter>
      </QueryClientProvider>
      <Toasts />
    </ConfigProvider>
  );
}
