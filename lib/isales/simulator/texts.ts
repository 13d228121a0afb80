export type Locale = 'zh_CN' | 'en_US';

/** What a refused call was refused for. `value` is what was sent: the vendor's texts may repeat it. */
export interface RefusalDetail {
  readonly parameter?: string;
  readonly value?: string;
}

const TEXTS: Readonly<Record<string, { readonly zh_CN: string; readonly en_US: string }>> = {
  '0200000': { zh_CN: '操作成功', en_US: 'Operation succeeded.' },
  '0200001': { zh_CN: '参数错误', en_US: 'Incorrect parameter.' },
  '0200006': { zh_CN: '数据库错误', en_US: 'Database error.' },
  '0200007': { zh_CN: '外呼活动不存在', en_US: 'The outbound campaign does not exist.' },
  '0200028': {
    zh_CN: '当前状态不允许删除外呼号码',
    en_US: 'Outbound numbers cannot be deleted in the current state.',
  },
  '0200030': { zh_CN: '时间格式错误', en_US: 'Incorrect time format.' },
  '02000001': { zh_CN: '参数值为空', en_US: 'The parameter value is empty.' },
  '02000002': { zh_CN: '参数含有非法字符', en_US: 'The parameter contains invalid characters.' },
  '02000003': { zh_CN: '参数过长', en_US: 'The parameter is too long.' },
  '02000004': { zh_CN: '参数过短', en_US: 'The parameter is too short.' },
  '02000005': { zh_CN: '参数长度超出范围', en_US: 'The parameter length is out of range.' },
  '02000006': { zh_CN: '参数类型错误', en_US: 'Incorrect parameter type.' },
  '02000007': { zh_CN: '参数值超出范围', en_US: 'The parameter value is out of range.' },
  '02000008': { zh_CN: '参数转换错误', en_US: 'Parameter conversion error.' },
  '02000009': { zh_CN: '不允许的参数组合', en_US: 'The combination of parameters is not allowed.' },
  '02000010': { zh_CN: '小时和分钟必须同时填写', en_US: 'The hour and minute must be set together.' },
  '02000011': { zh_CN: '参数过多', en_US: 'Too many parameters.' },
};

/** The language of an answer, from its `locale` request header. The vendor's default is Chinese. */
export function readLocale(header: string | undefined): Locale {
  return header === 'en_US' ? 'en_US' : 'zh_CN';
}

/** `resultDesc` for a code. Like the vendor's, it quotes what was sent: readers have to redact it. */
export function resultDesc(code: string, locale: Locale, detail: RefusalDetail = {}): string {
  const unknown = locale === 'zh_CN' ? '未知错误' : 'Unknown error.';
  const text = TEXTS[code]?.[locale] ?? unknown;
  if (detail.parameter === undefined) return text;
  const value = detail.value === undefined ? '' : ` [${detail.value.slice(0, 256)}]`;
  return `${text}${locale === 'zh_CN' ? '：' : ' '}${detail.parameter}${value}`;
}
