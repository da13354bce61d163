import { expect, it } from 'vitest';
import { movedTo } from '../../../../src/extension/pick/moved-to';

const [first, second] = [{ path: 'a.csv' }, { path: 'b.csv' }];

it.each([
  { when: 'nothing is active yet', active: undefined, moved: undefined },
  { when: 'the first entry is active, as in a fresh list', active: first, moved: undefined },
  { when: 'the editor still tells of the list before', active: { path: 'b.csv' }, moved: undefined },
  { when: 'a person has moved to another entry', active: second, moved: second },
])('what a person has moved to when $when', ({ active, moved }) => {
  expect(movedTo([first, second], active)).toBe(moved);
});
