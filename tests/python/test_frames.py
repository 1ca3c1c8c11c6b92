"""pandas, polars, dask and pyarrow read `larder://`, and a notebook shows what Larder says."""

from __future__ import annotations

import json

import pytest

from support.pythons import environments

(FRAMES,) = environments("frames")
URL = "larder://acme/shipments"
TOTALS = {
    "pandas, csv": f'pandas.read_csv("{URL}/orders.csv").total.sum()',
    "pandas, parquet": f'pandas.read_parquet("{URL}/orders.parquet").total.sum()',
    "polars, csv": f'polars.read_csv("{URL}/orders.csv", use_pyarrow=True)["total"].sum()',
    "polars, parquet": f'polars.read_parquet("{URL}/orders.parquet", use_pyarrow=True)["total"].sum()',
    "polars, csv, its own reader": f'polars.read_csv(fsspec.open("{URL}/orders.csv").open())["total"].sum()',
    "polars, lazily": 'polars.scan_parquet(larder.path("acme/shipments") / "orders.parquet").collect()["total"].sum()',
    "dask, csv": f'dask.dataframe.read_csv("{URL}/*.csv").total.sum().compute()',
    "dask, parquet": f'dask.dataframe.read_parquet("{URL}/orders.parquet").total.sum().compute()',
    "pyarrow": 'pyarrow.dataset.dataset("acme/shipments/orders.parquet", filesystem=fsspec.filesystem("larder"))'
               '.to_table()["total"].to_pandas().sum()',
}
# It ends at once: native threads of these packages may abort a process that unloads them under load.
READ = "import json, os, fsspec, larder, dask.dataframe, pandas, polars, pyarrow.dataset\nprint(json.dumps({" + "".join(
    f"{name!r}: int({expression}), " for name, expression in TOTALS.items()) + "}), flush=True)\nos._exit(0)"
NOTEBOOK = """
import json, sys
import nbclient, nbformat
from nbformat.v4 import new_code_cell, new_notebook

notebook = new_notebook(cells=[new_code_cell(source) for source in json.loads(sys.argv[1])])
nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
print(json.dumps([cell.outputs for cell in notebook.cells]))
"""


@pytest.fixture
def frames(exports):
    FRAMES.run("-c", "import pandas, sys\npandas.read_csv(sys.argv[1]).to_parquet(sys.argv[2])",
               exports.folder / "orders.csv", exports.folder / "orders.parquet")
    return exports


def test_frames_read_by_url(frames, installed):
    def totals() -> dict[str, int]:
        return json.loads(FRAMES.run("-c", READ, PYTHONPATH=str(installed)).stdout)

    assert totals() == dict.fromkeys(TOTALS, 1)
    frames.write("orders.csv", "day,total\nmonday,1\ntuesday,2\n")
    FRAMES.run("-c", "import pandas, sys\npandas.read_csv(sys.argv[1]).to_parquet(sys.argv[2])",
               frames.folder / "orders.csv", frames.folder / "orders.parquet")
    frames.larder.run("refresh", "acme/shipments")
    assert totals() == dict.fromkeys(TOTALS, 3)


def test_a_notebook_shows_the_fetch_the_table_and_what_went_wrong(exports, installed, tmp_path):
    cells = ["import larder\nlarder.path('acme/shipments').name", "larder.status()", "larder.info('acme/shipments')",
             "try:\n    larder.path('acme/none')\nexcept larder.NotFound as error:\n    print(error)"]
    said = FRAMES.run("-c", NOTEBOOK, json.dumps(cells), PYTHONPATH=str(installed), JUPYTER_PLATFORM_DIRS="1",
                      IPYTHONDIR=str(tmp_path / "ipython"), JUPYTER_RUNTIME_DIR=str(tmp_path / "runtime"))
    fetched, table, one, wrong = json.loads(said.stdout)

    def streams(outputs: list, name: str) -> str:
        return "".join(output["text"] for output in outputs if output["output_type"] == "stream" and output["name"] == name)

    def shown(outputs: list) -> dict:
        return next(output["data"] for output in outputs if output["output_type"] == "execute_result")

    assert "acme/shipments" in streams(fetched, "stderr"), fetched
    assert exports.larder.current("acme/shipments")["snapshot"] in shown(fetched)["text/plain"]
    for outputs in (table, one):
        assert "<table>" in shown(outputs)["text/html"] and "acme/shipments" in shown(outputs)["text/html"]
    assert 'there is no dataset "acme/none"' in streams(wrong, "stdout")
