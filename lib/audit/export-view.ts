export const exportFormats = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What is asked for, as the address of the audit says it; empty for everything. */
export type ExportFilter = Readonly<Record<string, string>>;
