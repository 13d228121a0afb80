'use client';
import { useQuery } from '@tanstack/react-query';
import type { DeletionView } from '#lib/deletions/deletion-view.ts';

const pollEveryMs = 1_000;
/** While it waits for another person, which may take a day. */
const pollWaitingMs = 5_000;
const answerWithinMs = 10_000;

export function deletionKey(id: string): readonly string[] {
  return ['deletion', id];
}

/** All pages of a deletion's items. */
export function itemsKey(id: string): readonly string[] {
  return ['items', id];
}

/** A read that was answered with a refusal; `status` is the HTTP status. */
export class ReadRefusedError extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`the read was refused with ${status}`);
    this.status = status;
  }
}

async function fetchDeletion(id: string, signal: AbortSignal): Promise<DeletionView> {
  const response = await fetch(`/api/deletions/${encodeURIComponent(id)}`, {
    cache: 'no-store',
    signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]),
  });
  if (!response.ok) throw new ReadRefusedError(response.status);
  return response.json();
}

/** True while something may still change by itself. */
export function isMoving(view: DeletionView): boolean {
  return (
    view.status === 'queued' ||
    view.status === 'running' ||
    view.isSettling ||
    view.reconciliation?.finding === null ||
    view.items.some((item) => item.status === 'sent') ||
    // a list that was paused still waits for the answer under way
    (view.list?.counts.sent ?? 0) > 0
  );
}

/** Why what is shown may be old; undefined if it is not. */
export type Staleness = 'offline' | 'signed_out' | 'refused';

export function stalenessOf(error: Error | null): Staleness | undefined {
  if (error === null) return undefined;
  if (!(error instanceof ReadRefusedError) || error.status >= 500) return 'offline';
  return error.status === 401 ? 'signed_out' : 'refused';
}

/** How long until the next read; false if there is none. A refusal stays one until the person comes back. */
export function nextReadMs(view: DeletionView, error: Error | null, isWatched: boolean): number | false {
  const staleness = stalenessOf(error);
  if (staleness === 'signed_out' || staleness === 'refused') return false;
  if (staleness === 'offline' || isWatched || isMoving(view)) return pollEveryMs;
  return view.status === 'awaiting_approval' ? pollWaitingMs : false;
}

/** The deletion as last read: it begins with what the page was made with and keeps that through faults. */
export function useDeletion(initial: DeletionView, isWatched: boolean) {
  const { data, error } = useQuery({
    queryKey: deletionKey(initial.id),
    queryFn: ({ signal }) => fetchDeletion(initial.id, signal),
    initialData: initial,
    gcTime: 0,
    // a lost connection is said at once, and the next poll is the next try
    retry: false,
    networkMode: 'always',
    refetchOnWindowFocus: (query) => (query.state.error === null ? false : 'always'),
    refetchInterval: (query) => nextReadMs(query.state.data ?? initial, query.state.error, isWatched),
  });
  return { view: data, staleness: stalenessOf(error) };
}
