import 'server-only';
import { IsalesError } from '../isales/errors.ts';
import type { ReadRefusal } from './campaign-view.ts';

/** Why a read from the vendor failed, in the product's words. @throws whatever is no error of the vendor client */
export function readRefusalOf(error: unknown): ReadRefusal {
  if (!(error instanceof IsalesError)) throw error;
  switch (error.kind) {
    case 'connect':
    case 'timeout':
    case 'reset':
    case 'aborted':
      return 'vendor_unreachable';
    case 'tls':
      return 'vendor_tls';
    case 'unauthorized':
      return 'vendor_unauthorized';
    case 'throttled':
      return 'vendor_throttled';
    case 'result_code':
      return error.facts.resultCode === '0200007' ? 'campaign_unknown' : 'vendor_rejected';
    case 'invalid_request':
      return 'input_invalid';
    case 'http_status':
    case 'redirect':
    case 'not_interface':
    case 'malformed':
    case 'too_large':
      return 'vendor_answer_unusable';
  }
}
