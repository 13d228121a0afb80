import * as z from 'zod';

/** IDs come as numbers in some answers and as text in others; here they are always text. */
const id = z.union([z.string().min(1), z.int().nonnegative()]).transform(String);
const whole = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
]);
/** Control characters have no place in a text that people read, and PostgreSQL stores no NUL. */
const text = z
  .string()
  .nullish()
  .transform((value) => (value ?? '').replace(/\p{Cc}/gu, ' '));
const count = z.int().nonnegative();

/** What every answer but statistics holds. Codes are text, compared whole. */
export const commonPairs = z.object({
  resultCode: z.string().min(1),
  resultDesc: text,
  returnCode: z.string().nullish(),
  returnDesc: text,
});

/** A delete that succeeded. A count that is missing, text or negative is no answer that can be believed. */
export const deleteAnswer = z.object({ resultCode: z.string(), resultDesc: text, successCount: count });
export type DeleteAnswer = z.output<typeof deleteAnswer>;

/** A campaign in the list. Values that the vendor has not documented are kept as they are. */
export const campaign = z.object({
  id,
  name: text,
  /** 1 draft [inferred], 2 started, 3 suspended, 4 completed */
  status: whole,
  /** `yyyy-MM-dd HH:mm:ss` in the VDN's zone; may be empty. */
  strBeginTime: text,
  strEndTime: text,
  deviceType: whole,
  callerNo: text,
});
export type Campaign = z.output<typeof campaign>;

export const campaignPage = z.object({ totalSize: count, data: z.array(campaign) });

export const campaignDetail = campaign.extend({ description: text });
export type CampaignDetail = z.output<typeof campaignDetail>;
export const campaignAnswer = z.object({ returnObject: campaignDetail });

const counts = {
  unCallCount: count,
  calledCount: count.optional(),
  finishCount: count.optional(),
  totalCount: count.optional(),
};

/** Counts of one campaign; `batchId` is the custom field. */
export const countDetail = z.object({
  campaignId: id,
  ...counts,
  batchDetail: z
    .array(z.object({ batchId: text, ...counts }))
    .nullish()
    // an installation may leave it out: that is no batch with nothing left
    .transform((batches) => batches ?? null),
});
export type CountDetail = z.output<typeof countDetail>;
export const statisticsAnswer = z.object({ countDetail: z.array(countDetail) });

/** One line of the vendor's own record of our calls. */
export const callLogEntry = z.object({
  id,
  /** `yyyy-MM-dd HH:mm:ss` in the VDN's zone. */
  operTime: z.string(),
  url: z.string(),
  /** The body as text. */
  request: text,
  resultCode: text,
  resultDesc: text,
  httpStatus: whole.nullish().transform((status) => status ?? null),
  type: z
    .union([z.string(), z.int()])
    .nullish()
    .transform((type) => (type == null ? '' : String(type))),
});
export type CallLogEntry = z.output<typeof callLogEntry>;
export const callLogAnswer = z.object({ result: z.array(callLogEntry) });
