"""What travels in the wheel, and the sample from a checkout, a wheel and an editable install."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from collections.abc import Sequence
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import jobsearch
from checkout import ROOT
from jobsearch import LogError, sample_path

SAMPLE = ROOT / "data" / "applications.xlsx"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
WHERE = "import jobsearch; print(jobsearch.__file__); print(jobsearch.sample_path())"


def run(*command: str | Path, cwd: Path) -> list[str]:
    """The lines that a command prints; its standard error where it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source archive that is built from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


def install(folder: Path, *what: str | Path) -> Path:
    """The programs of a new environment with this kit, which borrows the libraries of ours."""
    venv.create(folder)
    python = next(folder.glob(f"{SCRIPTS}/python*"))
    (site,) = run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder
    )
    ours = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    Path(site, "zz_borrowed.pth").write_text("\n".join(ours), encoding="utf-8")
    pip: Sequence[str | Path] = (sys.executable, "-m", "pip", "--python", python, "install")
    alone = ("--no-deps", "--no-index", "--no-build-isolation", "--ignore-installed")
    run(*pip, *alone, *what, cwd=folder)
    return folder / SCRIPTS


@pytest.mark.slow
def test_the_wheel_holds_the_package_the_sample_and_the_notebooks_once(wheel: Path) -> None:
    expected = {
        f"jobsearch/{path.relative_to(ROOT / 'jobsearch').as_posix()}": path
        for path in (ROOT / "jobsearch").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    expected |= {f"jobsearch/_notebooks/{p.name}": p for p in (ROOT / "notebooks").glob("*.ipynb")}
    expected["jobsearch/_data/applications.xlsx"] = SAMPLE
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
        assert sorted(names) == sorted(expected)
        for name, path in expected.items():
            assert archive.read(name) == path.read_bytes()


def test_a_checkout_has_its_sample() -> None:
    assert run(sys.executable, "-c", WHERE, cwd=ROOT) == [
        str(ROOT / "jobsearch" / "__init__.py"),
        str(SAMPLE),
    ]


@pytest.mark.slow
def test_an_installed_wheel_has_its_sample(wheel: Path, tmp_path: Path) -> None:
    programs = install(tmp_path / "environment", wheel)
    package, sample = map(Path, run(programs / "python", "-I", "-c", WHERE, cwd=tmp_path))
    assert package.is_relative_to(tmp_path)
    assert sample == package.parent / "_data" / "applications.xlsx"
    assert sample.read_bytes() == SAMPLE.read_bytes()
    version = f"jobsearch {jobsearch.__version__}"
    assert run(programs / "jobsearch", "--version", cwd=tmp_path) == [version]
    assert run(programs / "python", "-Im", "jobsearch", "--version", cwd=tmp_path) == [version]


@pytest.mark.slow
def test_an_editable_install_has_the_sample_of_its_checkout(tmp_path: Path) -> None:
    programs = install(tmp_path / "environment", "--editable", ROOT)
    assert run(programs / "python", "-I", "-c", WHERE, cwd=tmp_path) == [
        str(ROOT / "jobsearch" / "__init__.py"),
        str(SAMPLE),
    ]
    version = f"jobsearch {jobsearch.__version__}"
    assert run(programs / "jobsearch", "--version", cwd=tmp_path) == [version]


def test_without_the_sample_both_places_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobsearch.sample._PACKAGE", tmp_path / "jobsearch")
    with pytest.raises(LogError) as error:
        sample_path()
    assert str(error.value) == (
        f"The sample log is neither {tmp_path / 'jobsearch' / '_data' / 'applications.xlsx'} "
        f"nor {tmp_path / 'data' / 'applications.xlsx'}. "
        "Install jobsearch again, or name a log of your own."
    )


def test_the_package_imports_only_what_it_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    # What a notebook, the form and the report need comes with an extra.
    needs = [*project["dependencies"], *project["optional-dependencies"]["notebook"]]
    declared = {re.split(r"[^\w-]", need)[0] for need in needs}
    imported = set()
    for path in (ROOT / "jobsearch").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.partition(".")[0])
    others = imported - sys.stdlib_module_names - {"jobsearch"}
    names = packages_distributions()
    installed = {name.lower().replace("_", "-") for module in others for name in names[module]}
    # Time zones are data, JupyterLab is a program.
    assert installed == declared - {"tzdata", "jupyterlab"}
