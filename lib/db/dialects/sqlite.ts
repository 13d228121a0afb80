import 'server-only';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type QueryResult,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import { monotonicMs } from '../../clock.ts';

/** A lock of another process is awaited this long before a statement fails, ms. */
const busyForMs = 5_000;
const busyPauseMs = 3;
/** SQLITE_BUSY, in the low byte of the extended result code. */
const sqliteBusy = 5;
const cachedStatements = 200;

type SqliteValue = string | number | bigint | null | Uint8Array;

/** `node:sqlite` in the shape that Kysely's SQLite driver expects, with prepared statements kept. */
function openDatabase(path: string) {
  const database = new DatabaseSync(path);
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
  const statements = new Map<string, SqliteStatement>();

  function adapt(statement: StatementSync): SqliteStatement {
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => statement.all(...(parameters as SqliteValue[])),
      run: (parameters) => statement.run(...(parameters as SqliteValue[])),
      iterate: (parameters) => statement.iterate(...(parameters as SqliteValue[])),
    };
  }

  return {
    prepare(sql: string): SqliteStatement {
      let statement = statements.get(sql);
      if (!statement) {
        statement = adapt(database.prepare(sql));
        if (statements.size >= cachedStatements) statements.clear();
        statements.set(sql, statement);
      }
      return statement;
    },
    close: () => database.close(),
    get isInTransaction() {
      return database.isTransaction;
    },
  };
}

function isBusy(error: unknown): boolean {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === 'number' && (code & 0xff) === sqliteBusy;
}

/**
 * Waits for a lock between two tries, not inside SQLite: its own busy handler would stop the whole process,
 * also the one who holds the lock. An immediate transaction has every lock it needs and is never busy.
 */
class PatientConnection implements DatabaseConnection {
  readonly #connection: DatabaseConnection;

  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const until = monotonicMs() + busyForMs;
    for (;;) {
      try {
        return await this.#connection.executeQuery<R>(query);
      } catch (error) {
        if (!isBusy(error) || monotonicMs() > until) throw error;
        await setTimeout(busyPauseMs);
      }
    }
  }

  streamQuery<R>(query: CompiledQuery, chunkSize = 1): AsyncIterableIterator<QueryResult<R>> {
    return this.#connection.streamQuery<R>(query, chunkSize);
  }
}

/** Write transactions begin immediate: two processes then wait for each other instead of failing halfway. */
class ImmediateSqliteDriver extends SqliteDriver {
  readonly #isInTransaction: () => boolean;
  #patient: PatientConnection | undefined;

  constructor(config: SqliteDialectConfig, isInTransaction: () => boolean) {
    super(config);
    this.#isInTransaction = isInTransaction;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#patient ??= new PatientConnection(await super.acquireConnection());
    return this.#patient;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** On a full disk SQLite has rolled back by itself: a second time would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#isInTransaction()) await super.rollbackTransaction(connection);
  }
}

class TransactionalDdlAdapter extends SqliteAdapter {
  /** SQLite can; with it a migration runs in one immediate transaction, which keeps a second process out. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** SQLite as Node brings it: WAL, every commit synced to the disk. `path` is a file. */
export function sqliteDialect(path: string): Dialect {
  let opened: ReturnType<typeof openDatabase> | undefined;
  const config = {
    database: async () => {
      opened = openDatabase(path);
      return opened;
    },
  };
  const base = new SqliteDialect(config);
  return {
    createAdapter: () => new TransactionalDdlAdapter(),
    createDriver: () => new ImmediateSqliteDriver(config, () => opened?.isInTransaction === true),
    createIntrospector: (db) => base.createIntrospector(db),
    createQueryCompiler: () => base.createQueryCompiler(),
  };
}

/** Statements that let no one change the audit, in SQLite's words. */
export const sqliteAppendOnly = [
  `create trigger audit_event_no_update before update on audit_event
   begin select raise(abort, 'audit_event is append-only'); end`,
  `create trigger audit_event_no_delete before delete on audit_event
   begin select raise(abort, 'audit_event is append-only'); end`,
];

/** The same for its checkpoints; and no record takes the place of another: `insert or replace` fires no delete trigger. */
export const sqliteAppendOnlyMore = [
  `create trigger audit_event_no_replace before insert on audit_event
   when exists (select 1 from audit_event where seq = new.seq)
   begin select raise(abort, 'audit_event is append-only'); end`,
  `create trigger audit_checkpoint_no_update before update on audit_checkpoint
   begin select raise(abort, 'audit_checkpoint is append-only'); end`,
  `create trigger audit_checkpoint_no_delete before delete on audit_checkpoint
   begin select raise(abort, 'audit_checkpoint is append-only'); end`,
  `create trigger audit_checkpoint_no_replace before insert on audit_checkpoint
   when exists (select 1 from audit_checkpoint where n = new.n)
   begin select raise(abort, 'audit_checkpoint is append-only'); end`,
];

/** 183 days ago by SQLite's own clock, ms: no record that is younger can be removed. */
const youngestRemovable = '((unixepoch() - 183 * 86400) * 1000)';

/** Records that a cut has given up may go, in SQLite's words; and a cut is what it has to be. */
export const sqliteRetention = [
  `create trigger audit_cut_is_due before insert on audit_cut
   when exists (select 1 from audit_cut where seq >= new.seq)
     or not exists (
       select 1 from audit_checkpoint
       join audit_event on audit_event.seq = audit_checkpoint.seq and audit_event.hash = audit_checkpoint.hash
       where n = new.checkpoint_n and audit_event.seq = new.seq and audit_event.hash = new.hash
         and audit_checkpoint.at < ${youngestRemovable})
     or not exists (
       select 1 from audit_event where seq = new.event_seq and type = 'audit.cut'
         and data ->> '$.seq' = new.seq and data ->> '$.hash' = new.hash)
   begin select raise(abort, 'audit_cut: the cut is not due'); end`,
  `create trigger audit_cut_no_update before update on audit_cut
   begin select raise(abort, 'audit_cut is append-only'); end`,
  `create trigger audit_cut_no_delete before delete on audit_cut
   begin select raise(abort, 'audit_cut is append-only'); end`,
  'drop trigger audit_event_no_delete',
  `create trigger audit_event_no_delete before delete on audit_event
   when old.at >= ${youngestRemovable} or not exists (select 1 from audit_cut where seq >= old.seq)
   begin select raise(abort, 'audit_event is append-only'); end`,
  // what a record was searched by goes with it, and no sooner
  'drop trigger audit_facet_no_delete',
  `create trigger audit_facet_no_delete before delete on audit_facet
   when exists (select 1 from audit_event where seq = old.seq)
   begin select raise(abort, 'audit_facet is append-only'); end`,
  `create trigger audit_event_forget_facets after delete on audit_event
   begin delete from audit_facet where seq = old.seq; end`,
];
