"""Counting, taking, crashing in between, destroying: one process, so that every state can be met exactly."""

import os
from pathlib import Path

import pytest

from surveys.collecting.spool import SpoolError, SpoolReader, SpoolWriter
from surveys.collecting.spool.keys import create_key

SURVEY = "abcdefghij"
MARKER = b"Der Bus nach Halver kommt nie"


def filled(directory: Path, amount: int, first: int = 0) -> list[bytes]:
    """A spool with so many records of one process; returns them."""
    writer = SpoolWriter(directory)
    records = [b"%d %s" % (number, MARKER) for number in range(first, first + amount)]
    for record in records:
        writer.append(SURVEY, record)
    return records


def files(directory: Path, *suffixes: str) -> list[Path]:
    return [path for path in directory.rglob("*") if path.is_file() and (not suffixes or path.suffix in suffixes)]


def taken(directory: Path, at_least: int = 1) -> list[bytes]:
    """The records of the next batch, given back as a crash would."""
    batch = SpoolReader(directory).take(SURVEY, at_least)
    assert batch is not None
    with batch:
        return batch.records


def test_an_empty_spool_has_nothing(tmp_path: Path) -> None:
    reader = SpoolReader(tmp_path / "spool")
    assert (reader.surveys(), reader.pending(SURVEY), reader.take(SURVEY, 1)) == ([], 0, None)


def test_counting_and_listing_need_no_key(tmp_path: Path) -> None:
    filled(tmp_path, 3)
    SpoolWriter(tmp_path).append("zyxwvutsrq", b"elsewhere")
    for key in files(tmp_path, ".key"):
        key.write_bytes(b"")
    reader = SpoolReader(tmp_path)
    assert reader.surveys() == [SURVEY, "zyxwvutsrq"]
    assert (reader.pending(SURVEY), reader.pending("zyxwvutsrq")) == (3, 1)


def test_nothing_is_taken_below_the_batch_size(tmp_path: Path) -> None:
    filled(tmp_path, 19)
    reader = SpoolReader(tmp_path)
    assert reader.take(SURVEY, 20) is None
    filled(tmp_path, 1)
    batch = reader.take(SURVEY, 20)
    assert batch is not None
    with batch:
        assert len(batch.records) == 20


def test_a_batch_is_complete_and_shuffled(tmp_path: Path) -> None:
    records = filled(tmp_path, 60)
    batch = taken(tmp_path)
    assert batch != records
    assert sorted(batch) == sorted(records)


def test_one_mover_at_a_time_and_other_surveys_are_free(tmp_path: Path) -> None:
    filled(tmp_path, 5)
    SpoolWriter(tmp_path).append("zyxwvutsrq", b"elsewhere")
    batch = SpoolReader(tmp_path).take(SURVEY, 1)
    assert batch is not None
    assert SpoolReader(tmp_path).take(SURVEY, 1) is None
    other = SpoolReader(tmp_path).take("zyxwvutsrq", 1)
    assert other is not None
    batch.release()
    batch.release()
    assert len(taken(tmp_path)) == 5


def test_a_forgotten_batch_gives_its_lock_back(tmp_path: Path) -> None:
    filled(tmp_path, 5)
    batch = SpoolReader(tmp_path).take(SURVEY, 1)
    assert batch is not None
    del batch
    assert len(taken(tmp_path)) == 5


def test_a_crash_between_commit_and_destroy_brings_the_same_records_again(tmp_path: Path) -> None:
    records = filled(tmp_path, 30)
    assert sorted(taken(tmp_path)) == sorted(taken(tmp_path)) == sorted(records)
    assert SpoolReader(tmp_path).pending(SURVEY) == 30


def test_few_new_records_never_join_a_repeated_batch(tmp_path: Path) -> None:
    records = filled(tmp_path, 30)
    taken(tmp_path, 20)
    late = filled(tmp_path, 3, first=100)
    assert sorted(taken(tmp_path, 20)) == sorted(records)
    late += filled(tmp_path, 17, first=103)
    assert sorted(taken(tmp_path, 20)) == sorted(records + late)


def test_at_close_everything_is_taken_whatever_was_left(tmp_path: Path) -> None:
    records = filled(tmp_path, 30)
    taken(tmp_path)
    records += filled(tmp_path, 1, first=100)
    assert sorted(taken(tmp_path, 1)) == sorted(records)


def test_a_living_writer_goes_on_in_a_new_segment(tmp_path: Path) -> None:
    writer = SpoolWriter(tmp_path)
    writer.append(SURVEY, b"first")
    batch = SpoolReader(tmp_path).take(SURVEY, 1)
    assert batch is not None
    writer.append(SURVEY, b"second")
    assert batch.records == [b"first"]
    batch.destroy()
    assert taken(tmp_path) == [b"second"]


