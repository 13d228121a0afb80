import type { Words } from '../words.ts';
import type { members as zh } from '../zh-CN/members.ts';

export const members = {
  title: 'Members',
  description:
    'Who uses this console, what they may do and to which campaigns. A change acts on their next request.',
  count: '{count, plural, one {# member} other {# members}}',
  name: 'Name',
  username: 'User name',
  roles: 'Roles',
  scope: 'Scope',
  status: 'Status',
  lastSeen: 'Last seen',
  oneCampaign: '{vdn} · campaign {campaignId}',
  unknownVdn: 'VDN {id} (not configured)',
  vdnNamed: '{name} ({id})',
  noScope: 'None',
  needlessScope: 'Not needed',
  active: 'Active',
  disabled: 'Disabled',
  never: 'Never signed in',
  howTitle: 'Adding or changing members',
  howWhat:
    'For now this is done on the server command line, and every change is audited. This command, run in the installation folder, shows all uses:',
} as const satisfies Words<typeof zh>;
