'use client';
import { LoaderCircle } from 'lucide-react';
import type { ComponentProps } from 'react';
import { type ButtonSize, type ButtonVariant, buttonClass } from './button-class.ts';
import { classNames } from './class-names.ts';

export interface ButtonProps extends ComponentProps<'button'> {
  /** `danger` is for an act that cannot be undone. */
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  /** While true the button keeps its width and focus, shows that it works, and ignores further clicks. */
  readonly isPending?: boolean;
}

export function Button({
  variant = 'secondary',
  size = 'md',
  isPending = false,
  type = 'button',
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-busy={isPending || undefined}
      aria-disabled={isPending || rest['aria-disabled'] || undefined}
      onClick={(event) => (isPending ? event.preventDefault() : onClick?.(event))}
      className={classNames(buttonClass(variant, size), 'relative', className)}
    >
      {isPending ? (
        <span className="absolute inset-0 grid place-items-center">
          <LoaderCircle aria-hidden className="size-4 animate-spin" />
        </span>
      ) : null}
      <span className={classNames('inline-flex items-center gap-[inherit]', isPending && 'opacity-0')}>
        {children}
      </span>
    </button>
  );
}

/** A square button with an icon alone; `label` is its name. */
export function IconButton({
  label,
  size = 'md',
  variant = 'ghost',
  className,
  ...rest
}: Omit<ButtonProps, 'aria-label'> & { readonly label: string }) {
  return (
    <Button
      {...rest}
      size={size}
      variant={variant}
      aria-label={label}
      className={classNames(size === 'sm' ? 'w-8' : 'w-9', 'px-0!', className)}
    />
  );
}
