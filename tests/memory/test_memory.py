"""Which model of memory schedules?"""

import subprocess
import sys

import pytest

from srs.core.errors import ConfigError
from srs.memory import BULK_MODELS, MODELS, bulk_model, model
from srs.memory.bulk import BulkModel
from srs.memory.live import LiveModel


def test_each_algorithm_has_a_model_for_one_and_for_many_reviews() -> None:
    """The two lists name the same algorithms, and each model says its own name."""
    assert MODELS.keys() == BULK_MODELS.keys()
    for name in MODELS:
        assert model(name, ()).algorithm == name
        assert bulk_model(name, ()).algorithm == name


def test_a_model_is_made_once() -> None:
    """The same algorithm and parameters give the same model."""
    assert model("fsrs-6", ()) is model("fsrs-6", ())
    assert isinstance(model("fsrs-6", ()), LiveModel)
    assert isinstance(bulk_model("fsrs-6", ()), BulkModel)


def test_an_algorithm_of_a_later_version_is_refused_with_a_sentence() -> None:
    """Who meets parameters of an unknown algorithm is told which are known."""
    with pytest.raises(ConfigError, match=r"'fsrs-7'.*It knows fsrs-6"):
        model("fsrs-7", ())


def test_no_engine_is_imported_before_a_model_is_asked_for() -> None:
    """Importing the wing costs nothing."""
    code = (
        "import sys, srs.memory, srs.core.queue;"
        "print([name for name in ('fsrs', 'fsrs_rs_python') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
