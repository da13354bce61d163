/** Every check of the sources but the types: rules and rooms, what nobody uses, and form. Shows what all of them found. */
import { runNode, tools } from './support/run-node.ts';

const rules = runNode([tools.eslint, '.', '--max-warnings', '0']);
/** Beside the rules, which take as long as both. */
const others = async (): Promise<number> => {
  const unused = await runNode([tools.knip, '--no-progress']);
  const form = await runNode([tools.prettier, '--check', '--log-level', 'warn', '.']);
  return unused + form;
};
const [ruled, other] = await Promise.all([rules, others()]);
process.exit(ruled === 0 && other === 0 ? 0 : 1);
