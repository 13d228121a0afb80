import { account } from './en/account.ts';
import { approvals } from './en/approvals.ts';
import { audit } from './en/audit.ts';
import { auditExport } from './en/auditExport.ts';
import { common } from './en/common.ts';
import { deletions } from './en/deletions.ts';
import { domain } from './en/domain.ts';
import { lists } from './en/lists.ts';
import { members } from './en/members.ts';
import { newDeletion } from './en/newDeletion.ts';
import { receipt } from './en/receipt.ts';
import { refusals } from './en/refusals.ts';
import { resultCodes } from './en/resultCodes.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { signIn } from './en/signIn.ts';

export const en = {
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
