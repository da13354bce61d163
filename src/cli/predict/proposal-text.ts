import type { Proposal } from '../../contract/predict';
import { shellOf, shellQuote } from '../../contract/shell-quote';
import type { Terminal } from '../terminal';
import { nameOf } from '../binding-text';
import { printDropped } from './summary';

/** The same command plus `--map auto`; the same as it was where it has that already. */
export function commandWithMap(program: string, words: readonly string[], platform: NodeJS.Platform): string {
  const end = words.indexOf('--');
  const flags = accepts(words) ? [] : ['--map', 'auto'];
  const all = end === -1 ? [...words, ...flags] : [...words.slice(0, end), ...flags, ...words.slice(end)];
  return `${program} ${shellQuote(all, shellOf('', platform))}`;
}

function accepts(words: readonly string[]): boolean {
  return words.includes('--map=auto') || words.some((word, index) => word === '--map' && words[index + 1] === 'auto');
}

/** Shows on stderr what `--map auto` would do, and the command that accepts it. */
export function printProposal(terminal: Terminal, proposal: Proposal): void {
  terminal.message('Proposed:');
  terminal.message(`  use ${proposal.columns.map(nameOf).join(', ')}`);
  printDropped(terminal, proposal);
  if (proposal.command !== undefined) terminal.message(`To accept it: ${terminal.style('bold', proposal.command)}`);
}
