import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { parseCivilTime } from './civil-time.ts';
import { type FaultInput, fault } from './faults.ts';
import { sendAnswer } from './faulty-answers.ts';
import { readRequestBody } from './request-body.ts';
import type { Simulator } from './start-simulator.ts';
import type { Tenant } from './tenant.ts';

/** No path of the vendor begins like this. */
export const CONTROL_PREFIX = '/__simulator/';

// A campaign of the vendor's most, 200,000 numbers, with every field set.
const MAX_BODY_BYTES = 64 * 1024 * 1024;

const civilTime = z.string().refine((text) => parseCivilTime(text) !== null, 'not yyyy-MM-dd HH:mm:ss');
const campaignStatus = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

const resetInput = z.strictObject({
  world: z.enum(['practice', 'empty']).optional(),
  seed: z.number().int().optional(),
});

const statusInput = z.strictObject({ status: campaignStatus });

const campaignInput = z.strictObject({
  id: z.string().regex(/^\d{1,19}$/),
  vdnId: z.number().int().min(1).max(9999),
  name: z.string().min(1),
  description: z.string().exactOptional(),
  status: campaignStatus,
  strBeginTime: civilTime.exactOptional(),
  strEndTime: civilTime.exactOptional(),
  deviceType: z.number().int().exactOptional(),
  callerNo: z.string().exactOptional(),
  numbers: z
    .array(
      z.strictObject({
        called: z.string().min(1),
        sessionId: z.string().min(1).exactOptional(),
        customField: z.string().exactOptional(),
        recycleTime: civilTime.nullable().exactOptional(),
        state: z.enum(['not_called', 'in_call', 'completed']).exactOptional(),
      }),
    )
    .default([]),
});

interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
}

const NOT_FOUND: ControlAnswer = { status: 404, body: { error: 'not found' } };

/** The unsigned side of the simulator, for tests and demonstrations; `README.md` lists its calls. */
export async function handleControl(
  simulator: Simulator,
  tenant: Tenant,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const bodyText = await readRequestBody(request, MAX_BODY_BYTES);
  const { status, body } =
    bodyText === null
      ? { status: 413, body: { error: 'body too large' } }
      : answerControl(simulator, tenant, request, bodyText);
  sendAnswer(response, {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    body: JSON.stringify(body),
  });
}

function answerControl(
  simulator: Simulator,
  tenant: Tenant,
  request: IncomingMessage,
  bodyText: string,
): ControlAnswer {
  const url = new URL(request.url ?? '', 'http://127.0.0.1');
  const [resource, id, part, ...rest] = url.pathname.slice(CONTROL_PREFIX.length).split('/');
  if (rest.length > 0) return NOT_FOUND;
  try {
    switch (`${request.method} ${[resource, id && '{id}', part].filter(Boolean).join('/')}`) {
      case 'GET ledger':
        return ok(simulator.ledger(ledgerFilter(url.searchParams)));
      case 'GET faults':
        return ok(tenant.faults.list());
      case 'PUT faults':
        simulator.setFaults(z.array(fault).parse(JSON.parse(bodyText)) as FaultInput[]);
        return ok(tenant.faults.list());
      case 'POST reset':
        simulator.reset(bodyText.trim() === '' ? {} : resetInput.parse(JSON.parse(bodyText)));
        return ok({ campaigns: simulator.world.all().length });
      case 'POST campaigns': {
        const { numbers, ...facts } = campaignInput.parse(JSON.parse(bodyText));
        simulator.addCampaign(facts, numbers);
        return { status: 201, body: { id: facts.id, numbers: numbers.length } };
      }
      case 'PUT campaigns/{id}/status': {
        const campaign = tenant.world.find(id ?? '');
        if (campaign === undefined) return NOT_FOUND;
        campaign.status = statusInput.parse(JSON.parse(bodyText)).status;
        return ok({ id: campaign.id, status: campaign.status });
      }
      case 'GET campaigns/{id}/numbers':
        return numbersOf(tenant, id ?? '', url.searchParams.get('called') ?? '');
      default:
        return NOT_FOUND;
    }
  } catch (error) {
    if (error instanceof z.ZodError) return { status: 400, body: { issues: error.issues } };
    if (error instanceof SyntaxError) return { status: 400, body: { issues: [{ message: 'not JSON' }] } };
    throw error;
  }
}

function numbersOf(tenant: Tenant, campaignId: string, called: string): ControlAnswer {
  const campaign = tenant.world.find(campaignId);
  if (campaign === undefined) return NOT_FOUND;
  const { callList } = campaign;
  const { notCalled, inCall, completed } = callList.tally();
  return ok({
    rows: callList.withCalled(called),
    historyRows: callList.history().filter((row) => row.called === called),
    total: notCalled + inCall + completed,
    notCalled,
    inCall,
    completed,
    history: callList.history().length,
  });
}

function ledgerFilter(query: URLSearchParams): { campaignId?: string; afterId?: number } {
  const campaignId = query.get('campaignId');
  const afterId = query.get('afterId');
  return {
    ...(campaignId === null ? {} : { campaignId }),
    ...(afterId === null ? {} : { afterId: z.coerce.number().int().min(0).parse(afterId) }),
  };
}

function ok(body: unknown): ControlAnswer {
  return { status: 200, body };
}
