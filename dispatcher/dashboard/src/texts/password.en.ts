import type { passwordZh } from './password.zh';

export const passwordEn: { [K in keyof typeof passwordZh]: string } = {
  old: 'Present password',
  new: 'New password',
  again: 'New password again',
  rule: 'At least {{n}} characters',
  required: 'Type the present password',
  different: 'The two are not the same',
  changed: 'The password is changed, other sessions are ended',
};
