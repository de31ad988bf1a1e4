export const loginZh = {
  title: '登录 Slipway',
  subtitle: '游戏服集群发布系统',
  account: '账号',
  'account.ldap': '域账号或本地账号',
  password: '密码',
  submit: '登录',
  oidc: '使用 {{name}} 登录',
  or: '或',
  required: '不能为空',
  'first.hint': '首次使用? 管理员账号 admin 的初始密码在 dispatcher 的 first-password-file 中。',
  'return.hint': '登录后回到原来的页面; 若是登录过期, 已填写的内容不会丢失。',
  wait: '登录尝试过多, 请在 {{seconds}} 秒后再试。',
};
