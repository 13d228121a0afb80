import type { ApprovalRefusal } from '../../approvals/approval-view.ts';
import type { ReadRefusal } from '../../campaigns/campaign-view.ts';
import type { CriterionFault } from '../../deletions/criterion.ts';
import type { FormFault } from '../../deletions/deletion-input.ts';
import type { ControlRefusal, RepeatRefusal, RequestRefusal } from '../../deletions/deletion-view.ts';
import type { CallStopRefusal } from '../../settings/call-stop-view.ts';
import type { SettingRefusal } from '../../settings/settings.ts';

interface Explained {
  readonly what: string;
  readonly todo: string;
}

const signedOut = { what: '登录已失效。', todo: '请在新标签页重新登录，再回来重试；已填写的内容还在。' };
const notAllowed = { what: '您没有这项权限。', todo: '请向管理员申请。' };
const foreignOrigin = {
  what: '请求不是从本系统的页面发出的，已拒绝。',
  todo: '请从本系统的正式地址打开页面再操作。',
};
const auditUnavailable = {
  what: '审计暂时写不进去，因此什么都没有发送。',
  todo: '已填写的内容还在，请稍后重试；若持续，请联系管理员。',
};
const campaignUnknown = { what: '该外呼活动不存在。', todo: '请重新选择活动。' };
const campaignOutOfScope = {
  what: '该外呼活动不在您的权限范围内。',
  todo: '请选择其他活动，或向管理员申请范围。',
};

