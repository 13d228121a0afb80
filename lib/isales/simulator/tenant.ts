import { CallLog } from './call-log.ts';
import { FaultScript } from './faults.ts';
import { LedgerBook } from './ledger.ts';
import type { World } from './world.ts';

/** All that a reset throws away. A call keeps the tenant it began with, also when a reset comes in between. */
export interface Tenant {
  readonly world: World;
  readonly ledger: LedgerBook;
  readonly faults: FaultScript;
  callLogOf(vdnId: number): CallLog;
}

/** A tenant that has not been called yet. */
export function createTenant(world: World): Tenant {
  const callLogs = new Map<number, CallLog>();
  return {
    world,
    ledger: new LedgerBook(),
    faults: new FaultScript(),
    callLogOf: (vdnId) => {
      const known = callLogs.get(vdnId) ?? new CallLog();
      callLogs.set(vdnId, known);
      return known;
    },
  };
}
