const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Beyond this a date says more than a count of days. */
const LONGEST_RELATIVE = 7 * DAY;

/** How long ago something was, as a person of `language` says it: "now", "3 min. ago", "yesterday", then the date. */
export function timeAgo(start: string, now: number, language: string): string {
  const then = Date.parse(start);
  const ago = Math.max(0, now - then);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  if (ago < MINUTE) return relative.format(0, 'second');
  if (ago < HOUR) return relative.format(-Math.floor(ago / MINUTE), 'minute');
  const days = calendarDays(then, now);
  if (days === 0) return relative.format(-Math.floor(ago / HOUR), 'hour');
  if (ago < LONGEST_RELATIVE) return relative.format(-days, 'day');
  return new Date(then).toLocaleDateString(language, { dateStyle: 'medium' });
}

/** The time of a run in full. */
export function fullTime(start: string, language: string): string {
  return new Date(start).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** The time of day of a run that was today, else its day too. */
export function shortTime(start: string, now: number, language: string): string {
  const isToday = calendarDays(Date.parse(start), now) === 0;
  const day = isToday ? {} : ({ day: 'numeric', month: 'short' } as const);
  return new Date(start).toLocaleString(language, { ...day, hour: 'numeric', minute: '2-digit', second: '2-digit' });
}

/** Midnights between two times. */
function calendarDays(then: number, now: number): number {
  return Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(then).setHours(0, 0, 0, 0)) / DAY);
}
