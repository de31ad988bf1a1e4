export const passwordZh = {
  old: '现在的密码',
  new: '新密码',
  again: '再输一次新密码',
  rule: '至少 {{n}} 个字符',
  required: '请输入现在的密码',
  different: '两次输入不一致',
  changed: '密码已修改, 其他登录已退出',
};
