/** Every check of the sources but the types: rules and rooms, what nobody uses, and form. Shows what all of them found. */
import { runNode, tools } from './support/run-node.ts';

const checks = [
  [tools.eslint, '.', '--max-warnings', '0'],
  [tools.knip, '--no-progress'],
  [tools.prettier, '--check', '--log-level', 'warn', '.'],
];

const codes: number[] = [];
for (const check of checks) codes.push(await runNode(check));
process.exit(codes.every((code) => code === 0) ? 0 : 1);
