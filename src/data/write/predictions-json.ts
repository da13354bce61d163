import { predictionTexts } from './prediction-text';
import type { Sink } from './sink';
import type { PredictionWriter } from './format';

const CHUNK = 1 << 20;

/** The elements of `predictions` in `--json`, separated by commas, without the brackets around them. */
export function predictionsJson(sink: Sink): PredictionWriter {
  let separator = '';
  return {
    add: async (_batch, predicted) => {
      const read = predictionTexts(predicted);
      let text = '';
      for (let index = 0; index < predicted.rows; index++) {
        text += separator + read(index);
        separator = ',\n';
        if (text.length > CHUNK) {
          await sink.write(Buffer.from(text));
          text = '';
        }
      }
      if (text !== '') await sink.write(Buffer.from(text));
    },
    finish: () => sink.finish(),
    abort: () => sink.abort(),
  };
}
