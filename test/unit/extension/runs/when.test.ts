import { describe, expect, it } from 'vitest';
import { shortTime, timeAgo } from '../../../../src/extension/runs/when';

/** Times without a zone are those of this machine, whose midnights count. */
const at = (local: string): string => new Date(local).toISOString();
const NOW = Date.parse(at('2026-11-23T15:30:00'));

describe('how long ago a run was', () => {
  it.each([
    ['2026-11-23T15:29:58', 'now'],
    ['2026-11-23T15:29:01', 'now'],
    ['2026-11-23T15:31:00', 'now'],
    ['2026-11-23T15:29:00', '1 min. ago'],
    ['2026-11-23T14:31:00', '59 min. ago'],
    ['2026-11-23T14:30:00', '1 hr. ago'],
    ['2026-11-23T00:10:00', '15 hr. ago'],
    ['2026-11-22T23:50:00', 'yesterday'],
    ['2026-11-22T00:10:00', 'yesterday'],
    ['2026-11-20T12:00:00', '3 days ago'],
    ['2026-11-16T16:00:00', '7 days ago'],
    ['2026-11-16T15:00:00', 'Nov 16, 2026'],
    ['2025-01-02T12:00:00', 'Jan 2, 2025'],
  ])('%s is %s', (start, text) => {
    expect(timeAgo(at(start), NOW, 'en')).toBe(text);
  });

  it('is said in the language of the window', () => {
    expect(timeAgo(at('2026-11-22T12:00:00'), NOW, 'de')).toBe('gestern');
    expect(timeAgo(at('2026-11-23T15:27:00'), NOW, 'fr')).toMatch(/^il y a 3\smin$/);
  });
});

describe('the time of a run in short', () => {
  it.each([
    ['2026-11-23T09:05:07', '9:05:07 AM'],
    ['2026-11-22T23:50:00', 'Nov 22, 11:50:00 PM'],
  ])('%s is %s', (start, text) => {
    expect(shortTime(at(start), NOW, 'en').replaceAll(/\s/g, ' ')).toBe(text);
  });
});
