import type { CriterionKind, RecycleMode } from '../../deletions/criterion.ts';
import type { ReasonCategory } from '../../deletions/deletion-input.ts';
import type { DeletionStatus, ItemStatus, StopReason, UnknownReason } from '../../deletions/states.ts';
import type { Role } from '../../members/roles.ts';

/** What stands still and what to do about it. */
interface Explained {
  readonly what: string;
  readonly todo: string;
}

/** The product's words (product.md, "Words"): every closed union of the domain, in full. */
export const domain = {
  criterionKind: {
    called: '被叫号码',
    called_list: '被叫号码名单',
    session_id: '用户标识 (sessionId)',
    session_id_list: '用户标识名单',
    custom_field: '自定义字段（批次）',
    recycle_time: '回收时间',
  } satisfies Record<CriterionKind, string>,
  recycleMode: {
    until: '截至某日（含当日）',
    day: '仅某一天',
    moment: '精确到秒',
  } satisfies Record<RecycleMode, string>,
  recycleWindow: {
    until: '{date} 及之前的全部（至 {date} 23:59:59）',
    day: '{date} 00:00:00–23:59:59',
    moment: '恰好 {date} {time}',
  } satisfies Record<RecycleMode, string>,
  campaignStatus: {
    draft: '未启动',
    started: '运行中',
    suspended: '已暂停',
    completed: '已结束',
    other: '状态 {status}',
  },
  deviceType: {
    t1: '智能 IVR',
    t2: '预测外呼（技能队列）',
    t3: '自动 IVR',
    t5: '预览外呼（技能队列）',
    t6: '预占外呼（技能队列）',
    other: '类型 {type}',
  },
  deletionStatus: {
    awaiting_approval: '待审批',
    queued: '排队中',
    running: '执行中',
    paused: '已停下',
    completed: '已完成',
    rejected: '审批未通过',
    expired: '已过期',
    cancelled: '已取消',
  } satisfies Record<DeletionStatus, string>,
  itemStatus: {
    pending: '待发送',
    sent: '已发送，等待应答',
    deleted: '已清理',
    nothing_matched: '没有匹配的号码',
    rejected: '被平台拒绝',
    unknown: '结果未知',
    cancelled: '已取消，未发送',
    not_sent: '未发出',
  } satisfies Record<ItemStatus | 'not_sent', string>,
  settledBy: {
    answer: '平台的应答',
    call_log: '平台的调用日志',
    person: '人工确认',
  },
  reasonCategory: {
    wrong_import: '导入有误',
    consent_withdrawn: '撤回同意／请勿再呼',
    erasure_request: '个人信息删除请求',
    complaint: '客户投诉',
    campaign_closed: '活动已结束',
    test_data: '测试数据',
    other: '其他',
  } satisfies Record<ReasonCategory, string>,
  archive: {
    archive: '移入历史表',
    permanent: '直接删除',
  },
  stopReason: {
    vendor_unreachable: {
      what: '连不上 CC-iSales，请求没有发出。',
      todo: '请稍后点「继续」；若一直如此，请让管理员检查网络和平台地址。',
    },
    vendor_tls: {
      what: '与 CC-iSales 的加密连接不可信，请求没有发出。',
      todo: '请让管理员检查平台证书和 CA 文件，修好后再点「继续」。',
    },
    vendor_unauthorized: {
      what: 'CC-iSales 不接受我们的签名 (401)，什么都没有删除。',
      todo: '请让管理员检查访问密钥和服务器时钟，修好后再点「继续」。',
    },
    vendor_throttled: {
      what: 'CC-iSales 前的网关拒绝了请求（限流或防火墙），什么都没有删除。',
      todo: '请过几分钟再点「继续」。',
    },
    campaign_started: {
      what: '外呼活动正在运行，运行中的活动不能清理号码。',
      todo: '请先在 CC-iSales 中暂停该活动，再点「继续」。',
    },
    campaign_gone: { what: '该外呼活动已不存在。', todo: '无需处理；如仍需清理，请重新选择活动。' },
    count_drifted: {
      what: '确认之后剩余号码数变化太大，没有发送。',
      todo: '请重新新建清理，按最新的数量确认。',
    },
    member_disabled: { what: '发起人的账号已停用，没有继续发送。', todo: '请由其他操作员重新发起。' },
    right_lost: {
      what: '发起人不再有清理该活动的权限，没有继续发送。',
      todo: '请让管理员恢复权限，或由其他操作员重新发起。',
    },
    session_ended: {
      what: '发起人已退出登录，没有继续发送。',
      todo: '发起人重新登录后可点「继续」。',
    },
    content_changed: {
      what: '保存的内容与确认的不一致，没有发送。',
      todo: '请联系管理员：数据可能被改动过。',
    },
    audit_unavailable: {
      what: '审计暂时写不进去，因此什么都不会发送。',
      todo: '恢复后会自动继续，无需操作；若持续，请联系管理员。',
    },
    audit_alarm: {
      what: '审计数据被退回过，清理全部停下，什么都不会发送。',
      todo: '请等管理员查明并确认，之后再继续。',
    },
    cancelled_by_member: { what: '发起人取消了任务。', todo: '无需处理。' },
    paused_by_member: { what: '已手动暂停，没有继续发送。', todo: '点「继续」从停下的地方接着清理。' },
    mostly_nothing: {
      what: '前 200 个号码中超过一半没有匹配，名单可能不属于这个活动。',
      todo: '请核对活动和名单；确认无误可点「继续」，否则取消任务。',
    },
    count_above_limit: {
      what: '有一个号码清理的条数超过上限，已停下。',
      todo: '请在条目中核对该号码；确认无误可点「继续」。',
    },
    too_many_rejected: {
      what: '最近的调用中，未公开的拒绝码过多，已停下。',
      todo: '请把结果码告诉管理员，查明后再点「继续」。',
    },
    not_the_interface: {
      what: '连续收到的不是 CC-iSales 接口的应答，已停下。',
      todo: '请让管理员检查平台地址和网关，修好后再点「继续」。',
    },
    first_ten_done: {
      what: '前 10 个号码已处理，按确认时的选择停下，等您核对。',
      todo: '请核对这 10 个的结果；没有问题就继续清理其余的，否则取消任务。',
    },
    calls_stopped: {
      what: '管理员已停止全部调用，没有继续发送。',
      todo: '原因见页面上方；恢复调用后不会自动继续，请发起人核对后点「继续」。',
    },
    cancelled_by_other: {
      what: '在开始之前被其他成员取消，什么都没有发送。',
      todo: '审计中写明了是谁取消的。',
    },
    approval_refused: {
      what: '审批未通过，什么都没有发送；保存的号码已擦除。',
      todo: '请看审批意见；如仍需清理，请按意见重新发起。',
    },
    approval_expired: {
      what: '到期没有人审批，已作废；保存的号码已擦除。',
      todo: '如仍需清理，请重新发起，并提前告知审批人。',
    },
    approver_right_lost: {
      what: '审批人已停用，或不再有审批该活动的权限，审批失效；尚未发送的部分已取消。',
      todo: '如仍需清理，请重新发起，由其他审批人审批。',
    },
    outside_hours: {
      what: '现在不在允许清理的时段内，没有继续发送。',
      todo: '时段开始后不会自动继续，请届时点「继续」。',
    },
    member_limit_reached: {
      what: '发起人今天清理的号码已达到每人每天的上限，没有继续发送。',
      todo: '请明天点「继续」，或请管理员在「设置」中调整上限。',
    },
    campaign_limit_reached: {
      what: '该外呼活动今天清理的号码已达到每个活动每天的上限，没有继续发送。',
      todo: '请明天点「继续」，或请管理员在「设置」中调整上限。',
    },
  } satisfies Record<StopReason, Explained>,
  unknownReason: {
    timeout: '在规定时间内没有等到应答',
    connection_lost: '请求发出后连接中断',
    server_error: '平台或网关返回了服务器错误',
    not_the_interface: '应答的不是 CC-iSales 接口',
    malformed_answer: '应答内容不合规范，无法采信',
    answer_too_large: '应答过大，已截断',
    redirected: '应答要求转到别处，未跟随',
    process_ended: '发送之后本系统进程中断',
    lane_lost: '发送期间串行通道被其他实例接管',
  } satisfies Record<UnknownReason, string>,
  role: {
    operator: '操作员',
    approver: '审批人',
    auditor: '审计员',
    admin: '管理员',
  } satisfies Record<Role, string>,
} as const;
