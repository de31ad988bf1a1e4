import { Button, Divider, Form, Input } from 'antd';
import { useEffect, useState } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { useGet } from '../../api/hooks';
import { Problem } from '../../api/problem';
import { LanguageButton, ThemeButton } from '../../app/Tools';
import { safeReturn, signIn, useMe } from '../../app/session';
import { ProblemText } from '../../parts/ProblemText';
import { useNow } from '../../parts/TimeText';
import { texts } from '../../texts';
import { loginEn } from '../../texts/login.en';
import { loginZh } from '../../texts/login.zh';
import './login.css';

const useTexts = texts('login', loginZh, loginEn);

/** With which the way over an OpenID provider may come back. */
const OIDC_ERRORS = ['login_refused', 'login_expired', 'login_unavailable'] as const;

interface Fields {
  account: string;
  password: string;
}

export default function LoginPage() {
  const t = useTexts();
  const me = useMe();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const back = safeReturn(search.get('return'));
  const { data: methods } = useGet('/api/v1/login', { fresh: 60_000 });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [until, setUntil] = useState(0);
  const wait = Math.ceil((until - useNow()) / 1000);
  useEffect(() => {
    document.title = t('title');
  }, [t]);
  if (me !== null) return <Navigate replace to={back} />;

  const submit = async ({ account, password }: Fields) => {
    setBusy(true);
    setProblem(null);
    try {
      await signIn(account.trim(), password);
      void navigate(back, { replace: true });
    } catch (error) {
      const refused = Problem.of(error);
      setProblem(refused);
      if (refused.retryAfter !== null) setUntil(Date.now() + refused.retryAfter * 1000);
    } finally {
      setBusy(false);
    }
  };
  const oidc = methods?.oidc ?? null;
  const failed = OIDC_ERRORS.find(code => code === search.get('error'));
  return (
    <div className="login">
      <div className="login-tools">
        <LanguageButton />
        <ThemeButton />
      </div>
      <main className="login-card">
        <img src="/slipway.svg" alt="" width={44} height={44} />
        <h1>{t('title')}</h1>
        <p className="muted">{t('subtitle')}</p>
        {search.has('return') && <p className="login-note">{t('return.hint')}</p>}
        {failed !== undefined && (
          <p className="login-note" role="alert">
            {t(`error.${failed}`)}
          </p>
        )}
        {oidc !== null && (
          <>
            <Button block size="large" type="primary" href={`${oidc.url}?return=${encodeURIComponent(back)}`}>
              {t('oidc', { name: oidc.name })}
            </Button>
            <Divider plain>{t('or')}</Divider>
          </>
        )}
        <Form<Fields> layout="vertical" requiredMark={false} onFinish={fields => void submit(fields)}>
          <Form.Item
            name="account"
            label={methods?.methods.includes('ldap') ? t('account.ldap') : t('account')}
            rules={[{ required: true, whitespace: true, message: t('required') }]}
          >
            <Input size="large" autoComplete="username" autoFocus spellCheck={false} />
          </Form.Item>
          <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('required') }]}>
            <Input.Password size="large" autoComplete="current-password" />
          </Form.Item>
          {problem !== null && <ProblemText error={problem} />}
          {wait > 0 && <p role="status">{t('wait', { seconds: wait })}</p>}
          <Button block size="large" type={oidc === null ? 'primary' : 'default'} htmlType="submit" loading={busy} disabled={wait > 0}>
            {t('submit')}
          </Button>
        </Form>
        <p className="muted login-first">{t('first.hint')}</p>
      </main>
    </div>
  );
}