def test_destroying_leaves_no_key_and_no_segment(tmp_path: Path) -> None:
    filled(tmp_path, 25)
    (segment,) = files(tmp_path, ".seg")
    (key,) = files(tmp_path, ".key")
    key_bytes, segment_bytes = key.read_bytes(), segment.read_bytes()
    os.link(key, tmp_path / "kept-key")
    os.link(segment, tmp_path / "kept-segment")
    batch = SpoolReader(tmp_path).take(SURVEY, 20)
    assert batch is not None
    batch.destroy()
    assert files(tmp_path / SURVEY) == []
    assert (tmp_path / "kept-key").read_bytes() == bytes(32), "the key is overwritten where it lies, not only unlinked"
    assert (tmp_path / "kept-segment").read_bytes() == segment_bytes
    assert all(key_bytes not in path.read_bytes() for path in files(tmp_path))
    assert SpoolReader(tmp_path).surveys() == []


def test_no_plain_text_reaches_the_disk(tmp_path: Path) -> None:
    filled(tmp_path, 25)
    assert all(MARKER not in path.read_bytes() for path in files(tmp_path))
    batch = SpoolReader(tmp_path).take(SURVEY, 20)
    assert batch is not None
    with batch:
        assert all(MARKER in record for record in batch.records)
        assert all(MARKER not in path.read_bytes() for path in files(tmp_path))


def test_only_the_owner_may_read(tmp_path: Path) -> None:
    filled(tmp_path / "spool", 1)
    assert {path.stat().st_mode & 0o777 for path in files(tmp_path)} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "spool", tmp_path / "spool" / SURVEY)} == {0o700}


@pytest.mark.parametrize("step", ["overwritten", "cut", "unlinked", "one of two"])
def test_a_crash_while_destroying_is_finished_by_the_next_mover(tmp_path: Path, step: str) -> None:
    filled(tmp_path, 10)
    filled(tmp_path, 10, first=10)
    assert len(taken(tmp_path)) == 20
    for key in sorted(files(tmp_path, ".key"))[: 1 if step == "one of two" else 2]:
        if step == "unlinked":
            key.unlink()
        else:
            key.write_bytes(b"" if step == "cut" else bytes(32))
    batch = SpoolReader(tmp_path).take(SURVEY, 1)
    if step == "one of two":
        assert batch is not None
        assert len(batch.records) == 10
        batch.destroy()
    else:
        assert batch is None
    assert files(tmp_path) == []


def test_what_dead_writers_left_is_removed_before_it_matters(tmp_path: Path) -> None:
    directory = tmp_path / SURVEY
    directory.mkdir()
    create_key(directory / "lone.key")
    create_key(directory / "torn.key")
    (directory / "torn.seg").write_bytes(b"SPL1 torn before its first frame was whole")
    (directory / "bare.seg").touch()
    assert SpoolReader(tmp_path).pending(SURVEY) == 0
    assert SpoolReader(tmp_path).take(SURVEY, 20) is None
    assert files(tmp_path) == []


def test_every_byte_of_a_torn_tail_is_ignored(tmp_path: Path) -> None:
    writer = SpoolWriter(tmp_path)
    writer.append(SURVEY, b"whole")
    (segment,) = files(tmp_path, ".seg")
    whole = segment.read_bytes()
    writer.append(SURVEY, b"torn")
    tail = segment.read_bytes()[len(whole) :]
    for cut in range(len(tail)):
        segment.write_bytes(whole + tail[:cut])
        assert SpoolReader(tmp_path).pending(SURVEY) == 1
    segment.write_bytes(whole + tail[:-1])
    assert taken(tmp_path) == [b"whole"]


def test_damage_is_reported_and_the_rest_kept(tmp_path: Path) -> None:
    writer = SpoolWriter(tmp_path)
    writer.append(SURVEY, b"damaged")
    (segment,) = files(tmp_path, ".seg")
    damaged = bytearray(segment.read_bytes())
    damaged[-1] ^= 1
    writer.append(SURVEY, b"kept")
    segment.write_bytes(bytes(damaged) + segment.read_bytes()[len(damaged) :])
    batch = SpoolReader(tmp_path).take(SURVEY, 1)
    assert batch is not None
    with batch:
        assert (batch.records, batch.unreadable) == ([b"kept"], 1)


@pytest.mark.parametrize("survey", ["", "..", "../other", "a/b", ".hidden", "a b", "ä", "a\n", "x" * 65])
def test_only_public_ids_become_directories(tmp_path: Path, survey: str) -> None:
    with pytest.raises(ValueError, match="public id"):
        SpoolWriter(tmp_path).append(survey, b"record")
    with pytest.raises(ValueError, match="public id"):
        SpoolReader(tmp_path).pending(survey)


def test_a_record_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="1048576 bytes"):
        SpoolWriter(tmp_path).append(SURVEY, bytes(1024 * 1024 + 1))


def test_a_broken_place_refuses_and_a_mended_one_accepts(tmp_path: Path) -> None:
    place = tmp_path / "spool"
    place.write_text("a file where the directory should be")
    writer = SpoolWriter(place)
    for _ in range(3):
        with pytest.raises(SpoolError, match="could not be stored"):
            writer.append(SURVEY, b"record")
    place.unlink()
    writer.append(SURVEY, b"record")
    assert taken(place) == [b"record"]