/** Why something was refused, and what to do about it: a code without words does not compile. */
export const refusals = {
  read: {
    signed_out: signedOut,
    not_allowed: notAllowed,
    campaign_unknown: campaignUnknown,
    campaign_out_of_scope: campaignOutOfScope,
    vendor_unreachable: { what: '连不上 CC-iSales。', todo: '请稍后重试；若一直如此，请联系管理员。' },
    vendor_tls: {
      what: '与 CC-iSales 的加密连接不可信。',
      todo: '请让管理员检查平台证书和 CA 文件。',
    },
    vendor_unauthorized: {
      what: 'CC-iSales 不接受我们的签名 (401)。',
      todo: '请让管理员检查访问密钥和服务器时钟。',
    },
    vendor_throttled: { what: 'CC-iSales 前的网关暂时拒绝请求。', todo: '请过一会儿重试。' },
    vendor_answer_unusable: {
      what: 'CC-iSales 的应答无法读取。',
      todo: '请稍后重试；若一直如此，请联系管理员。',
    },
    vendor_rejected: { what: 'CC-iSales 拒绝了查询。', todo: '请稍后重试；若一直如此，请联系管理员。' },
    input_invalid: { what: '查询条件不合规。', todo: '请检查活动和批次。' },
  } satisfies Record<ReadRefusal, Explained>,
  request: {
    signed_out: signedOut,
    not_allowed: notAllowed,
    step_up_needed: {
      what: '这份名单较大，需要再次验证身份；什么都没有发送。',
      todo: '请再次确认，验证后自动继续；已填写的内容还在。',
    },
    form_outdated: {
      what: '系统已更新，这个页面是旧版本，什么都没有发送。',
      todo: '请重新加载页面；已填写的内容会保留。',
    },
    input_invalid: { what: '填写的内容不合规，什么都没有发送。', todo: '请检查标出的地方。' },
    campaign_unknown: campaignUnknown,
    campaign_out_of_scope: campaignOutOfScope,
    campaign_started: {
      what: '外呼活动正在运行，不能清理号码，什么都没有发送。',
      todo: '请先在 CC-iSales 中暂停该活动，再重试。',
    },
    calls_stopped: {
      what: '管理员已停止全部调用，什么都没有发送。',
      todo: '原因见页面上方。已填写的内容还在，恢复调用后再确认。',
    },
    outside_hours: {
      what: '现在不在允许清理的时段内，什么都没有发送。',
      todo: '已填写的内容还在，请在允许的时段内再确认。',
    },
    deletion_limit_exceeded: {
      what: '号码数超过单次清理的上限，什么都没有发送。',
      todo: '请分成较小的几次，或请管理员在「设置」中调整上限。按回收时间清理时，以活动的剩余号码数计算。',
    },
    member_limit_reached: {
      what: '加上这一次，您今天清理的号码会超过每人每天的上限，什么都没有发送。',
      todo: '请减少号码、明天再提交，或请管理员在「设置」中调整上限。',
    },
    campaign_limit_reached: {
      what: '加上这一次，该外呼活动今天清理的号码会超过每个活动每天的上限，什么都没有发送。',
      todo: '请减少号码、明天再提交，或请管理员在「设置」中调整上限。',
    },
    approval_reason_required: {
      what: '这项清理需要审批，但没有写说明；什么都没有发送。',
      todo: '请在「说明」中写明原因后再确认：审批人要据此决定。',
    },
    ticket_required: { what: '没有填写工单号，什么都没有发送。', todo: '请填写工单号后再确认。' },
    list_unknown: {
      what: '名单已失效或已被使用，什么都没有发送。',
      todo: '请重新粘贴或上传名单。',
    },
    preview_outdated: {
      what: '预览已过期，什么都没有发送。',
      todo: '预览已重新读取，请核对后再确认。',
    },
    count_drifted: {
      what: '剩余号码数与您确认的相差太大，什么都没有发送。',
      todo: '预览已重新读取，请按新的数量再确认。',
    },
    nothing_to_delete: {
      what: '目前没有可清理的号码，什么都没有发送。',
      todo: '如仍要发送，请先勾选「仍然发送」。',
    },
    digits_wrong: { what: '输入的数字不对，什么都没有发送。', todo: '请按对话框中的提示重新输入。' },
    key_reused: {
      what: '这张表单已经提交过另一项清理，什么都没有发送。',
      todo: '请重新加载页面再提交。',
    },
    audit_unavailable: auditUnavailable,
    audit_alarm: {
      what: '审计数据被退回过，清理全部停下，什么都没有发送。',
      todo: '已填写的内容还在。请等管理员查明并确认之后再提交。',
    },
    vendor_unreachable: {
      what: '核对时连不上 CC-iSales，什么都没有发送。',
      todo: '已填写的内容还在，请稍后重试。',
    },
    vendor_tls: {
      what: '与 CC-iSales 的加密连接不可信，什么都没有发送。',
      todo: '请让管理员检查平台证书和 CA 文件。',
    },
    vendor_unauthorized: {
      what: 'CC-iSales 不接受我们的签名 (401)，什么都没有发送。',
      todo: '请让管理员检查访问密钥和服务器时钟。',
    },
    vendor_throttled: {
      what: 'CC-iSales 前的网关暂时拒绝请求，什么都没有发送。',
      todo: '已填写的内容还在，请过一会儿重试。',
    },
    vendor_answer_unusable: {
      what: '核对时 CC-iSales 的应答无法读取，什么都没有发送。',
      todo: '请稍后重试；若一直如此，请联系管理员。',
    },
    vendor_rejected: {
      what: '核对时 CC-iSales 拒绝了查询，什么都没有发送。',
      todo: '请稍后重试；若一直如此，请联系管理员。',
    },
    foreign_origin: foreignOrigin,
  } satisfies Record<RequestRefusal, Explained>,
  control: {
    signed_out: signedOut,
    not_allowed: notAllowed,
    foreign_origin: foreignOrigin,
    input_invalid: { what: '填写的内容不合规，没有变化。', todo: '请写明依据后重试。' },
    nothing_unknown: { what: '没有需要人工确认的条目。', todo: '页面会显示最新状态。' },
    unknown_changed: {
      what: '等待确认的条目已有变化，什么都没有记录。',
      todo: '请关闭对话框，按页面的最新状态重新选择。',
    },
    call_under_way: {
      what: '这次调用已经发出，无法取消。',
      todo: '请等待平台的应答，页面会显示结果。',
    },
    not_running: { what: '该任务现在没有在执行。', todo: '页面会显示最新状态。' },
    not_paused: { what: '该任务现在不是停下的状态。', todo: '页面会显示最新状态。' },
    already_ended: { what: '该任务已经结束。', todo: '页面会显示最新状态。' },
    calls_stopped: {
      what: '管理员已停止全部调用，任务没有继续。',
      todo: '原因见页面上方；恢复调用后再点「继续」。',
    },
    audit_alarm: {
      what: '审计数据被退回过，清理全部停下，任务没有变化。',
      todo: '请等管理员查明并确认，之后再继续。',
    },
    audit_unavailable: {
      what: '审计暂时写不进去，任务没有变化。',
      todo: '请稍后重试；若持续，请联系管理员。',
    },
  } satisfies Record<ControlRefusal, Explained>,
  approval: {
    signed_out: signedOut,
    not_allowed: notAllowed,
    foreign_origin: foreignOrigin,
    step_up_needed: { what: '需要再次验证身份，没有变化。', todo: '请再操作一次，并输入密码。' },
    input_invalid: { what: '填写的内容不合规，没有变化。', todo: '意见最多 500 个字符。' },
    comment_required: { what: '没有写拒绝的原因。', todo: '请写明原因：发起人要据此更正。' },
    not_waiting: {
      what: '这项清理不再等待审批，或不在您的范围内。',
      todo: '可能已被别人审批、被发起人取消或已到期；请看清理任务的最新状态。',
    },
    own_request: { what: '不能审批自己发起的清理。', todo: '请由另一个人审批。' },
    content_changed: {
      what: '保存的内容与您看到的不一致，没有通过。',
      todo: '请重新加载页面，核对后再决定。',
    },
    count_drifted: {
      what: '剩余号码数与确认时相差太大，请求已作废，什么都没有发送。',
      todo: '如仍需清理，请发起人按最新的数量重新发起。',
    },
    campaign_started: {
      what: '外呼活动正在运行，不能清理号码，没有通过。',
      todo: '请先在 CC-iSales 中暂停该活动，再审批。',
    },
    campaign_unreadable: { what: '现在读不到该外呼活动，没有通过。', todo: '请稍后再试；拒绝不受影响。' },
    calls_stopped: { what: '管理员已停止全部调用，没有通过。', todo: '原因见页面上方；恢复调用后再审批。' },
    audit_alarm: { what: '审计有未处理的警报，没有通过。', todo: '请管理员先处理审计警报。' },
    audit_unavailable: {
      what: '审计暂时写不进去，没有变化。',
      todo: '请稍后重试；若持续，请联系管理员。',
    },
  } satisfies Record<ApprovalRefusal, Explained>,
  setting: {
    signed_out: signedOut,
    not_allowed: notAllowed,
    foreign_origin: foreignOrigin,
    step_up_needed: { what: '需要再次验证身份，没有变化。', todo: '请再操作一次，并输入密码。' },
    input_invalid: { what: '设置的内容不合规，没有变化。', todo: '请检查后再保存。' },
    audit_unavailable: {
      what: '审计暂时写不进去，设置没有变化。',
      todo: '请稍后重试；若持续，请查看服务器日志。',
    },
  } satisfies Record<SettingRefusal, Explained>,
  callStop: {
    signed_out: signedOut,
    not_allowed: notAllowed,
    foreign_origin: foreignOrigin,
    step_up_needed: { what: '需要再次验证身份，没有变化。', todo: '请再操作一次，并输入密码。' },
    reason_required: { what: '请写明停止的原因。', todo: '最多 200 个字符。' },
    already_stopped: { what: '全部调用已经停止。', todo: '页面上方写明了是谁、何时、为什么。' },
    not_stopped: { what: '调用没有停止，无需恢复。', todo: '页面会显示最新状态。' },
    audit_unavailable: {
      what: '审计暂时写不进去，开关没有变化。',
      todo: '审计写不进去时本来也不会发送任何调用；请稍后重试。',
    },
  } satisfies Record<CallStopRefusal, Explained>,
  repeat: {
    signed_out: signedOut,
    not_allowed: notAllowed,
    foreign_origin: foreignOrigin,
    input_invalid: { what: '没有选择要重新清理的号码。', todo: '请至少选择一种。' },
    nothing_failed: { what: '没有可以重新清理的号码。', todo: '页面会显示最新状态。' },
    not_ended: { what: '该任务还没有结束。', todo: '请等它结束，或先取消。' },
    campaign_out_of_scope: {
      what: '该外呼活动已不在您的权限范围内。',
      todo: '请向管理员申请范围。',
    },
    numbers_wiped: { what: '号码已过保存期限，已擦除。', todo: '请重新上传名单。' },
    storage_unavailable: {
      what: '暂时无法准备名单，什么都没有发送。',
      todo: '请稍后重试；若持续，请联系管理员。',
    },
  } satisfies Record<RepeatRefusal, Explained>,
  criterion: {
    criterion_blank: '请填写要清理的内容；空格和不可见字符不算。',
    called_characters: '被叫号码只能含数字 0–9、* 和 #。',
    called_too_long: '被叫号码最多 24 位。',
    session_id_too_long: '用户标识最多 32 个字符。',
    custom_field_too_long: '自定义字段最多 200 个字符。',
    custom_field_not_importable:
      '自定义字段含有导入时不允许的符号（如 @ # & ?），不可能匹配任何号码，请检查。',
    invisible_characters: '含有空格或不可见字符，请删除后再试。',
    date_invalid: '请填写存在的日期，格式为 年-月-日，例如 2026-11-01。',
    time_invalid: '请填写时间，格式为 时:分:秒，例如 10:30:00。',
  } satisfies Record<CriterionFault, string>,
  form: {
    reason_required: '选择「其他」时请写明原因。',
    reason_too_long: '原因最多 500 个字符。',
    ticket_required: '请填写工单号。',
    ticket_too_long: '工单号最多 64 个字符。',
  } satisfies Record<FormFault, string>,
} as const;
