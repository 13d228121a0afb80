'use client';
import { FileUp } from 'lucide-react';
import { type ChangeEvent, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Field } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/input.tsx';
import type { ListKind } from '#lib/intake/list-report.ts';
import type { ListView } from '#lib/lists/list-view.ts';
import { limits } from '#lib/settings/limits.ts';
import { ListReportPanel } from './list-report-panel.tsx';
import { type ListSource, useReadList } from './use-read-list.ts';

/** A list by paste or file: what the server read of it is shown in full before anything can run. */
export function ListInput({
  kind,
  list,
  error,
  onRead,
}: {
  readonly kind: ListKind;
  readonly list: ListView | null;
  readonly error: string | undefined;
  readonly onRead: (list: ListView | null) => void;
}) {
  const t = useTranslations('lists');
  const fileId = useId();
  const file = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [source, setSource] = useState<ListSource>();
  const { state, read, reset } = useReadList(kind, onRead);

  const start = (from: ListSource, column: number | 'guess' = 'guess') => {
    setSource(from);
    onRead(null);
    void read(from, column);
  };
  const pickFile = (event: ChangeEvent<HTMLInputElement>) => {
    const [picked] = event.target.files ?? [];
    if (picked) start({ name: picked.name, bytes: picked });
    // the same file may be picked again after it was mended
    event.target.value = '';
  };
  const isReading = state.is === 'reading';

  // a list that came with the form, and not from this field: there is nothing of it to paste
  if (list && source === undefined && text === '') {
    return (
      <div className="grid gap-3">
        <ListReportPanel list={list} onColumn={() => undefined} />
        <Button className="justify-self-start" onClick={() => onRead(null)}>
          <FileUp aria-hidden className="size-4" />
          {t('replace')}
        </Button>
      </div>
    );
  }
  return (
    <div className="grid gap-3">
      <Field
        label={t('paste')}
        hint={t('pasteHint', { max: limits.listRows })}
        error={list ? undefined : error}
      >
        {(aria) => (
          <Textarea
            {...aria}
            rows={6}
            spellCheck={false}
            autoComplete="off"
            className="font-mono text-sm"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              reset();
              onRead(null);
            }}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          isPending={isReading}
          disabled={text.trim() === ''}
          onClick={() => start({ name: '', bytes: new Blob([text]) })}
        >
          {t('read')}
        </Button>
        <label htmlFor={fileId} className="sr-only">
          {t('upload')}
        </label>
        <input
          ref={file}
          id={fileId}
          type="file"
          accept=".csv,.txt,.xlsx"
          onChange={pickFile}
          className="sr-only"
          tabIndex={-1}
        />
        <Button disabled={isReading} onClick={() => file.current?.click()}>
          <FileUp aria-hidden className="size-4" />
          {t('chooseFile')}
        </Button>
        <span className="text-sm text-ink-muted">{t('uploadHint')}</span>
      </div>
      <div aria-live="polite" className="min-h-6 text-sm text-ink-muted">
        {isReading ? (
          <>
            <progress className="mr-2 align-middle" max={100} value={state.percent} aria-label={t('read')} />
            {t('reading', { percent: state.percent })}
          </>
        ) : null}
      </div>
      {state.is === 'refused' ? (
        <Callout
          tone="warning"
          isLive
          title={t(`refusals.${state.because}.what`)}
          actions={
            source ? (
              <Button size="sm" onClick={() => start(source)}>
                {t('readAgain')}
              </Button>
            ) : null
          }
        >
          {t(`refusals.${state.because}.todo`)}
        </Callout>
      ) : null}
      {list ? (
        <ListReportPanel list={list} onColumn={(column) => (source ? start(source, column) : undefined)} />
      ) : null}
    </div>
  );
}
