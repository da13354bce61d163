import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What package.json tells VS Code holds together: nothing dangles, nothing is offered where it could not work. */

const ROOT = join(import.meta.dirname, '../../..');

interface MenuItem {
  readonly command: string;
  readonly when?: string;
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: unknown; readonly description: string };
    readonly virtualWorkspaces: { readonly supported: unknown; readonly description: string };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly keybindings: readonly (MenuItem & { readonly key: string })[];
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly name: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when: string }[];
    readonly customEditors: readonly { readonly viewType: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly scope?: string; readonly markdownDescription?: string }>>;
    };
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly id: string;
        readonly description: string;
        readonly media: { readonly svg: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
  };
}

const text = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const manifest = JSON.parse(text('package.json')) as Manifest;
const strings = JSON.parse(text('package.nls.json')) as Readonly<Record<string, string>>;
const { commands, menus, keybindings, views, viewsWelcome, configuration, walkthroughs } = manifest.contributes;
const ids = commands.map(({ command }) => command);
const viewIds = Object.values(views)
  .flat()
  .map(({ id }) => id);
const sources = globSync('src/extension/**/*.ts', { cwd: ROOT }).map(text).join('\n');

/** Commands of VS Code itself that we offer. */
const EDITORS_OWN = ['vscode.openFolder', 'workbench.trust.manage'];
const known = [...ids, ...EDITORS_OWN, ...viewIds.map((id) => `${id}.focus`)];

/** Everything that has a condition, with where it stands. */
const conditions = [
  ...Object.entries(menus).flatMap(([menu, items]) => items.map((item) => [`${menu}: ${item.command}`, item] as const)),
  ...keybindings.map((binding) => [`key ${binding.key}: ${binding.command}`, binding] as const),
  ...viewsWelcome.map((welcome) => [`welcome ${welcome.contents}`, welcome] as const),
].flatMap(([where, { when }]) => (when === undefined ? [] : [[where, when] as const]));

/** A regular expression of a condition, in which slashes are escaped. */
const PATTERN = /=~ \/((?:\\.|[^/\\])*)\/(\w*)/g;

/** Context keys of VS Code itself. */
const EDITORS_KEYS = [
  'activeCustomEditorId',
  'activeWebviewPanelId',
  'editorHasSelection',
  'editorIsOpen',
  'editorLangId',
  'editorTextFocus',
  'explorerResourceIsFolder',
  'false',
  'focusedView',
  // Of VS Code's own Git.
  'gitOpenRepositoryCount',
  'inputFocus',
  'isWorkspaceTrusted',
  'listDoubleSelection',
  'listFocus',
  'listMultiSelection',
  'resourceExtname',
  'resourceFilename',
  'resourceScheme',
  'scmProvider',
  'scmResourceGroup',
  'view',
  'viewItem',
  'workspaceFolderCount',
];

describe('commands', () => {
  test.each(commands)('$command has the category ONNX and a title that can be translated', ({ command, ...shown }) => {
    expect(shown.category).toBe('ONNX');
    expect(shown.title).toBe(`%command.${command.replace('onnxWorkbench.', '')}%`);
    expect(strings).toHaveProperty([shown.title.slice(1, -1)]);
  });

  test('in the palette, without a condition, stand those that need no row of a view to work', () => {
    const conditional = new Set(menus.commandPalette?.map(({ command }) => command));
    expect(ids.filter((id) => !conditional.has(id)).map((id) => id.replace('onnxWorkbench.', ''))).toEqual([
      'runPrediction',
      'editSettings',
      'cancelPrediction',
      'showRuns',
      'showOutput',
      'openInspector',
      'createTemplate',
      'refreshModels',
      'restartEngine',
      'stopEngine',
      'getStarted',
      'openSample',
      'openTerminal',
      'refreshPredictions',
      'selectForCompare',
      'compareModels',
      'compareWithPredictions',
      'saveVersion',
    ]);
  });

  test('every menu, key and welcome offers one that there is', () => {
    const offered = [...Object.values(menus).flat(), ...keybindings].map(({ command }) => command);
    const linked = viewsWelcome.flatMap(({ contents }) => linksIn(contents));
    expect([...offered, ...linked].filter((command) => !known.includes(command))).toEqual([]);
  });

  test('every menu item has a condition', () => {
    const bare = Object.entries(menus).flatMap(([menu, items]) =>
      items.filter(({ when }) => when === undefined).map(({ command }) => `${menu}: ${command}`),
    );
    expect(bare).toEqual([]);
  });

  test('every key has a condition', () => {
    expect(keybindings.filter(({ when }) => when === undefined)).toEqual([]);
  });
});

