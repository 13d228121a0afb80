import * as z from 'zod';
import { criterion, isBlank, isListCriterion } from './criterion.ts';

export const reasonCategories = [
  'wrong_import',
  'consent_withdrawn',
  'erasure_request',
  'complaint',
  'campaign_closed',
  'test_data',
  'other',
] as const;
export type ReasonCategory = (typeof reasonCategories)[number];

/** Longest reason and ticket, in characters. */
export const reasonLimits = { text: 500, ticket: 64 } as const;

/** Faults of the form beside those of the criterion. Each has its words in both catalogues. */
export const formFaults = [
  'reason_required',
  'reason_too_long',
  'ticket_required',
  'ticket_too_long',
] as const;
export type FormFault = (typeof formFaults)[number];

/** Why: a category, a text ("other" demands one) and a ticket number. */
export const deletionReason = z
  .strictObject({
    category: z.enum(reasonCategories),
    text: z.string().max(reasonLimits.text, 'reason_too_long' satisfies FormFault),
    ticket: z.string().max(reasonLimits.ticket, 'ticket_too_long' satisfies FormFault),
  })
  .refine((reason) => reason.category !== 'other' || !isBlank(reason.text), {
    path: ['text'],
    message: 'reason_required' satisfies FormFault,
  });
export type DeletionReason = z.infer<typeof deletionReason>;

export const campaignRef = z.strictObject({
  vdnId: z.int().min(1).max(9999),
  campaignId: z.string().regex(/^\d{1,20}$/),
});
export type CampaignRef = z.infer<typeof campaignRef>;

/** A list may stop by itself after so many numbers, for a person to look at what came of them. */
export const firstNumbers = 10;

/** What a person decides in the form: one campaign, one criterion, archive or permanent, the reason. */
export const deletionInput = z
  .strictObject({
    ...campaignRef.shape,
    criterion,
    archiveHistory: z.union([z.literal(0), z.literal(1)]),
    /** After how many numbers of a list it stops by itself; null if it does not, and for what is no list. */
    pauseAfter: z.literal(firstNumbers).nullable(),
    reason: deletionReason,
  })
  .refine((input) => input.pauseAfter === null || isListCriterion(input.criterion), { path: ['pauseAfter'] });
export type DeletionInput = z.infer<typeof deletionInput>;

/**
 * What the person saw and confirmed: the preview under its seal, and the digits typed where they were asked
 * for. The server accepts a confirmation only with a preview that it sealed itself.
 */
export const deletionConfirmation = z.strictObject({
  /** Made by the server with each form; one key makes one deletion, however often it arrives. */
  idempotencyKey: z.uuid(),
  preview: z.strictObject({
    status: z.int(),
    leftToCall: z.int().nonnegative().nullable(),
    readAt: z.int().positive(),
    seal: z.string().max(128),
  }),
  typedDigits: z.string().max(24),
  /** A preview of 0 needs this second, deliberate step. */
  goesOnWithNothing: z.boolean(),
  /** The deletion that this one repeats on purpose. */
  repeatOf: z.string().max(40).nullable(),
  /** The build that rendered the form; an older one is asked to reload. */
  formVersion: z.string().max(40),
});
export type DeletionConfirmation = z.infer<typeof deletionConfirmation>;

export const deletionRequest = z.strictObject({ input: deletionInput, confirmation: deletionConfirmation });
export type DeletionRequest = z.infer<typeof deletionRequest>;
