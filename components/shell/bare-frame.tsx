import type { ReactNode } from 'react';

/** For what has to be said outside of the console's frame. */
export function BareFrame({ children }: { readonly children: ReactNode }) {
  return <main className="grid min-h-dvh place-items-center p-4">{children}</main>;
}