describe('conditions', () => {
  test('use no operator that the editor does not know', () => {
    expect(conditions.filter(([, when]) => /!~|===|<>/.test(when))).toEqual([]);
  });

  test.each(conditions)('%s', (_where, when) => {
    for (const key of keysOf(when)) {
      if (key.startsWith('config.')) expect(configuration.properties).toHaveProperty([key.slice('config.'.length)]);
      else if (key.startsWith('onnxWorkbench.')) expect(sources).toContain(`'${key}'`);
      else expect(EDITORS_KEYS).toContain(key);
    }
    for (const [, view = ''] of when.matchAll(/\b(?:view|focusedView) == '?([\w.]+)'?/g))
      expect(viewIds).toContain(view);
    for (const [, item = ''] of when.matchAll(/\bviewItem == '?(\w+)'?/g)) expect(sources).toContain(`'${item}'`);
    for (const [, pattern = '', flags] of when.matchAll(PATTERN)) {
      expect(new RegExp(pattern, flags)).toBeInstanceOf(RegExp);
    }
  });
});

describe('texts', () => {
  const named = [...text('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, key = '']) => key);

  test('each that is named is there', () => {
    expect(named.filter((key) => !Object.hasOwn(strings, key))).toEqual([]);
  });

  test('each that is there is named', () => {
    expect(Object.keys(strings).filter((key) => !named.includes(key))).toEqual([]);
  });
});

describe('the walkthrough', () => {
  const [steps = []] = walkthroughs.map((walkthrough) => walkthrough.steps);

  test('has five or six steps, each of another name', () => {
    expect([5, 6]).toContain(steps.length);
    expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
  });

  test.each(steps)('step $id has a picture in the colours of the theme, a button, and an end', (step) => {
    expect(existsSync(join(ROOT, step.media.svg))).toBe(true);
    const picture = text(step.media.svg);
    expect(picture).toContain('var(--vscode-foreground)');
    expect(picture).not.toMatch(/(?:fill|stroke)="(?!none|var\()/);
    expect(linksIn(step.description).length).toBeGreaterThan(0);
    expect(linksIn(step.description).filter((command) => !known.includes(command))).toEqual([]);
    expect(step.completionEvents.length).toBeGreaterThan(0);
    for (const event of step.completionEvents) {
      const [kind, id = ''] = event.split(':');
      expect(kind === 'onView' ? viewIds : ids).toContain(id);
    }
  });
});

describe('windows', () => {
  test('start the extension only when it is asked for, or for what is shown unasked: golden tests, and changed models in Source Control', () => {
    expect(manifest.activationEvents).toEqual([
      'onWebviewPanel:onnxWorkbench.results',
      'onWebviewPanel:onnxWorkbench.compare',
      'onView:workbench.view.testing',
      'workspaceContains:**/*.onnx',
      'workspaceContains:**/*.expected.*',
      'workspaceContains:**/test_data_set_0/output_0.pb',
    ]);
  });

  test('that are not trusted have it without running models; those without files on a disk are told why not', () => {
    expect(manifest.extensionKind).toEqual(['workspace']);
    const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
    expect(untrustedWorkspaces.supported).toBe('limited');
    expect(virtualWorkspaces.supported).toBe(false);
    for (const { description } of [untrustedWorkspaces, virtualWorkspaces]) expect(description).toMatch(/^%\w+%$/);
  });
});

test.each(Object.entries(configuration.properties))(
  'the setting %s says what it does and where it holds',
  (_, setting) => {
    expect(setting.markdownDescription).toMatch(/^%setting\.[\w.]+%$/);
    expect(['window', 'resource', 'machine-overridable']).toContain(setting.scope);
  },
);

/** The commands that a text of package.nls.json links to. */
function linksIn(placeholder: string): string[] {
  return [...(strings[placeholder.slice(1, -1)] ?? '').matchAll(/\]\(command:([\w.]+)/g)].map(([, id = '']) => id);
}

/** The context keys of a condition: what stands left of a comparison, or alone. */
function keysOf(when: string): string[] {
  const operands = when.replaceAll(PATTERN, '').replaceAll(/(==|!=|>=?|<=?) ('[^']*'|[\w.]+)/g, '');
  return operands.match(/[A-Za-z][\w.]*/g) ?? [];
}
