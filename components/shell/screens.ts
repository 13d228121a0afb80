import { type Permission, type Role, rolePermissions, roles } from '#lib/members/roles.ts';

/** The screens of the navigation, in the order in which people see them. */
const screens = [
  { key: 'newDeletion', href: '/deletions/new', permission: 'deletion:create' },
  { key: 'deletions', href: '/deletions', permission: 'deletion:read' },
  { key: 'approvals', href: '/approvals', permission: 'approval:read' },
  { key: 'audit', href: '/audit', permission: 'audit:read' },
  { key: 'members', href: '/members', permission: 'member:read' },
  { key: 'settings', href: '/settings', permission: 'setting:read' },
] as const satisfies readonly { key: string; href: `/${string}`; permission: Permission }[];

export type Screen = (typeof screens)[number];

/** The screens that a member with these permissions may open; the first is where they start. */
export function screensFor(permissions: readonly Permission[]): Screen[] {
  return screens.filter((screen) => permissions.includes(screen.permission));
}

/** The screen that a path belongs to: the one with the longest matching address. */
export function screenAt(pathname: string): Screen | undefined {
  return screens
    .filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0];
}

/** The roles of which any one opens the screen. */
export function rolesFor(screen: Screen): Role[] {
  return roles.filter((role) => rolePermissions[role].includes(screen.permission));
}
