import { MISSING_MARKERS } from '../../data/missing';
import { bracketed, pythonLiteral } from './literal';
import type { PythonHelper } from './python-run';

const markers = bracketed(
  '{}',
  [...MISSING_MARKERS].map((marker) => pythonLiteral(marker)),
  '',
);

/** Python functions that only some runs need, in the order in which they use one another. */
export const PYTHON_HELPERS: Readonly<Record<PythonHelper, string>> = {
  complete: `def complete(cells):
    """Stops at missing cells: the model has nothing that fills them."""
    if cells.isna().any(axis=None):
        raise ValueError(f"Missing cells:\\n{cells.isna().sum()}")
    return cells`,
  encode: `MISSING = ${markers}


def key(cell):
    """The same for texts that are the same number or truth value."""
    text = str(cell).strip()
    try:
        return float({"true": 1, "false": 0}.get(text.lower(), text))
    except ValueError:
        return text


def encode(cells, categories, missing=None, unknown=None):
    """The codes of categories; what is fed for other cells, where None stops."""
    codes = {key(value): code for code, value in reversed(list(enumerate(categories)))}
    codes.update({value: code for code, value in enumerate(categories)})

    def code(cell):
        found = codes.get(cell, codes.get(key(cell)))
        if found is None:
            gap = cell is None or cell != cell or str(cell).strip() in MISSING
            found = missing if gap else unknown
        if found is None:
            raise ValueError(f"{cell!r} is none of the categories {categories}")
        return found

    return cells.map(code)`,
  truth: `def truth(cell):
    """True or false, as words or numbers say it."""
    text = str(cell).strip().lower()
    return {"true": True, "yes": True, "false": False, "no": False}[text] if text.isalpha() else {1.0: True, 0.0: False}[float(text)]`,
  join: `def join(parts, by_row):
    """The answers of several calls, one after the other; a list where the shapes of rows differ."""
    if isinstance(parts[0], list):
        return [row for part in parts for row in part]
    if by_row and parts[0].shape[:1] != (1,):
        parts = [part[np.newaxis] for part in parts]
    if len({part.shape[1:] for part in parts}) > 1:
        return [row for part in parts for row in part.tolist()]
    return np.concatenate(parts)`,
  columns: `def columns(name, answer):
    """A column for each value of a row; an answer without rows is printed."""
    if isinstance(answer, list):
        return pd.DataFrame({name: answer})
    if answer.ndim == 0 or len(answer) != rows:
        print(f"{name}, of the whole run:", answer)
        return pd.DataFrame(index=range(rows))
    values = answer.reshape(rows, -1)
    names = [name] if values.shape[1] == 1 else [f"{name}_{index}" for index in range(values.shape[1])]
    return pd.DataFrame(values, columns=names)`,
};
