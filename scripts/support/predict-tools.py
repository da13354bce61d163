"""Predicts a table with onnxruntime, as people do: `predict-tools.py TOOL MODEL DATA OUT COLUMN...`; TOOL is pandas, pyarrow or polars.

Writes the columns of DATA, then prediction, score and proba_0 to proba_2. ONNX Runtime chooses the number of threads, and they do not spin.
"""
import sys

import numpy as np
import onnxruntime

tool, model, data, out, *columns = sys.argv[1:]
parquet = data.endswith(".parquet")


def predict(features):
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    label, probabilities = session.run(["label", "probabilities"], {"features": features})
    each = {f"proba_{index}": probabilities[:, index] for index in range(probabilities.shape[1])}
    return {"prediction": label, "score": probabilities.max(axis=1), **each}


def with_pandas():
    import pandas

    table = pandas.read_parquet(data) if parquet else pandas.read_csv(data)
    for name, values in predict(table[columns].to_numpy(np.float32)).items():
        table[name] = values
    if parquet:
        table.to_parquet(out, index=False)
    else:
        table.to_csv(out, index=False)


def with_pyarrow():
    from pyarrow import csv
    from pyarrow import parquet as pq

    table = pq.read_table(data) if parquet else csv.read_csv(data, parse_options=csv.ParseOptions(newlines_in_values=True))
    features = np.column_stack([table[name].to_numpy().astype(np.float32) for name in columns])
    for name, values in predict(features).items():
        table = table.append_column(name, [np.ascontiguousarray(values)])
    if parquet:
        pq.write_table(table, out)
    else:
        csv.write_csv(table, out)


def with_polars():
    import polars

    table = polars.read_parquet(data) if parquet else polars.read_csv(data)
    features = table.select(polars.col(columns).cast(polars.Float32)).to_numpy(order="c")
    table = table.with_columns(**{name: polars.Series(values) for name, values in predict(features).items()})
    if parquet:
        table.write_parquet(out)
    else:
        table.write_csv(out)


{"pandas": with_pandas, "pyarrow": with_pyarrow, "polars": with_polars}[tool]()
