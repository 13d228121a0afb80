export const deletions = {} as const;
