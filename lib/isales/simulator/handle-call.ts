import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { refuseSignature } from './authorization.ts';
import type { CallFaults, DecidingFault } from './faults.ts';
import {
  type Answer,
  hasClientLeft,
  holdUntilClientLeaves,
  resetConnection,
  resetMidAnswer,
  sendAnswer,
  sendEndlessHeaders,
  sendGzipBomb,
  sendHugeAnswer,
  sendSlowly,
} from './faulty-answers.ts';
import { type DeleteEntry, ledgerTime } from './ledger.ts';
import { Refused } from './refused.ts';
import { readRequestBody } from './request-body.ts';
import { findRoute, type RoutedCall } from './routes.ts';
import type { Tenant } from './tenant.ts';
import { type Locale, readLocale, resultDesc } from './texts.ts';

const MAX_BODY_BYTES = 1024 * 1024;
const SUCCESS = '0200000';

/** The side of the vendor that outlives a reset. */
export interface Vendor {
  readonly accessKey: string;
  readonly secretKey: string;
  now(): Date;
  /** An instant as `yyyy-MM-dd HH:mm:ss` in the tenant's zone. */
  civilTime(instant: Date): string;
  /** Aborted when the server closes: a vendor that is shut down applies nothing any more. */
  readonly stopped: AbortSignal;
}

interface Call {
  readonly vendor: Vendor;
  readonly tenant: Tenant;
  readonly response: ServerResponse;
  readonly route: RoutedCall;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly bodyText: string;
  readonly locale: Locale;
  readonly operTime: string;
  readonly faults: CallFaults;
  /** Deletes only. */
  readonly entry: DeleteEntry | null;
}

/** One request to the interface, from its body to its answer. */
export async function handleCall(
  vendor: Vendor,
  tenant: Tenant,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const bodyText = await readRequestBody(request, MAX_BODY_BYTES);
  const date = vendor.now().toUTCString();
  if (bodyText === null) {
    sendAnswer(response, htmlAnswer(413, 'Request Entity Too Large', { date, connection: 'close' }));
    return;
  }
  const method = request.method ?? '';
  const [path = '', search = ''] = (request.url ?? '').split('?', 2);
  const query = new URLSearchParams(search);
  const route = findRoute(method, path, query);
  if (route === null || route === 405) {
    const [status, title] =
      route === null ? ([404, 'Not Found'] as const) : ([405, 'Method Not Allowed'] as const);
    sendAnswer(response, htmlAnswer(status, title, { date }));
    return;
  }
  const refusal = refuseSignature({ request, path, query, bodyText }, vendor, vendor.now());
  if (refusal !== null) {
    tenant.ledger.countUnauthorized();
    // The Date header is all a caller has to tell a wrong clock from a wrong key.
    sendAnswer(response, {
      status: 401,
      headers: { date, 'content-type': 'text/plain; charset=UTF-8' },
      body: refusal,
    });
    return;
  }

  const { kind, vdnIdText: vdnId, campaignIdText: campaignId } = route;
  tenant.ledger.countCall(kind);
  const { locale } = request.headers;
  const call: Call = {
    vendor,
    tenant,
    response,
    route,
    method,
    path,
    query,
    bodyText,
    locale: readLocale(typeof locale === 'string' ? locale : undefined),
    operTime: vendor.civilTime(vendor.now()),
    faults: tenant.faults.take(kind, campaignId),
    entry: kind === 'delete' ? tenant.ledger.receiveDelete({ vdnId, campaignId, body: bodyText }) : null,
  };
  try {
    if (call.faults.latencyMs > 0) await delay(call.faults.latencyMs, undefined, { signal: vendor.stopped });
    await answerCall(call);
  } catch (error) {
    if (!vendor.stopped.aborted) throw error;
  } finally {
    if (call.entry !== null) tenant.ledger.finish(call.entry);
  }
}

function answerCall(call: Call): Promise<void> | void {
  const { deciding } = call.faults;
  if (deciding === null) return answer(call, jsonAnswer(call, decide(call)));
  if (call.entry !== null) call.entry.fault = deciding.kind;
  return answerWithFault(call, deciding);
}

async function answerWithFault(call: Call, fault: DecidingFault): Promise<void> {
  const { response, entry } = call;
  switch (fault.kind) {
    case 'lost_answer_before_apply':
      return holdUntilClientLeaves(response);
    case 'lost_answer_after_apply':
      decide(call);
      return holdUntilClientLeaves(response);
    case 'reset_before_apply':
      return resetConnection(response);
    case 'reset_after_apply':
      decide(call);
      return resetConnection(response);
    case 'reset_mid_answer':
      return resetMidAnswer(response, jsonAnswer(call, decide(call)));
    case 'status': {
      if (fault.applyFirst) decide(call);
      return answer(call, gatewayAnswer(call, fault));
    }
    case 'slow_answer': {
      const slow = jsonAnswer(call, decide(call));
      await sendSlowly(response, slow, fault.intervalMs, () => {
        if (entry === null) return;
        entry.answeredAt = ledgerTime();
        call.tenant.ledger.finish(entry);
      });
      return;
    }
    case 'malformed':
      return answerMalformed(call, fault);
    case 'result_code': {
      const fields = fault.code === SUCCESS && entry !== null ? { successCount: 0 } : {};
      const desc = fault.desc ?? resultDesc(fault.code, call.locale);
      record(call, fault.code, desc);
      return answer(call, jsonAnswer(call, { ...pairs(fault.code, desc), ...fields }));
    }
    case 'redirect':
      return answer(call, htmlAnswer(fault.status, 'Moved', { ...dateOf(call), location: fault.location }));
    case 'success_count': {
      const decided = decide(call);
      return answer(
        call,
        jsonAnswer(call, 'successCount' in decided ? { ...decided, successCount: fault.value } : decided),
      );
    }
  }
}

