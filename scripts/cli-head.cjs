#!/usr/bin/env node
// Stands before the built command, and is old JavaScript, so that an older Node reads it and says what to do.
try {
  require('node:sqlite');
} catch {
  process.stderr.write(
    'onnx-workbench needs Node 24 or newer: ' +
      process.execPath +
      ' is ' +
      process.version +
      ' and has no node:sqlite, which the prediction log is kept with.\n' +
      'Install Node 24 or newer, then run the same command again.\n',
  );
  process.exit(2);
}
