const CIVIL = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/**
 * `yyyy-MM-dd HH:mm:ss` as milliseconds on a line without zones (good for differences between two civil times of
 * one zone, not for instants), or `null` if the text is no such time: 30 February, 24:00 and a missing zero are none.
 */
export function parseCivilTime(text: string): number | null {
  const match = CIVIL.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  const ms = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second);
  return formatCivilMs(ms) === text ? ms : null;
}

/** The reverse of `parseCivilTime`. */
export function formatCivilMs(civilMs: number): string {
  const date = new Date(civilMs);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 19).replace('T', ' ');
}

/** Formats instants as `yyyy-MM-dd HH:mm:ss` in `timeZone`; throws a RangeError for an unknown zone. */
export function createCivilClock(timeZone: string): (instant: Date) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  // Formatting costs more than the rest of a small call; within a second the text is the same.
  let lastSecond = Number.NaN;
  let lastText = '';
  return (instant) => {
    const second = Math.floor(instant.getTime() / 1000);
    if (second === lastSecond) return lastText;
    const parts = format.formatToParts(instant);
    const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
    lastText = `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')}`;
    lastSecond = second;
    return lastText;
  };
}
