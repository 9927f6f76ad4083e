"""A notebook of the kit run on a log, in a kernel of this same Python."""

from __future__ import annotations

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
# Pictures that are sharp in print.
_SHARP = '%config InlineBackend.print_figure_kwargs = dict(bbox_inches="tight", dpi=160)'


def run_notebook(
    path: Path,
    parameters: Mapping[str, Any],
    *,
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
    done : callable
        Called after each cell with how many of how many cells have run.

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
    added = _add_parameters(notebook, parameters)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Jupyter's own, nothing that a person could change
        client = NotebookClient(
            notebook,
            timeout=None,
            kernel_manager_class=_manager(),
            # Files that the notebook exports are not asked for here.
            resources={"metadata": {"path": folder}},
        )
        try:
            with client.setup_kernel(
                env=_environment(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            ):
                for n, cell in enumerate(notebook.cells):
                    client.execute_cell(cell, n)
                    done(n + 1, len(notebook.cells))
        except CellExecutionError as error:
            raise LogError(
                f"The notebook {path.stem} stopped: {error.ename}: {error.evalue}"
            ) from None
        except (DeadKernelError, RuntimeError, OSError) as error:
            why = (error.strerror or error) if isinstance(error, OSError) else "its Python ended"
            raise LogError(
                f"The notebook {path.stem} could not be run: {why}. Try it in JupyterLab."
            ) from None
    notebook.cells.remove(added)
    return notebook


def _add_parameters(notebook: NotebookNode, parameters: Mapping[str, Any]) -> NotebookNode:
    """Set the parameters in a cell of its own after theirs."""
    from nbformat.v4 import new_code_cell

    values = [f"{name} = {value!r}" for name, value in parameters.items()]
    cell: NotebookNode = new_code_cell("\n".join([*values, _SHARP]))  # type: ignore[no-untyped-call]
    tags = [cell.metadata.get("tags", []) for cell in notebook.cells]
    notebook.cells.insert(next(n for n, of in enumerate(tags) if "parameters" in of) + 1, cell)
    return cell


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
