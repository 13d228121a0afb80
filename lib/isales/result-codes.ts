/** The one code of success. */
export const successCode = '0200000';

/**
 * Codes that the API reference documents for the delete call. Some have seven digits, some eight: they are
 * text and compared whole. Whatever is not here is a rejection all the same.
 */
export const documentedCodes = [
  successCode,
  '0200001',
  '0200006',
  '0200007',
  '0200028',
  '0200030',
  '02000001',
  '02000002',
  '02000003',
  '02000004',
  '02000005',
  '02000006',
  '02000007',
  '02000008',
  '02000009',
  '02000010',
  '02000011',
] as const;
export type DocumentedCode = (typeof documentedCodes)[number];
