import {
  leftOutByThemselves,
  metricsAgainstTarget,
  probabilityPerClass,
  pythonAnswersLeftOut,
  rightWithSettings,
  type Musts,
} from '../must-checks';

/** Lines that several cases share. */
export const SHARED_MUSTS: Musts = {
  "show ZipMap's maps as one probability per class, in a fixed class order": probabilityPerClass,
  'leave target, index and ids out without being told, and say which column was taken for what': leftOutByThemselves,
  "take `y_pred` and `proba_*` for Python's answers, neither for features nor for the target": pythonAnswersLeftOut,
  'metrics of both against the target': metricsAgainstTarget,
  'say that the export agrees: no flips, largest difference about 1e-7': 'comparison',
  'say that the export is wrong, not merely rounded: nearly every row is far out of tolerance': 'comparison',
  'point at probabilities stuck at 0 and 1 and at missing preprocessing as the likely cause': 'comparison',
  'name the rows that differ, and for each the column and threshold that float32 rounding crosses (`crossings`)':
    'comparison',
  'do not call the export broken: all other rows agree to 1e-6': 'comparison',
  'compare at float16 tolerance': rightWithSettings,
};
