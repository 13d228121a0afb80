'use client';
import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import type { ControlProps } from './control-class.ts';

/** A label, a control and one reserved line below for the hint or the fault: nothing moves when it comes. */
export function Field({
  label,
  hint,
  error,
  isRequired,
  optionalMark,
  isMessageReserved = true,
  className,
  children,
}: {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  readonly isRequired?: boolean;
  /** Said after the label of a field that may stay empty. */
  readonly optionalMark?: string;
  readonly isMessageReserved?: boolean;
  readonly className?: string;
  readonly children: (control: ControlProps) => ReactNode;
}) {
  const id = useId();
  const messageId = `${id}-message`;
  return (
    <div className={classNames('min-w-0', className)}>
      <label htmlFor={id} className="mb-1.5 flex items-baseline gap-2 text-sm font-medium text-ink">
        {label}
        {optionalMark ? <span className="font-normal text-ink-faint">{optionalMark}</span> : null}
      </label>
      {children({
        id,
        'aria-describedby': messageId,
        'aria-invalid': error ? true : undefined,
        'aria-required': isRequired || undefined,
      })}
      <FieldMessage id={messageId} hint={hint} error={error} isReserved={isMessageReserved} />
    </div>
  );
}

/** The same for a group of controls (radios, checkboxes), named by a legend. */
export function FieldGroup({
  legend,
  hint,
  error,
  isMessageReserved = true,
  className,
  children,
}: {
  readonly legend: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  readonly isMessageReserved?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <fieldset aria-describedby={`${id}-message`} className={classNames('min-w-0', className)}>
      <legend className="mb-1.5 text-sm font-medium text-ink">{legend}</legend>
      {children}
      <FieldMessage id={`${id}-message`} hint={hint} error={error} isReserved={isMessageReserved} />
    </fieldset>
  );
}

function FieldMessage({
  id,
  hint,
  error,
  isReserved,
}: {
  readonly id: string;
  readonly hint: ReactNode;
  readonly error: ReactNode;
  readonly isReserved: boolean;
}) {
  return (
    <div id={id} aria-live="polite" className={classNames('text-sm', isReserved && 'min-h-6 pt-1')}>
      {error ? (
        <span className="flex items-start gap-1.5 text-warning-ink">
          <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span>{error}</span>
        </span>
      ) : hint ? (
        <span className="text-ink-muted">{hint}</span>
      ) : null}
    </div>
  );
}
