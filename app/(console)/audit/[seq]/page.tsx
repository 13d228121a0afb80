import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AuditRecord } from '#components/audit/audit-record.tsx';
import { findAuditEvent } from '#lib/audit/find-audit-events.ts';
import { requireGrant } from '#lib/auth/require-grant.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';

interface Props {
  readonly params: Promise<{ readonly seq: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await getTranslator('audit'))('detail.title', { seq: (await params).seq }) };
}

export default async function AuditRecordPage({ params }: Props) {
  const grant = await requireGrant('audit:read');
  const { seq } = await params;
  if (!/^\d{1,15}$/.test(seq)) notFound();
  const record = await findAuditEvent(grant, Number(seq));
  if (!record) notFound();
  return <AuditRecord record={record} maySeeDeletion={grant.has('deletion:read')} />;
}
