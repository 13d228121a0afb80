/** What all typed controls look like. */
export const controlClass =
  'block w-full min-w-0 rounded-md border border-line-control bg-surface text-base text-ink transition-colors ' +
  'hover:border-ink-faint focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent ' +
  'disabled:border-line-strong disabled:bg-sunken disabled:text-ink-muted ' +
  'aria-invalid:border-warning aria-invalid:focus:outline-warning';

/** What a Field gives to the control inside it. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean | undefined;
  readonly 'aria-required': boolean | undefined;
}
