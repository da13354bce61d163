import { afterEach } from 'vitest';
import { screenshotOpenWorkbenches } from './workbench-page.ts';

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await screenshotOpenWorkbenches(`failed-${task.name}`);
});
