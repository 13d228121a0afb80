'use client';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import type { ButtonSize } from './button-class.ts';

/** Asks for a file by POST, since each download is an event. The browser itself stores it. */
export function DownloadButton({
  address,
  fields = {},
  size = 'md',
  children,
}: {
  readonly address: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly size?: ButtonSize;
  readonly children: ReactNode;
}) {
  return (
    <Button size={size} onClick={() => submit(address, fields)}>
      <Download aria-hidden className="size-4" />
      {children}
    </Button>
  );
}

/** Through a form of its own: the button may stand inside another, whose fields are not meant. */
function submit(address: string, fields: Readonly<Record<string, string>>): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = address;
  form.hidden = true;
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement('input');
    Object.assign(input, { type: 'hidden', name, value });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
  form.remove();
}
