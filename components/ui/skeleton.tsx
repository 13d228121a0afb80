import { classNames } from './class-names.ts';

/** Holds the place of what is still loading; give it the size of what will come. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden className={classNames('block animate-pulse rounded-sm bg-sunken', className)} />;
}
