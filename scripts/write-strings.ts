/** Writes `l10n/bundle.l10n.json`: every text of the extension and its pages, for those who translate it. */
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import ts from 'typescript';

const ROOT = resolve(import.meta.dirname, '..');
const BUNDLE = resolve(ROOT, 'l10n/bundle.l10n.json');
/** `vscode.l10n.t(...)` in the extension, `t(...)` and `this.t(...)` in pages. */
const TRANSLATE = new Set(['vscode.l10n.t', 't', 'this.t']);
/** Attributes that a person reads or hears. */
const READ_ATTRIBUTE = /\b(?:title|aria-label|label|placeholder|alt|aria-description|aria-roledescription)="([^"]*)"/g;
/** What the editor shows of an options object. */
const SHOWN_PROPERTY = new Set(['title', 'placeHolder', 'placeholder', 'prompt', 'tooltip', 'openLabel', 'saveLabel']);
const SHOWS_MESSAGE = /^vscode\.window\.show(?:Information|Warning|Error)Message$/;
/** A hole of a template: what stands in it is code. */
const HOLE = '\u{FFFC}';

export interface Texts {
  /** Texts that can be translated. */
  readonly translated: ReadonlySet<string>;
  /** Texts of templates that a person reads and nobody can translate, each with its file and line. */
  readonly raw: readonly string[];
}

/** The texts of `src/extension` and `webview`. */
export async function textsOfSources(): Promise<Texts> {
  const translated = new Set<string>();
  const raw: string[] = [];
  for await (const file of glob('{src/extension,webview}/**/*.ts', { cwd: ROOT })) {
    const source = ts.createSourceFile(file, await readFile(resolve(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) for (const text of translatedBy(node)) translated.add(text);
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      raw.push(...rawTextsOf(node).map((text) => `${file}:${String(line + 1)} ${text}`));
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { translated, raw };
}

function translatedBy(call: ts.CallExpression): string[] {
  const [first] = call.arguments;
  if (!first || !TRANSLATE.has(call.expression.getText())) return [];
  return literals(first);
}

/** Both texts of `one ? 'row' : 'rows'`. */
function literals(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...literals(node.whenTrue), ...literals(node.whenFalse)];
  return [];
}

function rawTextsOf(node: ts.Node): string[] {
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'html') return rawTexts(node.template);
  if (ts.isCallExpression(node) && SHOWS_MESSAGE.test(node.expression.getText())) {
    return node.arguments.flatMap((argument) => literals(argument)).filter(isRead);
  }
  if (ts.isPropertyAssignment(node) && SHOWN_PROPERTY.has(node.name.getText())) {
    return literals(node.initializer).filter(isRead);
  }
  return [];
}

function isRead(text: string): boolean {
  return /\p{L}{2}/u.test(text);
}

function rawTexts(template: ts.TemplateLiteral): string[] {
  const html = ts.isTemplateExpression(template)
    ? [template.head, ...template.templateSpans.map((span) => span.literal)].map(({ text }) => text).join(HOLE)
    : template.text;
  const read = [...html.matchAll(READ_ATTRIBUTE)].map(([, value = '']) => value);
  const between = html
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/<(code|kbd)\b[\s\S]*?<\/\1>/g, '')
    .split(/<[^>]*>/);
  return [...read, ...between].map((text) => text.replaceAll(HOLE, '').trim()).filter(isRead);
}

/** The bundle's text. */
export async function stringsBundle(): Promise<string> {
  const { translated } = await textsOfSources();
  const entries = [...translated].sort().map((text) => [text, text]);
  const options = { ...(await resolveConfig(BUNDLE)), parser: 'json' };
  return format(JSON.stringify(Object.fromEntries(entries)), options);
}

if (import.meta.main) {
  await mkdir(resolve(BUNDLE, '..'), { recursive: true });
  await writeFile(BUNDLE, await stringsBundle());
}
