/** Limits that are the product's own; those of an installation are settings. Each is a number of outbound numbers. */
export const limits = {
  /** More rows than this for one number of a list stop it: the list or the campaign is not what it seems. */
  rowsPerNumber: 10,
  /** Rows of one list: the vendor's own limit of unfinished numbers in a campaign. */
  listRows: 200_000,
  /** Bytes of one upload. */
  listBytes: 64 * 1024 * 1024,
  /** The count may move this much, as a share, between preview and execution. */
  driftShare: 0.1,
  /** … or this many numbers, whichever is more: calls go on while a person reads. */
  driftNumbers: 20,
} as const;

/** How long a preview can be confirmed, ms. */
export const previewMaxAgeMs = 10 * 60_000;
