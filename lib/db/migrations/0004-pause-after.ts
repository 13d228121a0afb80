import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** After how many numbers a list stops by itself, so that a person can look; null if it does not. */
export const pauseAfter: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('deletion').addColumn('pause_after', 'integer').execute();
  },
};
