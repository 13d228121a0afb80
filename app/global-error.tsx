'use client';
import { digestOf } from '#components/shell/digest-of.ts';
import { buttonClass } from '#components/ui/button-class.ts';
import { shell as en } from '#lib/i18n/en/shell.ts';
import { shell as zhCN } from '#lib/i18n/zh-CN/shell.ts';
import './globals.css';

/**
 * When even the root layout failed: no request, no chosen language, no nonce. So both languages, and a link
 * that works without a script.
 */
export default function GlobalError({ error }: { readonly error: unknown }) {
  const digest = digestOf(error);
  return (
    <html lang="zh-CN">
      <body>
        <title>{zhCN.errorTitle}</title>
        <main className="mx-auto flex min-h-dvh max-w-xl flex-col items-start justify-center gap-6 p-6">
          <div>
            <h1 className="text-xl font-semibold text-ink">{zhCN.errorTitle}</h1>
            <p className="mt-1 text-ink-muted">{zhCN.errorWhat}</p>
          </div>
          <div lang="en">
            <h2 className="text-lg font-semibold text-ink">{en.errorTitle}</h2>
            <p className="mt-1 text-ink-muted">{en.errorWhat}</p>
          </div>
          {digest === undefined ? null : (
            <p className="text-sm text-ink-muted">
              {zhCN.errorDigest} <span lang="en">{en.errorDigest}</span>{' '}
              <code className="font-mono text-ink select-all">{digest}</code>
            </p>
          )}
          <a href="/" className={buttonClass('primary')}>
            {zhCN.reload} <span lang="en">{en.reload}</span>
          </a>
        </main>
      </body>
    </html>
  );
}
