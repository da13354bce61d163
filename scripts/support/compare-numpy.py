"""The statistics and flips of a comparison with NumPy, on arrays that are in memory already: milliseconds and largest resident kB."""
import resource
import sys
import time

import numpy as np

rows, classes = int(sys.argv[1]), int(sys.argv[2])
random = np.random.default_rng(1)
before = random.random((rows, classes), np.float32)
after = before + random.normal(0, 1e-3, (rows, classes)).astype(np.float32)


def compare():
    x, y = before.astype(np.float64), after.astype(np.float64)
    distance = np.abs(y - x)
    relative = distance / np.where(x == 0, np.finfo(np.float64).eps, np.abs(x))
    low, high = min(x.min(), y.min()), max(x.max(), y.max())
    return {
        "max": [np.unravel_index(values.argmax(), values.shape) for values in (distance, relative)],
        "mean": distance.mean(),
        "rmse": np.sqrt(np.square(distance).mean()),
        "quantiles": [np.quantile(values, [0.5, 0.9, 0.95, 0.99]) for values in (distance, relative)],
        "cosine": (x * y).sum() / (np.linalg.norm(x) * np.linalg.norm(y)),
        "l2": np.linalg.norm(distance),
        "out": (distance > 1e-5 + 1e-4 * np.abs(x)).sum(),
        "histograms": [np.histogram(values, 10, (low, high)) for values in (x, y)],
        "flips": np.flatnonzero(x.argmax(1) != y.argmax(1)),
    }


times = []
for _ in range(3):
    started = time.perf_counter()
    compare()
    times.append(1000 * (time.perf_counter() - started))
print(min(times), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
