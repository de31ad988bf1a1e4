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
  wait: 'Too many tries. Try again in {{seconds}} seconds.',
};
