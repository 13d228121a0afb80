'use client';
import { useQuery } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import type { Notices } from '#lib/settings/notices.ts';

async function fetchNotices(signal: AbortSignal): Promise<Notices> {
  const answer = await fetch('/api/notices', { cache: 'no-store', signal });
  if (!answer.ok) throw Object.assign(new Error('the notices were refused'), { status: answer.status });
  return answer.json();
}

/**
 * The notices as the page came with them, read again whenever the person goes to another page or comes back to the
 * window: the frame itself is not rendered anew then. Never by a timer, which would keep a session awake.
 */
export function useNotices(initial: Notices): Notices {
  const pathname = usePathname();
  const { data, refetch } = useQuery({
    // with each rendering of the frame the notices begin anew
    queryKey: ['notices', initial],
    queryFn: ({ signal }) => fetchNotices(signal),
    initialData: initial,
    retry: false,
    refetchOnMount: false,
    refetchOnWindowFocus: 'always',
  });
  const readFor = useRef(pathname);
  useEffect(() => {
    if (readFor.current === pathname) return;
    readFor.current = pathname;
    void refetch();
  }, [pathname, refetch]);
  return data;
}
