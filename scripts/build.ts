/** Builds `dist/`. `--watch` builds again at every change. */
import { chmod, glob, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { build, context, type BuildOptions, type Plugin } from 'esbuild';

process.chdir(path.resolve(import.meta.dirname, '..'));
const head = await readFile('scripts/cli-head.cjs', 'utf8');

const shared: BuildOptions = {
  bundle: true,
  sourcemap: true,
  metafile: true,
  logLevel: 'warning',
  logOverride: { 'empty-import-meta': 'error' },
};

/** What runs in Node: the extension host, the command line, the engine and its workers. */
const inNode: BuildOptions = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  external: ['vscode', 'onnxruntime-node'],
};

/**
 * Parts of the extension's bundle that are files of their own: what is imported only when it is needed, because parsing it
 * would slow every start, and what those files share. A class has to be shared, or `instanceof` cannot tell an error of the
 * user's from a bug.
 */
const PARTS: readonly string[] = [
  'src/extension/compare/open-page.ts',
  'src/extension/selection/run-selection.ts',
  'src/extension/settings/setting-offset.ts',
  'src/extension/settings/settings-form.ts',
  'src/extension/testing/add-gate.ts',
  'src/extension/versions/list-commits.ts',
  'src/extension/versions/resolve-sides.ts',
  'src/extension/versions/version-commands.ts',
  'src/engine/client/version-side.ts',
  'src/versions/saved/restore-version.ts',
  'src/versions/saved/saved-versions.ts',
  'src/sidecar/find-sidecar.ts',
  'src/sidecar/save-sidecar.ts',
  'src/sidecar/json-file.ts',
  'src/sidecar/setting-problems.ts',
  'src/contract/sidecar.ts',
  'src/contract/issue.ts',
  'src/contract/rpc.ts',
];
const partName = (file: string): string => `extension-${path.basename(file, '.ts')}`;

/** Leaves an import of a part an import of the file beside the bundle. */
const importParts: Plugin = {
  name: 'import-parts',
  setup: (bundler) => {
    bundler.onResolve({ filter: /^\./ }, ({ kind, path: imported, resolveDir }) => {
      const file = path.relative(process.cwd(), path.resolve(resolveDir, `${imported}.ts`)).replaceAll(path.sep, '/');
      if (kind !== 'entry-point' && PARTS.includes(file)) return { path: `./${partName(file)}.js`, external: true };
      return kind === 'dynamic-import'
        ? { errors: [{ text: `${file} is not among PARTS in scripts/build.ts.` }] }
        : undefined;
    });
  },
};

/**
 * Gives every file the editor's API itself. A bundler would make each file a copy of the whole namespace, name by name,
 * which took half of the time that the extension needs to start.
 */
const shareEditorApi: Plugin = {
  name: 'share-editor-api',
  setup: (bundler) => {
    const namespace = 'editor-api';
    bundler.onLoad({ filter: /[\\/]src[\\/]extension[\\/].*\.ts$/ }, async ({ path: file }) => ({
      contents: (await readFile(file, 'utf8')).replace(
        `import * as vscode from 'vscode'`,
        `import vscode from 'vscode'`,
      ),
      loader: 'ts',
    }));
    bundler.onResolve({ filter: /^vscode$/ }, ({ kind }) =>
      kind === 'import-statement' ? { path: 'vscode', namespace } : { external: true },
    );
    bundler.onLoad({ filter: /^vscode$/, namespace }, () => ({ contents: `export default require('vscode');` }));
  },
};

const inPage: BuildOptions = {
  ...shared,
  platform: 'browser',
  format: 'esm',
  target: 'es2022',
  minify: true,
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.ttf': 'file', '.woff2': 'file' },
};

const bundles: readonly BuildOptions[] = [
  // jsonc-parser's `main` hides its own imports from a bundler.
  {
    ...inNode,
    mainFields: ['module', 'main'],
    entryPoints: {
      extension: 'src/extension/extension.ts',
      ...Object.fromEntries(PARTS.map((file) => [partName(file), file])),
    },
    plugins: [importParts, shareEditorApi],
    // `import` would go past the editor's own loading of modules.
    supported: { 'dynamic-import': false },
    minifySyntax: true,
    minifyWhitespace: true,
    outdir: 'dist',
  },
  {
    ...inNode,
    entryPoints: {
      engine: 'src/engine/main.ts',
      'engine-data-worker': 'src/engine/workers/data-worker.ts',
      'engine-rows-worker': 'src/engine/workers/rows-worker.ts',
      'engine-session-worker': 'src/engine/workers/session-worker.ts',
    },
    outdir: 'dist',
  },
  { ...inNode, entryPoints: { cli: 'src/cli/main.ts' }, outdir: 'dist', banner: { js: head } },
  { ...inPage, entryPoints: await pages(), outdir: 'dist/webview' },
];

if (process.argv.includes('--watch')) await watch();
else await buildOnce();

/** One entry per folder of `webview/` that has a `main.ts`. */
async function pages(): Promise<Record<string, string>> {
  const entries: Record<string, string> = {};
  for await (const file of glob('webview/*/main.ts')) {
    entries[path.basename(path.dirname(file))] = file;
  }
  return entries;
}

async function buildOnce(): Promise<void> {
  const results = await Promise.allSettled(bundles.map((options) => build(options)));
  const outputs = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.metafile] : []));
  if (outputs.length < bundles.length) process.exit(1);
  await removeOthers(new Set(outputs.flatMap((metafile) => Object.keys(metafile?.outputs ?? {}))));
  await chmod('dist/cli.js', 0o755);
  console.log('Built dist/');
}

/** Leaves nothing of an earlier build in `dist/`; `kept` are paths with forward slashes. */
async function removeOthers(kept: ReadonlySet<string>): Promise<void> {
  for await (const file of glob('dist/**/*.*')) {
    if (!kept.has(file.replaceAll(path.sep, '/'))) await rm(file);
  }
}

async function watch(): Promise<void> {
  for (const options of bundles) await (await context({ ...options, logLevel: 'info' })).watch();
}
