import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { GoldenCase } from '../../contract/golden';
import type { FolderTests } from './find-tests';
import type { TestGroup } from './test-groups';

/** The items of the Test Explorer, and the golden test that each stands for. */
export interface TestItems {
  show(found: readonly FolderTests[]): Promise<void>;
  /** Undefined for an item that has others beneath it. */
  testOf(item: vscode.TestItem): GoldenCase | undefined;
  /** The items of tests beneath `roots`, all where it is absent, without those at or beneath `left`. */
  tests(roots: readonly vscode.TestItem[] | undefined, left?: readonly vscode.TestItem[]): readonly vscode.TestItem[];
  /** The item of a test of a model's settings, by its name. */
  find(model: string, name: string): vscode.TestItem | undefined;
}

export function createTestItems(controller: vscode.TestController): TestItems {
  let cases: ReadonlyMap<string, GoldenCase> = new Map();
  let made: ReadonlyMap<string, vscode.TestItem> = new Map();

  const leaves = (items: Iterable<vscode.TestItem>, left: ReadonlySet<vscode.TestItem>): readonly vscode.TestItem[] =>
    [...items].flatMap((item) => {
      if (left.has(item)) return [];
      return cases.has(item.id) ? [item] : leaves(itemsOf(item.children), left);
    });
  const tests: TestItems['tests'] = (roots, left = []) => leaves(roots ?? itemsOf(controller.items), new Set(left));

  return {
    show: async (found) => {
      const positions = await positionsOf(found);
      const known = new Map<string, GoldenCase>();
      const items = new Map<string, vscode.TestItem>();
      // A run under way knows its items: those that are there still stay the same.
      const itemOf = (id: string, label: string, uri: vscode.Uri): vscode.TestItem => {
        const before = made.get(id);
        const item =
          before?.uri?.fsPath === uri.fsPath && before.label === label
            ? before
            : controller.createTestItem(id, label, uri);
        items.set(id, item);
        return item;
      };
      const build = createBuilder({ itemOf, positions, known });
      const folders = found.map(({ folder, groups }) => ({ folder, items: groups.map(build) }));
      const [only] = folders;
      const roots =
        only && folders.length === 1 ? only.items : folders.map((one) => folderItem(itemOf, one.folder, one.items));
      controller.items.replace(roots);
      cases = known;
      made = items;
    },
    testOf: ({ id }) => cases.get(id),
    tests,
    find: (model, name) =>
      tests(undefined).find(({ id }) => {
        const test = cases.get(id);
        return test?.kind === 'settings' && test.model === model && test.name === name;
      }),
  };
}

function itemsOf(collection: vscode.TestItemCollection): readonly vscode.TestItem[] {
  return [...collection].map(([, item]) => item);
}

type ItemOf = (id: string, label: string, uri: vscode.Uri) => vscode.TestItem;

function folderItem(
  itemOf: ItemOf,
  { uri, name }: vscode.WorkspaceFolder,
  items: readonly vscode.TestItem[],
): vscode.TestItem {
  const item = itemOf(uri.fsPath, name, uri);
  item.children.replace(items);
  return item;
}

type Positions = ReadonlyMap<GoldenCase, vscode.Range>;

interface Building {
  readonly itemOf: ItemOf;
  readonly positions: Positions;
  /** Which test each item stands for; filled while building. */
  readonly known: Map<string, GoldenCase>;
}

function createBuilder({ itemOf, positions, known }: Building): (group: TestGroup) => vscode.TestItem {
  const testItem = (model: string, { id, test }: TestGroup['tests'][number], label = test.name): vscode.TestItem => {
    const file = test.kind === 'settings' ? test.place.file : model;
    const item = itemOf(`${model}\n${id}`, label, vscode.Uri.file(file));
    item.range = positions.get(test);
    item.error = test.kind === 'unreadable' ? test.message : undefined;
    known.set(item.id, test);
    return item;
  };
  return ({ model, label, tests, single }) => {
    const [first] = tests;
    const item = single && first ? testItem(model, first, label) : itemOf(model, label, vscode.Uri.file(model));
    if (!single) item.children.replace(tests.map((test) => testItem(model, test)));
    return item;
  };
}

/** Where the tests of settings stand in their files. A file that has gone meanwhile is found gone at the next look. */
async function positionsOf(found: readonly FolderTests[]): Promise<Positions> {
  const tests = found.flatMap(({ groups }) => groups.flatMap((group) => group.tests.map(({ test }) => test)));
  const settings = tests.filter((test) => test.kind === 'settings');
  const positions = new Map<GoldenCase, vscode.Range>();
  // Loaded with the first tests: the parser behind it would slow the start down.
  const { offsetOf } = await import('../settings/setting-offset');
  for (const [file, own] of Map.groupBy(settings, ({ place }) => place.file)) {
    const text = await readFile(file, 'utf8').catch(() => '');
    for (const test of own) positions.set(test, rangeAt(text, offsetOf(text, test.place.keys)));
  }
  return positions;
}

function rangeAt(text: string, offset: number): vscode.Range {
  const before = text.slice(0, offset).split('\n');
  const position = new vscode.Position(before.length - 1, before.at(-1)?.length ?? 0);
  return new vscode.Range(position, position);
}
