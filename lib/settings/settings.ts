import * as z from 'zod';
import { approvalPolicy } from '../approvals/approval-policy.ts';
import { roles } from '../members/roles.ts';
import { allowedHours } from './allowed-hours.ts';
import { limits } from './limits.ts';

/** A limit of outbound numbers; 0 for none. */
const numbers = z.int().min(0).max(10_000_000);

/** At each single sign-on, roles follow the provider's claim as this says. */
export const roleMapping = z
  .array(z.strictObject({ value: z.string().trim().min(1).max(200), role: z.enum(roles) }))
  .max(50)
  .refine((rows) => new Set(rows.map((row) => JSON.stringify([row.value, row.role]))).size === rows.length);

/** What an admin may change while the console runs. Safe for the browser. */
export const settings = z.strictObject({
  /** A batch or list above this is confirmed by typing its count. */
  confirmAbove: z.int().min(0).max(limits.listRows),
  /** A list above this stops after its first numbers, unless a person switches that off. */
  pauseAbove: z.int().min(0).max(limits.listRows),
  numbersPerDeletion: numbers,
  /** By the civil day of the VDN, over all campaigns. */
  numbersPerMemberDay: numbers,
  /** By the civil day of the VDN, over all members. */
  numbersPerCampaignDay: numbers,
  /** Null if deletions may run at any time. */
  allowedHours: allowedHours.nullable(),
  ticketRequired: z.boolean(),
  approvalPolicy,
  /** What nobody approves within this time expires. */
  approvalExpiresAfterHours: z.int().min(1).max(168),
  /** Which value of the provider's roles claim gives which role; empty if roles are given to each member here. */
  roleMapping,
  /** How long a deletion waits between its confirmation, or approval, and its first call; 0 for not at all. */
  coolingOffMinutes: z.int().min(0).max(1440),
  /** Which deletions wait so: those that needed approval, or all. */
  coolingOffFor: z.enum(['approved', 'all']),
});
export type Settings = z.infer<typeof settings>;
export type SettingKey = keyof Settings;

/** What holds until an admin changes it. */
export const defaultSettings: Settings = {
  confirmAbove: 100,
  pauseAbove: 100,
  numbersPerDeletion: 0,
  numbersPerMemberDay: 100_000,
  // the vendor's own limit of unfinished numbers in a campaign
  numbersPerCampaignDay: limits.listRows,
  allowedHours: null,
  ticketRequired: false,
  approvalPolicy: {
    above: 1_000,
    permanent: true,
    countUnknown: true,
    recycleUntil: true,
    customField: false,
    reasonCategories: [],
  },
  approvalExpiresAfterHours: 24,
  roleMapping: [],
  coolingOffMinutes: 0,
  coolingOffFor: 'approved',
};

/** Any number of them, changed together. */
export const settingChange = settings.partial().refine((change) => Object.keys(change).length > 0);
export type SettingChange = z.infer<typeof settingChange>;

/** Why settings were not changed. Each has words in both catalogues. */
export const settingRefusals = [
  'signed_out',
  'not_allowed',
  'foreign_origin',
  'step_up_needed',
  'input_invalid',
  'audit_unavailable',
] as const;
export type SettingRefusal = (typeof settingRefusals)[number];
