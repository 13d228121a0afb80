export const newDeletion = {} as const;
