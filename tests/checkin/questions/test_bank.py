from __future__ import annotations

import re
from pathlib import Path

import pytest

from coach.checkin.questions import MOST_WORDS, load_bank
from coach.checkin.questions._form import SLOTS
from coach.checkin.questions.bank_reader import read_bank
from coach.checkin.questions.style import find_style_fault
from coach.checkin.signals import signal_rules
from coach.domain.checkin import Audience, KeyResultKind, OkrType, Stage
from coach.errors import InternalError

FORMS = [form for sheet in load_bank().values() for form in sheet.forms]
RUNNING = [stage for stage in Stage if stage is not Stage.DRAFTING]
EXAMPLES = {
    "key_result": "the share of new members with a second visit",
    "Key_result": "The share of new members with a second visit",
    "note": "two ovens are out of order since Monday",
    "blocker": "no fitter before Thursday",
    "change": "Target lowered from 90% to 80% by the board",
    "next_zone": "nine of twelve shops signed",
    "objective": "Shops open with full shelves",
    "teams": "Bakery, Delivery and Shops",
}
HEAD = "source: flat\nstages: [middle]\nweight: {middle: 1}\nforms:\n"
ENTRY = '- id: one\n  ask: "With {key_result} at [{value}], what now?"\n  wants: cause\n'


def test_there_are_at_least_120_forms() -> None:
    assert len(FORMS) >= 120


def test_no_two_forms_have_the_same_id() -> None:
    assert len({form.id for form in FORMS}) == len(FORMS)


def test_every_signal_and_every_stage_has_forms() -> None:
    sources = {rule.name for rule in signal_rules()} | {stage.value for stage in Stage}
    assert set(load_bank()) == sources | {"asked-again"}


def test_a_form_is_one_open_question_that_blames_nobody() -> None:
    assert {form.id: fault for form in FORMS if (fault := find_style_fault(form.text))} == {}


def test_a_form_stays_within_the_words_when_it_is_filled() -> None:
    facts = {slot: EXAMPLES.get(slot, "1,250") for slot in SLOTS}
    long = [
        form.id
        for form in FORMS
        if len(form.text.format_map(facts).split()) > MOST_WORDS
        and not {"note", "blocker", "change"}
        & form.slots  # long words of a team take a form out when it is filled
    ]
    assert long == []


def test_a_fact_is_a_part_of_its_question() -> None:
    assert [form.id for form in FORMS if form.fact not in form.text] == []


def test_no_verb_has_to_agree_with_a_key_result() -> None:
    """`orders that arrive` and `the return rate` stand in the same slot."""
    subject = re.compile(
        r"(?:^|[,:;] |\b(?:and|if|that|once) )\{[Kk]ey_result\} (?:is|are|has|have|does|do|was|were|\w+s)\b"
    )
    metrics = [form for form in FORMS if KeyResultKind.METRIC in form.kinds]
    assert [form.id for form in metrics if subject.search(form.text)] == []


@pytest.mark.parametrize("stage", RUNNING)
@pytest.mark.parametrize("rule", [rule.name for rule in signal_rules()])
def test_a_signal_has_forms_for_the_stages_at_which_it_matters(rule: str, stage: Stage) -> None:
    sheet = load_bank()[rule]
    fitting = [form for form in sheet.forms if stage in form.stages]
    assert fitting or stage not in sheet.weight


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("stage", list(Stage))
def test_every_audience_has_something_to_ask_at_every_stage(stage: Stage, audience: Audience) -> None:
    assert any(stage in form.stages and audience in form.audiences for form in FORMS)


def test_a_form_that_comes_from_a_stage_is_asked_at_no_other() -> None:
    for stage in Stage:
        assert {found for form in load_bank()[stage.value].forms for found in form.stages} == {stage}


@pytest.mark.parametrize("stage", list(Stage))
def test_a_promise_and_a_stretch_are_asked_about_differently(stage: Stage) -> None:
    forms = load_bank()[stage.value].forms
    assert any(form.types == {OkrType.COMMITTED} for form in forms)
    assert any(form.types == {OkrType.ASPIRATIONAL} for form in forms)


@pytest.mark.parametrize("kind", [KeyResultKind.MILESTONE, KeyResultKind.MAINTAIN, KeyResultKind.BASELINE])
@pytest.mark.parametrize("stage", list(Stage))
def test_every_kind_has_forms_of_its_own_at_every_stage(stage: Stage, kind: KeyResultKind) -> None:
    assert any(form.kinds == {kind} for form in load_bank()[stage.value].forms)


def test_most_signals_can_be_asked_about_in_three_ways_by_a_team() -> None:
    """Else a weekly meeting hears the same sentence again and again."""
    for rule in signal_rules():
        forms = [form for form in load_bank()[rule.name].forms if Audience.TEAM in form.audiences]
        assert len(forms) >= 3, rule.name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("source: flat\n", "these fields are expected"),
        (HEAD + ENTRY + ENTRY, "given twice"),
        (HEAD + ENTRY.replace("cause", "applause"), "wants 'applause'"),
        (HEAD + ENTRY.replace("{value}", "{weather}"), "unknown slots: weather"),
        (
            HEAD + ENTRY.replace("with", "With").replace("{key_result}", "[{key_result}]"),
            "more than one fact",
        ),
        (HEAD + ENTRY + "  when: [sunny]\n", "unknown in when: sunny"),
        (HEAD + ENTRY + "  stages: [sometimes]\n", "sometimes"),
        (HEAD + ENTRY + "  about: everybody\n", "about is 'set'"),
        (HEAD + "- id: one\n", "are needed"),
        (HEAD.replace("flat", "jump") + ENTRY, "name the file after it"),
        ("{", "not readable as YAML"),
    ],
)
def test_a_malformed_bank_is_a_defect_that_names_its_file(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "flat.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(InternalError, match=r"flat\.yaml") as raised:
        read_bank(tmp_path)
    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Are we on track?", "yes or no"),
        ("Orders at 70%: can we still make it?", "yes or no"),
        ("Why did the number fall?", "blames"),
        ("What went wrong, and who is to blame?", "blames"),
        ("Tell us about it.", "question mark"),
        ("What changed? Who knows?", "question mark"),
        ("Anything else?", "does not ask"),
    ],
)
def test_a_fault_of_style_is_named(text: str, words: str) -> None:
    assert words in find_style_fault(text)


def test_words_in_quotation_marks_are_not_ours() -> None:
    assert find_style_fault("“Why us? They failed”, says the note: what follows from that?") == ""
