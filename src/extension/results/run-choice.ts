import type { RunChoice } from '../../contract/results-page';

/** What holds once more was chosen. `map` and `mapping` take each other's place; how a run was asked for, that of all. */
export function afterChoice(kept: RunChoice, choice: RunChoice): RunChoice {
  if (choice.settings) return choice;
  const { map, mapping, ...others } = { ...kept, ...choice };
  if (choice.mapping) return { ...others, mapping: choice.mapping };
  if (choice.map) return { ...others, map: choice.map };
  return { ...others, ...(map && { map }), ...(mapping && { mapping }) };
}
