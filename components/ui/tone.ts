/** What a state means to the reader. `danger` is for what cannot be undone. */
export type Tone = 'neutral' | 'accent' | 'info' | 'success' | 'warning' | 'danger' | 'unclear';

export const softToneClass: Record<Tone, string> = {
  neutral: 'border-line-strong bg-sunken text-ink-muted',
  accent: 'border-accent-line bg-accent-soft text-accent-ink',
  info: 'border-info-line bg-info-soft text-info-ink',
  success: 'border-success-line bg-success-soft text-success-ink',
  warning: 'border-warning-line bg-warning-soft text-warning-ink',
  danger: 'border-danger-line bg-danger-soft text-danger-ink',
  unclear: 'border-unclear-line bg-unclear-soft text-unclear-ink',
};

export const textToneClass: Record<Tone, string> = {
  neutral: 'text-ink-muted',
  accent: 'text-accent-ink',
  info: 'text-info-ink',
  success: 'text-success-ink',
  warning: 'text-warning-ink',
  danger: 'text-danger-ink',
  unclear: 'text-unclear-ink',
};
