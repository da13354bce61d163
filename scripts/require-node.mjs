// Loaded before every script, and plain JavaScript, so that an older Node reads it and says what to do.
import { createRequire } from 'node:module';

const features = {
  'node:sqlite': () => {
    createRequire(import.meta.url)('node:sqlite');
    return true;
  },
  Float16Array: () => typeof Float16Array === 'function',
  'TypeScript type stripping': () => Boolean(process.features.typescript),
};

const missing = Object.entries(features).flatMap(([name, has]) => (holds(has) ? [] : [name]));

if (missing.length > 0) {
  console.error(
    [
      `This needs Node 24; ${process.execPath} is ${process.version} and lacks ${missing.join(', ')}.`,
      'The project brings Node 24 as the development dependency `node`: run `npm ci`, then start scripts with `npm run`.',
      'If that was done, npm left out the install script of the package `node`. Let it run once:',
      '  npm rebuild node --ignore-scripts=false',
      'or put a Node 24 of your own first on PATH.',
    ].join('\n'),
  );
  process.exit(1);
}

/** @param {() => boolean} has */
function holds(has) {
  try {
    return has();
  } catch {
    return false;
  }
}
