from __future__ import annotations

from pathlib import Path

import pytest

from coach.embedding.options import EmbeddingOptions, Precision, read_embedding_options
from coach.errors import ConfigurationError
from coach.settings import load_settings


def test_vectors_are_kept_in_the_users_cache_folder() -> None:
    assert read_embedding_options({"HOME": "/home/ada"}).cache == Path("/home/ada/.cache/okr-coach")
    assert read_embedding_options({"XDG_CACHE_HOME": "/home/ada/c"}).cache == Path("/home/ada/c/okr-coach")


def test_a_folder_may_be_named_or_refused() -> None:
    assert read_embedding_options({"COACH_CACHE_DIR": "/data/vectors"}).cache == Path("/data/vectors")
    assert read_embedding_options({"COACH_CACHE_DIR": "", "HOME": "/home/ada"}).cache is None


def test_without_a_home_nothing_is_kept() -> None:
    assert read_embedding_options({}) == EmbeddingOptions(Precision.AUTO, None)


def test_a_precision_may_be_named() -> None:
    assert read_embedding_options({"COACH_ENCODER": "float32"}).precision is Precision.FLOAT32


def test_a_precision_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="COACH_ENCODER is 'float8'"):
        read_embedding_options({"COACH_ENCODER": "float8"})


def test_the_settings_hold_what_the_environment_says(tmp_path: Path) -> None:
    settings = load_settings(start=tmp_path, environment={"COACH_CACHE_DIR": str(tmp_path)})

    assert settings.embedding.cache == tmp_path
