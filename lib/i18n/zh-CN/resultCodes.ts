export const resultCodes = {} as const;
