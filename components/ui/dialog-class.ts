export const scrimClass = 'fixed inset-0 z-40 bg-scrim';
export const dialogClass =
  'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-lg -translate-x-1/2 ' +
  '-translate-y-1/2 flex-col rounded-lg bg-surface shadow-dialog focus:outline-none';
export const dialogBodyClass = 'min-h-0 overflow-y-auto p-5';
export const dialogFooterClass =
  'flex flex-wrap justify-end gap-2 rounded-b-lg border-t border-line bg-canvas px-5 py-3.5';
