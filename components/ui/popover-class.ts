export const popoverClass =
  'z-50 animate-appear rounded-lg bg-surface shadow-popover focus:outline-none max-w-[calc(100vw-1rem)]';
