export const roles = ['operator', 'approver', 'auditor', 'admin'] as const;
export type Role = (typeof roles)[number];

/**
 * Every right in the product; `deletion:read` covers one's own, `deletion:read_all` other people's too, and
 * `receipt:read` the receipts of all that the member may see, be it as a deletion or in the audit.
 */
export type Permission =
  /** One's own account: sessions, password, second factor. Everybody's. */
  | 'account:use'
  | 'campaign:read'
  | 'deletion:create'
  | 'deletion:read'
  | 'deletion:read_all'
  | 'receipt:read'
  /** Ending a deletion that is one's own, or that has not begun. */
  | 'deletion:cancel'
  | 'approval:read'
  | 'approval:decide'
  | 'audit:read'
  | 'audit:acknowledge'
  | 'member:read'
  | 'member:manage'
  | 'setting:read'
  | 'setting:change'
  /** Stopping all calls, and letting them go on. */
  | 'calls:stop';

/** Which role gives which right. An admin deletes nothing by that role alone. */
export const rolePermissions: Record<Role, readonly Permission[]> = {
  operator: [
    'account:use',
    'campaign:read',
    'deletion:create',
    'deletion:read',
    'deletion:cancel',
    'receipt:read',
  ],
  approver: [
    'account:use',
    'campaign:read',
    'deletion:read',
    'deletion:read_all',
    'deletion:cancel',
    'approval:read',
    'approval:decide',
    'receipt:read',
  ],
  auditor: ['account:use', 'audit:read', 'receipt:read'],
  admin: [
    'account:use',
    'member:read',
    'member:manage',
    'setting:read',
    'setting:change',
    'calls:stop',
    'audit:acknowledge',
  ],
};
