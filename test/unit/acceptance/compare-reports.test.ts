import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine } from './support/command-line';
import { openComparedFolder } from './support/compared-folder';

const { folder, workbench } = openComparedFolder();

describe('reports', () => {
  it('are written as text, Markdown, HTML and JUnit', async () => {
    const all = ['v1.onnx', 'v2.onnx', '--data', 'input.csv', '--truth', 'truth.csv', '--no-log', '--max-flips', '1%'];
    const files = ['--html', 'report.html', '--junit', 'report.xml'];
    const { code, stdout } = await commandLine(['compare', ...all, ...files], folder);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Different: 23 of 100 labels changed/);
    expect(stdout).toContain('2 of 100 rows worse, 20 better (accuracy 75 % to 93 %): better, more than chance');
    const html = readFileSync(join(folder, 'report.html'), 'utf8');
    expect(html).toContain('<h1>Different: 23 of 100 labels changed');
    expect(html).not.toMatch(/https?:|<script|src=|@import|url\(| style=/);
    const junit = readFileSync(join(folder, 'report.xml'), 'utf8');
    expect(junit).toContain('<testsuites tests="2" failures="1"');
    expect(junit).toContain('<failure message="is 0.23"/>');
    const markdown = await workbench.commandLine(['compare', ...all, '--md'], folder);
    expect(markdown.stdout).toContain('## Different: 23 of 100 labels changed');
    expect(markdown.stdout).toContain('| failed | flips &lt;= 1% | 0.23 |');
  });

  it('take names and cells for text, never for markup', async () => {
    const name = '<img src=x onerror=alert(1)>&".onnx';
    cpSync(join(folder, 'v2.onnx'), join(folder, name));
    const all = [
      'v1.onnx',
      name,
      '--data',
      'input.csv',
      '--no-log',
      '--html',
      'evil.html',
      '--junit',
      'evil.xml',
      '--md',
    ];
    const { stdout } = await workbench.commandLine(['compare', ...all], folder);
    for (const text of [stdout, ...['evil.html', 'evil.xml'].map((file) => readFileSync(join(folder, file), 'utf8'))]) {
      expect(text).not.toContain('<img');
      expect(text).toContain('&lt;img');
    }
  });
});
