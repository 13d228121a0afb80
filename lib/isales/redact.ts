/**
 * Text from outside without what we sent: each of `values` and every long run of digits is replaced. The
 * vendor's texts and a gateway's error pages repeat parameters.
 */
export function redact(text: string, values: readonly string[]): string {
  let redacted = text;
  for (const value of values) {
    if (value.length >= 3) redacted = redacted.replaceAll(value, '***');
  }
  return redacted.replace(/\d{9,}/g, '***');
}
