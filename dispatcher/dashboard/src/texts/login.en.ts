import type { loginZh } from './login.zh';

export const loginEn: { [K in keyof typeof loginZh]: string } = {
  title: 'Sign in to Slipway',
  subtitle: 'Releases for fleets of game servers',
  account: 'Account',
  'account.ldap': 'Domain or local account',
  password: 'Password',
  submit: 'Sign in',
  oidc: 'Sign in with {{name}}',
  or: 'or',
  required: 'Cannot be empty',
  'first.hint': "The first time? The password of the account admin is in the dispatcher's first-password-file.",
  'return.hint': 'You will be back on the page you came from; if the session was over, nothing that you typed is lost.',
  'error.login_refused': 'The identity provider did not allow this, or the account is disabled here. Ask an administrator.',
  'error.login_expired': 'The login took too long, or ended elsewhere. Try again.',
  'error.login_unavailable': 'The identity provider does not answer; local accounts can still sign in.',
  wait: 'Too many tries. Try again in {{seconds}} seconds.',
};
