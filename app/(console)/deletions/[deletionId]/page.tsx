import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DeletionDetail } from '#components/deletions/deletion-detail.tsx';
import { requireGrant } from '#lib/auth/require-grant.ts';
import { findDeletion } from '#lib/deletions/find-deletion.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import {
  cancelDeletionAction,
  decideUnknownAction,
  pauseDeletionAction,
  repeatFailedAction,
  resumeDeletionAction,
} from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('deletions'))('facts.title') };
}

export default async function DeletionPage({
  params,
  searchParams,
}: {
  readonly params: Promise<{ readonly deletionId: string }>;
  readonly searchParams: Promise<{ readonly existing?: string | string[] }>;
}) {
  const grant = await requireGrant('deletion:read');
  const deletion = await findDeletion(grant, (await params).deletionId);
  if (!deletion) notFound();
  return (
    <DeletionDetail
      key={deletion.id}
      initial={deletion}
      wasThereBefore={(await searchParams).existing !== undefined}
      mayRepeat={grant.memberId === deletion.requester.id && grant.has('deletion:create')}
      pauseAction={pauseDeletionAction}
      resumeAction={resumeDeletionAction}
      cancelAction={cancelDeletionAction}
      decideAction={decideUnknownAction}
      repeatFailedAction={repeatFailedAction}
    />
  );
}
