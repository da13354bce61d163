import { dirname, extname, basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Sidecar } from '../../contract/sidecar';

export type SettingsTest = NonNullable<Sidecar['tests']>[number];

/** Where a model's golden tests are kept, and those that are there. */
export interface KeptTests {
  /** The folder of the settings: paths in them begin there. */
  readonly folder: string;
  readonly tests: readonly SettingsTest[];
}

/** The golden tests of a model's settings. Throws WorkbenchError `sidecar-invalid`. */
export async function readTests(model: string): Promise<KeptTests> {
  const { findSettings, settingsOf } = await import('../../sidecar/find-sidecar');
  const place = await findSettings(model);
  if (!place) return { folder: dirname(resolve(model)), tests: [] };
  return { folder: dirname(place.path), tests: settingsOf(place).tests ?? [] };
}

/** A name that no test has yet: that of the data, with a number behind it where that is taken. */
export function proposedName(data: string, tests: readonly Pick<SettingsTest, 'name'>[]): string {
  const plain = basename(data, extname(data));
  const taken = new Set(tests.map(({ name }) => name));
  let name = plain;
  for (let number = 2; taken.has(name); number++) name = `${plain} ${number}`;
  return name;
}

/** The expected answers of a test lie beside its data, named after the test. */
export function proposedFile(data: string, name: string, extension: string): string {
  const file = name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '');
  return join(dirname(data), `${file === '' ? 'test' : file}.expected.${extension}`);
}

/** Adds a test to the settings of a model. */
export async function addTest(
  model: string,
  { folder, tests }: KeptTests,
  test: { readonly name: string; readonly data: string; readonly expected: string },
): Promise<string> {
  const { saveSidecar } = await import('../../sidecar/save-sidecar');
  const added = { name: test.name, data: shownIn(folder, test.data), expected: shownIn(folder, test.expected) };
  return saveSidecar(model, { tests: [...tests, added] });
}

/** With slashes, as settings write paths; absolute on another drive. */
export function shownIn(folder: string, path: string): string {
  const short = relative(folder, path);
  return isAbsolute(short) ? path : short.split(sep).join('/');
}
