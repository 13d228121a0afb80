import type { ExportColumn } from '../../audit/export-format.ts';
import type { ExportFormat } from '../../audit/export-view.ts';

export const auditExport = {
  open: '导出',
  all: '导出全部审计记录',
  filtered: '导出符合当前筛选的记录',
  what: '从最早到此刻最新的一条，不限于本页。每次导出都会记入审计。',
  format: {
    csv: 'CSV 表格',
    jsonl: 'JSON Lines',
  } satisfies Record<ExportFormat, string>,
  formatWhat: {
    csv: '用 Excel 等打开，事件带中文名称',
    jsonl: '原样记录和散列值，可用 audit:verify 核验',
  } satisfies Record<ExportFormat, string>,
  column: {
    seq: '序号',
    time: '时间（{timeZone}）',
    timeUtc: '时间 (UTC)',
    event: '事件',
    type: '事件代码',
    person: '人员',
    actorId: '人员编号',
    roles: '当时的角色',
    vdn: 'VDN',
    campaign: '外呼活动 ID',
    deletion: '清理任务',
    item: '条目',
    correlation: '关联编号',
    session: '会话',
    address: '来源地址',
    version: '记录版本',
    data: '存储的数据 (JSON)',
    prevHash: '前一条的散列值',
    hash: '本条的散列值',
  } satisfies Record<ExportColumn, string>,
} as const;
