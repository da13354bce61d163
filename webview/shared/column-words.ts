import type { ColumnType } from '../../src/contract/mapping';
import type { DroppedAs } from '../../src/contract/predict';
import type { Translate } from './translate';

/** A column's name, or that it has none. */
export function columnName(name: string, t: Translate): string {
  return name === '' ? t('(no name)') : name;
}

export function typeName(type: ColumnType, t: Translate): string {
  const names = {
    integer: t('integer'),
    number: t('number'),
    boolean: t('boolean'),
    date: t('date'),
    code: t('code'),
    text: t('text'),
    list: t('list'),
    empty: t('empty'),
  };
  return names[type];
}

export function droppedName(role: DroppedAs, t: Translate): string {
  const names = {
    prediction: t('prediction'),
    index: t('index'),
    target: t('target'),
    text: t('text'),
    id: t('id'),
  };
  return names[role];
}
