import type { ProviderRefusal } from '../../auth/session-view.ts';

export const signIn = {
  title: '登录',
  intro: '请使用管理员为您创建的账号。',
  providerIntro: '用您单位的统一账号登录，密码由单位的身份系统管理。',
  withProvider: '用{name}登录',
  singleSignOn: '单点登录',
  localInstead: '改用本系统的账号',
  again: {
    title: '再次验证身份',
    leaving: '正在前往身份验证页面…',
    done: '验证成功',
    doneTodo: '请回到原来的窗口，操作会自动继续。此窗口可以关闭。',
    retry: '重新验证',
  },
  provider: {
    provider_refused: {
      what: '单点登录没有成功',
      todo: '身份系统拒绝了登录，或它的答复不可信。请再试一次；若一直如此，请联系管理员。',
    },
    assurance_missing: {
      what: '登录方式不够安全',
      todo: '本系统要求更强的验证（例如两步验证）。请在单位的身份系统中启用后重新登录。',
    },
    unknown_member: {
      what: '您还不是本系统的成员',
      todo: '您的统一账号没有问题，但没有人邀请您使用本系统。请让管理员发一个邀请链接，从链接进入后用单点登录加入。',
    },
    member_disabled: { what: '您的账号已停用', todo: '需要恢复时，请联系管理员。' },
    no_role: {
      what: '您没有任何角色',
      todo: '身份系统没有给您使用本系统的角色。请让身份系统的管理员把您加入相应的组，再重新登录。',
    },
    other_person: {
      what: '换了另一个账号',
      todo: '请用登录本系统时的那个账号再次验证，没有继续任何操作。',
    },
    not_fresh: {
      what: '身份系统没有重新验证',
      todo: '请再试一次，并在身份系统中重新输入密码；若一直如此，请让管理员检查身份系统是否支持重新验证（max_age、auth_time）。',
    },
    invitation_void: {
      what: '邀请无效',
      todo: '邀请链接已用过，或已超过 24 小时。请让管理员重新邀请。',
    },
    identity_taken: {
      what: '这个统一账号已属于另一个成员',
      todo: '没有改变。请换用自己的账号，或联系管理员。',
    },
    unreachable: { what: '连不上身份系统', todo: '请稍后再试；若一直如此，请联系管理员。' },
    unavailable: {
      what: '暂时无法登录',
      todo: '审计或数据库暂时不可用。请稍后重试；若一直如此，请联系管理员。',
    },
  } satisfies Record<ProviderRefusal | 'unreachable', { what: string; todo: string }>,
  promise: '每一次清理，都说得清楚。',
  promiseWho: '谁清理的、为什么清理，先记录，后执行。',
  promiseWhat: '平台如何答复、实际清理了多少，逐条留存。',
  promiseUnknown: '没有收到答复，就如实写「结果未知」，绝不自动重发。',
  username: '用户名',
  password: '密码',
  usernameMissing: '请输入用户名。',
  usernameTooLong: '用户名最多 64 个字符。',
  passwordMissing: '请输入密码。',
  showPassword: '显示密码',
  capsLock: '大写锁定已打开。',
  submit: '登录',
  wrongCredentials: '用户名或密码不正确',
  wrongCredentialsTodo: '请检查后重试。账号停用或忘记密码时，请联系管理员。',
  codeNeeded: '还需要验证码',
  codeNeededTodo: '请输入验证器应用中的 6 位验证码；手机不在身边时，用一个恢复码。',
  wrongCode: '验证码不正确或已用过',
  wrongCodeTodo: '请等应用显示下一个验证码，再试一次。',
  throttled: '尝试过于频繁',
  throttledTodo: '请稍等片刻再试；等待时间会随失败次数增加，最长 15 分钟。',
  failed: '暂时无法登录',
  failedTodo: '连不上服务器，或服务器出错。您的密码没有问题，请稍后重试；若一直如此，请联系管理员。',
} as const;
