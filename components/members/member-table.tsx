'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'use-intl';
import { Badge } from '#components/ui/badge.tsx';
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from '#components/ui/table.tsx';
import { type Role, rolePermissions } from '#lib/members/roles.ts';
import { MemberStatus } from './member-status.tsx';
import { useScopeWords, type Vdn } from './scope-words.ts';

/** A member as this table shows them. */
export interface ListedMember {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** `12` for a VDN, `12/146` for one campaign of it. */
  readonly scope: readonly string[];
  readonly status: 'active' | 'disabled';
  /** ms UTC */
  readonly lastSeenAt: number | null;
}

/** All members with what they may do and where. */
export function MemberTable({
  members,
  vdns,
}: {
  readonly members: readonly ListedMember[];
  readonly vdns: readonly Vdn[];
}) {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <Table caption={t('members.title')}>
      <TableHead>
        <HeaderCell>{t('members.name')}</HeaderCell>
        <HeaderCell>{t('members.username')}</HeaderCell>
        <HeaderCell>{t('members.roles')}</HeaderCell>
        <HeaderCell>{t('members.scope')}</HeaderCell>
        <HeaderCell>{t('members.status')}</HeaderCell>
        <HeaderCell>{t('members.lastSeen')}</HeaderCell>
      </TableHead>
      <TableBody>
        {members.map((member) => (
          <TableRow key={member.id}>
            <th
              scope="row"
              className="px-3 py-2.5 text-left align-top font-medium whitespace-nowrap text-ink first:pl-4 sm:first:pl-5"
            >
              <Link
                href={`/members/${member.id}`}
                prefetch={false}
                className="rounded-sm text-accent-ink underline-offset-4 hover:underline"
              >
                {member.name}
              </Link>
            </th>
            <Cell className="font-mono text-sm whitespace-nowrap">{member.username}</Cell>
            <Cell>
              <span className="flex flex-wrap gap-1">
                {member.roles.map((role) => (
                  <Badge key={role}>{t(`domain.role.${role}`)}</Badge>
                ))}
              </span>
            </Cell>
            <Cell>
              <Scope member={member} vdns={vdns} />
            </Cell>
            <Cell>
              <MemberStatus status={member.status} />
            </Cell>
            <Cell className="whitespace-nowrap">
              {member.lastSeenAt === null ? (
                <span className="text-ink-muted">{t('members.never')}</span>
              ) : (
                <time dateTime={new Date(member.lastSeenAt).toISOString()}>
                  {format.dateTime(member.lastSeenAt, {
                    dateStyle: 'medium',
                    timeStyle: 'short',
                    hourCycle: 'h23',
                  })}
                </time>
              )}
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Scope({ member, vdns }: { readonly member: ListedMember; readonly vdns: readonly Vdn[] }) {
  const t = useTranslations('members');
  const words = useScopeWords(vdns);
  if (member.scope.length === 0) {
    // only who reads campaigns needs a scope
    const needsScope = member.roles.some((role) => rolePermissions[role].includes('campaign:read'));
    return <span className="text-ink-muted">{needsScope ? t('noScope') : t('needlessScope')}</span>;
  }
  return (
    <ul>
      {member.scope.map((entry) => (
        <li key={entry} className="whitespace-nowrap">
          {words(entry)}
        </li>
      ))}
    </ul>
  );
}
