'use client';
import { RotateCcw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { useFormatter, useTranslations } from 'use-intl';
import { hoursWords } from '#components/settings/setting-words.ts';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { RepeatableDeletion } from '#lib/deletions/find-repeatable.ts';
import type { FormFacts } from '#lib/deletions/form-facts.ts';
import type { ListView } from '#lib/lists/list-view.ts';
import { ArchiveSection } from './archive-section.tsx';
import { CampaignSection } from './campaign-section.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { ConsequencePanel } from './consequence-panel.tsx';
import { CriterionSection } from './criterion-section.tsx';
import { keepDraft, takeDraft } from './draft.ts';
import { criterionIn, type FormValues, initialValues, inputOf, listIn, resolveForm } from './form-values.ts';
import { ReasonSection } from './reason-section.tsx';
import { usePreview } from './use-preview.ts';
import { type RequestDeletionAction, useRequestDeletion } from './use-request-deletion.ts';

/** The decision at the left, what it will do at the right; a deletion begins only in the dialog after it. */
export function NewDeletionForm({
  facts,
  repeat,
  list,
  requestDeletionAction,
}: {
  readonly facts: FormFacts;
  readonly repeat: RepeatableDeletion | undefined;
  /** What failed of the repeated deletion, made a new list. */
  readonly list: ListView | undefined;
  readonly requestDeletionAction: RequestDeletionAction;
}) {
  const t = useTranslations('newDeletion');
  const all = useTranslations();
  const format = useFormatter();
  const formElement = useRef<HTMLFormElement>(null);
  const consequence = useRef<HTMLDivElement>(null);
  const form = useForm<FormValues>({
    defaultValues: initialValues(facts, repeat, list),
    resolver: resolveForm(facts),
    mode: 'onTouched',
    shouldFocusError: false,
  });
  const { formState, handleSubmit, reset, watch } = form;
  const values = watch();
  const criterion = criterionIn(values);
  const preview = usePreview(values.campaign, criterion);
  const request = useRequestDeletion({
    facts,
    repeatOf: repeat?.deletionId ?? null,
    requestDeletionAction,
  });
  // the deliberate step at 0 counts for the campaign and criterion it was taken for, and for no other
  const decision = JSON.stringify([values.campaign?.id, criterion]);
  const [goesOnFor, setGoesOnFor] = useState<string>();
  const goesOnWithNothing = goesOnFor === decision;
  const [isRestored, setIsRestored] = useState(false);

  useEffect(() => {
    const draft = takeDraft();
    if (!draft) return;
    reset({ ...initialValues(facts, repeat, list), ...draft });
    setIsRestored(true);
  }, [facts, repeat, list, reset]);

  const { submitCount, isValid } = formState;
  useEffect(() => {
    if (submitCount === 0) return;
    formElement.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [submitCount]);

  const review = handleSubmit(async (valid) => {
    const input = inputOf(valid, facts);
    if (!input) return;
    const items = listIn(valid)?.report.accepted ?? 1;
    // what stands in the way is said at the right: the eyes and the keyboard are led there
    if (!(await request.begin(input, items, goesOnWithNothing))) consequence.current?.focus();
  });
  const faultCount = isValid ? 0 : Object.keys(formState.errors).length;

  return (
    <FormProvider {...form}>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem] xl:grid-cols-[minmax(0,1fr)_26rem]">
        <form ref={formElement} noValidate onSubmit={(event) => void review(event)} className="min-w-0">
          <Panel
            title={t('decision')}
            titleId="decision"
            footer={
              <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2">
                <p aria-live="polite" className="min-h-6 text-sm text-warning-ink">
                  {submitCount > 0 && faultCount > 0 ? t('faultsTitle', { count: faultCount }) : null}
                </p>
                <Button type="submit" variant="primary" isPending={formState.isSubmitting}>
                  {t('review')}
                </Button>
              </div>
            }
          >
            <div className="grid gap-6">
              {repeat ? (
                <Callout tone="info" icon={RotateCcw} title={t('repeatOf')}>
                  {list ? t('repeatOfFailed', { count: list.report.accepted }) : t('repeatOfWhat')}
                </Callout>
              ) : null}
              {isRestored ? (
                <Callout tone="info" title={t('draftRestored')}>
                  {t('draftRestoredWhat')}
                </Callout>
              ) : null}
              {facts.closedUntil ? (
                <Callout tone="warning" title={t('closedTitle')}>
                  {t('closedWhat', { hours: hoursWords(all, format, facts.closedUntil) })}
                </Callout>
              ) : null}
              <CampaignSection vdns={facts.vdns} />
              <FormSection title={t('criterion')}>
                <CriterionSection facts={facts} />
              </FormSection>
              <FormSection title={t('archive')}>
                <ArchiveSection />
              </FormSection>
              <FormSection title={t('reasonLegend')}>
                <ReasonSection ticketRequired={facts.ticketRequired} />
              </FormSection>
            </div>
          </Panel>
        </form>
        <div ref={consequence} tabIndex={-1} className="min-w-0 outline-none lg:sticky lg:top-24">
          <ConsequencePanel
            values={values}
            criterion={criterion}
            preview={preview.query}
            isOfCriterion={preview.isOfCriterion}
            goesOnWithNothing={goesOnWithNothing}
            onGoOnWithNothing={(goesOn) => setGoesOnFor(goesOn ? decision : undefined)}
            pauseAbove={facts.pauseAbove}
          />
        </div>
      </div>
      {request.review ? (
        <ConfirmDialog
          // another count asks for other digits: the field begins empty again
          key={request.review.preview.leftToCall}
          review={request.review}
          facts={facts}
          isSending={request.isSending}
          problem={request.problem}
          onCancel={request.cancel}
          onConfirm={(typedDigits) => void request.confirm(typedDigits, goesOnWithNothing)}
          onReload={() => {
            keepDraft(values);
            window.location.reload();
          }}
        />
      ) : null}
    </FormProvider>
  );
}

function FormSection({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section className="grid gap-2.5 border-t border-line pt-5">
      <h3 className="text-sm font-semibold text-ink">{title}</h3>
      {children}
    </section>
  );
}
