import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { NumberRow } from './call-list.ts';
import { createCivilClock } from './civil-time.ts';
import { CONTROL_PREFIX, handleControl } from './control-api.ts';
import type { FaultInput } from './faults.ts';
import { handleCall, type Vendor } from './handle-call.ts';
import type { Ledger } from './ledger.ts';
import { createPracticeWorld } from './practice-data.ts';
import { createRandom } from './random.ts';
import { drawSessionId } from './session-id.ts';
import { createTenant } from './tenant.ts';
import { type Campaign, type CampaignFacts, World } from './world.ts';

export type WorldKind = 'practice' | 'empty';

export interface SimulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly accessKey: string;
  readonly secretKey: string;
  /** The tenant's zone, in which the interface speaks of times. Default `Asia/Shanghai`. */
  readonly timeZone?: string;
  /** What the tenant holds at the start and after a reset. Default `practice`. */
  readonly world?: WorldKind;
  readonly seed?: number;
  /** The vendor's clock: signatures, `Date` headers and call log follow it; latencies and the ledger do not. */
  readonly now?: () => Date;
  /** PEM texts; versions and ciphers for tests of what a client must not accept. */
  readonly tls?: { readonly key: string; readonly cert: string } & Pick<
    https.ServerOptions,
    'minVersion' | 'maxVersion' | 'ciphers'
  >;
}

/** A row as a test writes it: not called, of no batch, never recycled, with a session ID of its own. */
export type NumberInput = Pick<NumberRow, 'called'> & Partial<NumberRow>;

export interface ResetOptions {
  readonly world?: WorldKind | undefined;
  readonly seed?: number | undefined;
}

export interface Simulator {
  /** `http(s)://127.0.0.1:port`, without a slash at the end. */
  readonly url: string;
  /** The present one: a reset makes another. */
  readonly world: World;
  ledger(filter?: { campaignId?: string; afterId?: number }): Ledger;
  /** Replaces the script. Throws a ZodError, and keeps the old script, for a list that is none. */
  setFaults(faults: readonly FaultInput[]): void;
  /** Replaces a campaign of that ID. */
  addCampaign(facts: CampaignFacts, numbers?: Iterable<NumberInput>): Campaign;
  /** World, ledger, faults and call log as at the start, unless another world or seed is given here. */
  reset(options?: ResetOptions): void;
  /** Cuts every connection; what is in flight is not applied any more. */
  close(): Promise<void>;
}

/**
 * Starts a server on 127.0.0.1 that behaves like CC-iSales, with a ledger of what it did and scripted faults.
 * Rejects if the port is taken; throws a RangeError for an unknown time zone.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const now = options.now ?? (() => new Date());
  const civilTime = createCivilClock(options.timeZone ?? 'Asia/Shanghai');
  const stop = new AbortController();
  const vendor: Vendor = {
    accessKey: options.accessKey,
    secretKey: options.secretKey,
    now,
    civilTime,
    stopped: stop.signal,
  };
  const makeTenant = (wanted: ResetOptions) => {
    if ((wanted.world ?? options.world) === 'empty') return createTenant(new World());
    const seed = wanted.seed ?? options.seed ?? 1;
    return createTenant(createPracticeWorld({ seed, today: civilTime(now()).slice(0, 10) }));
  };
  let tenant = makeTenant({});

  const handling = new Set<Promise<void>>();
  const onRequest = (request: http.IncomingMessage, response: http.ServerResponse) => {
    const handled = (
      request.url?.startsWith(CONTROL_PREFIX)
        ? handleControl(simulator, tenant, request, response)
        : handleCall(vendor, tenant, request, response)
    )
      .catch((error: unknown) => failLoudly(response, error))
      .finally(() => handling.delete(handled));
    handling.add(handled);
  };
  // Longer than any client keeps a connection: an idle one closed from here would look like a fault.
  const serverOptions = { keepAliveTimeout: 120_000 };
  const server =
    options.tls === undefined
      ? http.createServer(serverOptions, onRequest)
      : https.createServer({ ...serverOptions, ...options.tls }, onRequest);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const scheme = options.tls === undefined ? 'http' : 'https';

  const simulator: Simulator = {
    url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get world() {
      return tenant.world;
    },
    ledger: (filter) => tenant.ledger.snapshot(filter),
    setFaults: (faults) => tenant.faults.replace(faults),
    addCampaign: (facts, numbers = []) => {
      const campaign = tenant.world.add(facts);
      campaign.replaceNumbers(wholeRows(facts.id, numbers));
      return campaign;
    },
    reset: (wanted = {}) => {
      tenant = makeTenant(wanted);
    },
    close: async () => {
      stop.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await Promise.allSettled(handling);
    },
  };
  return simulator;
}

function* wholeRows(campaignId: string, numbers: Iterable<NumberInput>): Generator<NumberRow> {
  const random = createRandom(Number(campaignId));
  for (const { called, sessionId, customField = '', recycleTime = null, state = 'not_called' } of numbers) {
    yield { called, sessionId: sessionId ?? drawSessionId(random), customField, recycleTime, state };
  }
}

// A defect of the simulator must not look like a fault of the vendor.
function failLoudly(response: http.ServerResponse, error: unknown): void {
  const text = `the simulator failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  process.stderr.write(`${text}\n`);
  if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=UTF-8' });
  response.end(text);
}
