import { account } from './zh-CN/account.ts';
import { approvals } from './zh-CN/approvals.ts';
import { audit } from './zh-CN/audit.ts';
import { auditExport } from './zh-CN/auditExport.ts';
import { common } from './zh-CN/common.ts';
import { deletions } from './zh-CN/deletions.ts';
import { domain } from './zh-CN/domain.ts';
import { lists } from './zh-CN/lists.ts';
import { members } from './zh-CN/members.ts';
import { newDeletion } from './zh-CN/newDeletion.ts';
import { receipt } from './zh-CN/receipt.ts';
import { refusals } from './zh-CN/refusals.ts';
import { resultCodes } from './zh-CN/resultCodes.ts';
import { settings } from './zh-CN/settings.ts';
import { shell } from './zh-CN/shell.ts';
import { signIn } from './zh-CN/signIn.ts';

export const zhCN = {
  account,
  approvals,
  audit,
  auditExport,
  common,
  deletions,
  domain,
  lists,
  members,
  newDeletion,
  receipt,
  refusals,
  resultCodes,
  settings,
  shell,
  signIn,
} as const;