/** Lets the vendor come to its decision: the body of the answer, with the ledger and the call log written. */
function decide(call: Call): Record<string, unknown> {
  const { route, entry, tenant } = call;
  try {
    const answered = route.endpoint({
      world: tenant.world,
      vdnIdText: route.vdnIdText,
      campaignIdText: route.campaignIdText,
      query: call.query,
      bodyText: call.bodyText,
      isAloneInCampaign: entry === null || entry.simultaneous === 1,
      countDrift: call.faults.countDrift,
      callLogOf: tenant.callLogOf,
    });
    if (entry !== null && answered.deleted !== undefined) {
      entry.appliedAt = ledgerTime();
      entry.successCount = answered.deleted.successCount;
      entry.isCatastrophe = answered.deleted.isCatastrophe;
    }
    const desc = resultDesc(SUCCESS, call.locale);
    record(call, SUCCESS, desc);
    return answered.isBare ? answered.fields : { ...pairs(SUCCESS, desc), ...answered.fields };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const desc = resultDesc(error.code, call.locale, error.detail);
    record(call, error.code, desc);
    return pairs(error.code, desc);
  }
}

function record(call: Call, resultCode: string, desc: string): void {
  const { entry, faults, tenant, route } = call;
  if (entry === null) return;
  entry.resultCode = resultCode;
  entry.httpStatus = 200;
  const vdnId = Number(route.vdnIdText);
  if (faults.isHiddenInCallLog || !Number.isInteger(vdnId)) return;
  tenant.callLogOf(vdnId).append(
    {
      operTime: call.operTime,
      url: call.path,
      request: call.bodyText,
      resultCode,
      resultDesc: desc,
      httpStatus: 200,
      type: call.method,
    },
    performance.now() + faults.callLogDelayMs,
  );
}

async function answerMalformed(call: Call, fault: DecidingFault & { kind: 'malformed' }): Promise<void> {
  const { response, entry } = call;
  // Without an apply the answer still claims one: that is the worse lie.
  const body = fault.applyFirst
    ? decide(call)
    : { ...pairs(SUCCESS, resultDesc(SUCCESS, call.locale)), ...(entry === null ? {} : { successCount: 1 }) };
  const whole = jsonAnswer(call, body);
  switch (fault.variant) {
    case 'not_json':
      return answer(call, { ...whole, body: String(whole.body).slice(0, -2) });
    case 'empty':
      return answer(call, { ...whole, body: '' });
    case 'bom':
      return answer(call, { ...whole, body: `\uFEFF${whole.body}` });
    case 'success_count_missing': {
      const { successCount: _, ...rest } = body;
      return answer(call, jsonAnswer(call, rest));
    }
    case 'success_count_text':
      return answer(call, jsonAnswer(call, { ...body, successCount: String(body.successCount ?? 0) }));
    case 'success_count_negative':
      return answer(call, jsonAnswer(call, { ...body, successCount: -1 }));
    case 'codes_differ':
      return answer(
        call,
        jsonAnswer(call, { ...body, returnCode: body.resultCode === SUCCESS ? '0200006' : SUCCESS }),
      );
    case 'huge':
    case 'gzip_bomb':
    case 'endless_headers':
      // A client that cuts the answer off goes on at once: the vendor was through before the first byte.
      if (entry !== null) call.tenant.ledger.finish(entry);
      if (fault.variant === 'huge') return sendHugeAnswer(response, whole, fault.bytes);
      if (fault.variant === 'gzip_bomb') return sendGzipBomb(response, whole, fault.bytes);
      return sendEndlessHeaders(response);
  }
}

function answer(call: Call, whole: Answer): void {
  const { entry, response } = call;
  if (entry !== null && !hasClientLeft(response)) {
    entry.httpStatus = whole.status;
    entry.answeredAt = ledgerTime();
  }
  sendAnswer(response, whole);
}

function pairs(code: string, desc: string): Record<string, unknown> {
  return { resultCode: code, resultDesc: desc, returnCode: code, returnDesc: desc };
}

function jsonAnswer(call: Call, body: Record<string, unknown>): Answer {
  return {
    status: 200,
    headers: { ...dateOf(call), 'content-type': 'application/json; charset=UTF-8' },
    body: JSON.stringify(body),
  };
}

function gatewayAnswer(call: Call, fault: DecidingFault & { kind: 'status' }): Answer {
  const headers = {
    ...dateOf(call),
    ...(fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }),
  };
  if (fault.contentType === 'html') return htmlAnswer(fault.status, 'Gateway', headers);
  return {
    status: fault.status,
    headers: { ...headers, 'content-type': 'application/json; charset=UTF-8' },
    body: JSON.stringify({ error_code: `GW.${fault.status}`, error_msg: 'The request was not served.' }),
  };
}

function htmlAnswer(status: number, title: string, headers: Readonly<Record<string, string>>): Answer {
  return {
    status,
    headers: { ...headers, 'content-type': 'text/html; charset=UTF-8' },
    body: `<html><head><title>${status} ${title}</title></head><body><h1>${status} ${title}</h1></body></html>`,
  };
}

function dateOf(call: Call): { date: string } {
  return { date: call.vendor.now().toUTCString() };
}
