"""Trains the sample: which of three cultivars a wine comes from. Writes wine.onnx and wine.csv beside this file.

Needs scikit-learn, skl2onnx and pandas. The data is the wine recognition set that scikit-learn carries.
"""

import json
from pathlib import Path

import onnx
import pandas as pd
from skl2onnx import to_onnx
from sklearn.datasets import load_wine
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

FOLDER = Path(__file__).parent
CULTIVARS = ["barolo", "grignolino", "barbera"]
FEATURES = ["alcohol", "malic_acid", "magnesium", "flavanoids", "color_intensity", "hue"]

wine = load_wine(as_frame=True)
train_x, test_x, train_y, test_y = train_test_split(
    wine.data[FEATURES], wine.target, test_size=60, random_state=7, stratify=wine.target
)

forest = RandomForestClassifier(n_estimators=20, max_depth=5, random_state=7).fit(train_x, train_y)
model = to_onnx(forest, train_x.to_numpy(dtype="float32")[:1], options={"zipmap": False}, target_opset=18)
onnx.helper.set_model_props(model, {"feature_names": json.dumps(FEATURES)})
onnx.save(model, FOLDER / "wine.onnx")

rows = test_x.reset_index(drop=True)
rows.insert(0, "bottle", [f"W-{number:03}" for number in range(1, len(rows) + 1)])
rows["cultivar"] = [CULTIVARS[code] for code in test_y]
rows.to_csv(FOLDER / "wine.csv", index=False)
print(f"accuracy {forest.score(test_x, test_y):.3f} on {len(rows)} rows")
