'use client';
import { ChevronDown, Download } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button-class.ts';
import { classNames } from '#components/ui/class-names.ts';
import { popoverClass } from '#components/ui/popover-class.ts';
import { type ExportFilter, exportFormats } from '#lib/audit/export-view.ts';

/** Exports what the audit is searched for, in one of the formats. A form, so that the browser itself stores it. */
export function ExportMenu({ filter }: { readonly filter: ExportFilter }) {
  const t = useTranslations('auditExport');
  const [isOpen, setIsOpen] = useState(false);
  const titleId = useId();
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger className={buttonClass('secondary')}>
        <Download aria-hidden className="size-4" />
        {t('open')}
        <ChevronDown aria-hidden className="size-4" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-labelledby={titleId}
          className={classNames(popoverClass, 'w-80 p-1.5')}
        >
          <div className="px-2.5 pt-1.5 pb-2">
            <p id={titleId} className="font-semibold text-ink">
              {t(isFiltered ? 'filtered' : 'all')}
            </p>
            <p className="text-sm text-pretty text-ink-muted">{t('what')}</p>
          </div>
          <form
            method="post"
            action="/api/audit/export"
            // a form that has left the document meanwhile would not be sent
            onSubmit={() => setTimeout(() => setIsOpen(false))}
            className="border-t border-line pt-1.5"
          >
            {Object.entries(filter).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            {exportFormats.map((format) => (
              <button
                key={format}
                type="submit"
                name="format"
                value={format}
                className="block w-full rounded-md px-2.5 py-1.5 text-left transition-colors hover:bg-sunken"
              >
                <span className="block text-base text-ink">{t(`format.${format}`)}</span>
                <span className="block text-sm text-ink-muted">{t(`formatWhat.${format}`)}</span>
              </button>
            ))}
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
