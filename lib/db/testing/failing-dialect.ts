import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type { Engine } from '../client.ts';

/**
 * Which statement fails, counted from 1: before the database hears of it, or after it has carried it out. An
 * answer of PostgreSQL is lost with its connection.
 */
export interface StatementFailure {
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** A dialect whose n-th statement fails once, transaction statements counted too. */
export class FailingDialect implements Dialect {
  readonly #dialect: Dialect;
  readonly #engine: Engine;
  readonly #failure: StatementFailure;
  #count = 0;

  constructor(dialect: Dialect, engine: Engine, failure: StatementFailure) {
    this.#dialect = dialect;
    this.#engine = engine;
    this.#failure = failure;
  }

  /** Whether the statement has come. */
  get hasFailed(): boolean {
    return this.#count >= this.#failure.at;
  }

  createDriver(): Driver {
    return new FailingDriver(this.#dialect.createDriver(), (connection, query) =>
      this.#run(connection, query),
    );
  }

  createAdapter() {
    return this.#dialect.createAdapter();
  }

  createQueryCompiler() {
    return this.#dialect.createQueryCompiler();
  }

  createIntrospector(...args: Parameters<Dialect['createIntrospector']>) {
    return this.#dialect.createIntrospector(...args);
  }

  async #run<R>(connection: DatabaseConnection, query: CompiledQuery): Promise<QueryResult<R>> {
    this.#count += 1;
    if (this.#count !== this.#failure.at) return connection.executeQuery<R>(query);
    // SQLite begins a transaction or does not: there is no way on which that answer could be lost
    const isBegin = this.#engine === 'sqlite' && query.sql.startsWith('begin');
    if (this.#failure.when === 'before' || isBegin) throw new Error('the statement fails as scripted');
    await connection.executeQuery<R>(query);
    if (this.#engine === 'postgres') {
      await connection.executeQuery(CompiledQuery.raw('select pg_terminate_backend(pg_backend_pid())'));
    }
    throw new Error('the answer to the statement is lost as scripted');
  }
}

type Run = <R>(connection: DatabaseConnection, query: CompiledQuery) => Promise<QueryResult<R>>;

class FailingDriver implements Driver {
  readonly #driver: Driver;
  readonly #run: Run;

  constructor(driver: Driver, run: Run) {
    this.#driver = driver;
    this.#run = run;
  }

  init(): Promise<void> {
    return this.#driver.init();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return new FailingConnection(await this.#driver.acquireConnection(), this.#run);
  }

  beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return this.#driver.beginTransaction(connection, settings);
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#driver.commitTransaction(connection);
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#driver.rollbackTransaction(connection);
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    return this.#driver.releaseConnection((connection as FailingConnection).inner);
  }

  destroy(): Promise<void> {
    return this.#driver.destroy();
  }
}

class FailingConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  readonly #run: Run;

  constructor(inner: DatabaseConnection, run: Run) {
    this.inner = inner;
    this.#run = run;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#run<R>(this.inner, query);
  }

  streamQuery<R>(query: CompiledQuery, chunkSize = 1): AsyncIterableIterator<QueryResult<R>> {
    return this.inner.streamQuery<R>(query, chunkSize);
  }
}
