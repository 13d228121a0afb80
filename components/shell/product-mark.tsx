/** The sign of the product: a list with one line struck out. Same drawing as app/icon.svg. */
export function ProductMark({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <g fill="none" strokeLinecap="round" strokeWidth="2.5" className="stroke-on-accent">
        <path d="M9 9.5h14M9 22.5h9" />
        <path d="M9 16h3.5M19.5 16H23" strokeOpacity="0.55" />
        <path d="m13.5 13.5 5 5m0-5-5 5" />
      </g>
    </svg>
  );
}
