"""A notebook of the kit run on a log, in a kernel of this same Python."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobsearch.errors import LogError

if TYPE_CHECKING:
    from nbformat import NotebookNode

_PACKAGE = Path(__file__).parents[1]
# Pictures that are sharp in print, and logs read as the call says.
_FIRST = """
import functools
import jobsearch
jobsearch.read_log = functools.partial(jobsearch.read_log, **{reading!r})
%config InlineBackend.print_figure_kwargs = dict(bbox_inches="tight", dpi=160)
"""


def run_notebook(
    path: Path,
    parameters: Mapping[str, str],
    *,
    reading: Mapping[str, Any],
    done: Callable[[int, int], None],
) -> NotebookNode:
    """
    Run a notebook with other parameters.

    Parameters
    ----------
    path : Path
        The notebook, one of its cells with the tag ``parameters``. It is not changed.
    parameters : mapping
        Name → value, set after that cell.
    reading : mapping
        Options of `read_log` with which the notebook reads its log.
    done : callable
        Told after each cell how many of how many code cells have run.

    Returns
    -------
    NotebookNode
        The notebook with its outputs, alt texts with its pictures.

    Raises
    ------
    LogError
        If Jupyter is not installed, its Python cannot be started or ends, or a cell fails.
    """
    try:
        import ipykernel  # noqa: F401 - what runs in the kernel
        import nbformat
        from nbclient import NotebookClient
        from nbclient.exceptions import CellExecutionError, DeadKernelError
    except ImportError:
        raise LogError(
            'The report needs Jupyter. Install it: pip install "jobsearch[notebook]"'
        ) from None

    notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    added = _add_cells(notebook, parameters, reading)
    # A blank cell is passed over.
    n_cells = sum(c.cell_type == "code" and bool(c.source.strip()) for c in notebook.cells)
    n_done = 0

    def count(**about: Any) -> None:
        nonlocal n_done
        n_done += 1
        done(n_done, n_cells)

    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Jupyter's own, nothing that a person could change
        client = NotebookClient(
            notebook,
            timeout=None,
            kernel_manager_class=_manager(),
            on_cell_executed=count,
            # Files that the notebook exports are not asked for here.
            resources={"metadata": {"path": folder}},
        )
        try:
            client.execute(
                env=_environment(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        except CellExecutionError as error:
            raise LogError(
                f"The notebook {path.stem} stopped: {error.ename}: {error.evalue}"
            ) from None
        except (DeadKernelError, RuntimeError):
            raise LogError(
                f"The notebook {path.stem} could not be run: its Python ended. Try it in "
                "JupyterLab."
            ) from None
        except OSError as error:
            raise LogError(
                f"The notebook {path.stem} could not be run: {error.strerror or error}. Try it in "
                "JupyterLab."
            ) from None
        finally:
            # A kernel that never came up has been cleaned up already.
            atexit.unregister(client._cleanup_kernel)
    notebook.cells = [cell for cell in notebook.cells if cell.id not in added]
    return notebook


def _add_cells(
    notebook: NotebookNode, parameters: Mapping[str, str], reading: Mapping[str, Any]
) -> set[str]:
    """Put in what is to run first, and the parameters after their cell; the ids of the new ones."""
    from nbformat.v4 import new_code_cell

    values = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
    first, second = (
        new_code_cell(text, id=f"report-{n}")  # type: ignore[no-untyped-call]
        for n, text in enumerate((_FIRST.format(reading=dict(reading)), values))
    )
    cells = notebook.cells
    place = next(n for n, c in enumerate(cells) if "parameters" in c.metadata.get("tags", []))
    notebook.cells = [first, *cells[: place + 1], second, *cells[place + 1 :]]
    return {first.id, second.id}


def _manager() -> type[Any]:
    """A manager that starts this Python, whatever kernels are installed under its usual name."""
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    class OwnPython(AsyncKernelManager):
        @property
        def kernel_spec(self) -> KernelSpec:
            command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
            return KernelSpec(argv=command, display_name="Python", language="python")

    return OwnPython


def _environment(folder: str) -> dict[str, str]:
    """The kit first on the path, and nothing of the person's own IPython."""
    paths = [str(_PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {
        "PYTHONPATH": os.pathsep.join(paths),
        "IPYTHONDIR": str(Path(folder) / ".ipython"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
