/** Puts `{0}`, `{1}`, ... of a text in place, in the user's language where there is a translation. */
export type Translate = (text: string, ...values: readonly (string | number)[]) => string;

/** `bundle` maps English texts to translated ones. */
export function createTranslate(bundle: Readonly<Record<string, string>>): Translate {
  return (text, ...values) => {
    const found = Object.hasOwn(bundle, text) ? bundle[text] : undefined;
    return (found ?? text).replace(/\{(\d+)\}/g, (whole, index: string) => String(values[Number(index)] ?? whole));
  };
}
