import { QueryClient } from '@tanstack/react-query';

/** A refusal (4xx) is an answer and stays one; anything else may pass with time. */
export function mayRetry(failures: number, error: unknown): boolean {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : undefined;
  if (status !== undefined && status >= 400 && status < 500) return false;
  return failures < 2;
}

/** Defaults of all reads. A query error that carries the HTTP status as `status` is judged by it. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // reads reach the vendor: coming back to the window is no reason to ask again
      queries: { retry: mayRetry, refetchOnWindowFocus: false },
      mutations: { retry: false },
    },
  });
}
