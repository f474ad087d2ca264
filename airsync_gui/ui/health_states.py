"""What is not as it should be, each in a line with the way to where it can be mended; one card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal

from airsync_gui.jobs.health_states import HealthKind, HealthState, TokenAge
from airsync_gui.messages import plain
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.cards import Card
from airsync_gui.ui.layouts import clear, column, line
from airsync_gui.ui.marks import Mark, MarkView
from airsync_gui.ui.text_runs import Run, RunsLabel
from airsync_gui.wording import noop, number, plural, tr

MOST_STATES = 12
"""So many have a line of their own."""
KEY = "key"
"""The place of an access token."""
_PLACES: Mapping[HealthKind, tuple[str, str]] = {
    "token": (noop("Replace the token…"), KEY),
    "token_age": (noop("Replace the token…"), KEY),
    "guard": (noop("Look…"), "overview"),
    "failed": (noop("Look…"), "overview"),
    "stale": (noop("Look…"), "overview"),
    "queue": (noop("To the queue"), "queue"),
    "conflicts": (noop("Decide…"), "conflicts"),
}
"""What the button says, and the panel where it leads."""


class StatesCard(Card):
    """One line a state, the gravest first; not there where all is as it should be.

    Signals:
        place_asked: a pair's id, empty for all, and a panel's name or :data:`KEY`.
    """

    place_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(tr("What needs a look"), "statesCard")
        self._shown: tuple[HealthState, ...] | None = None
        self._lines = column(spacing=6)
        self.rows.addLayout(self._lines)

    def show_states(self, states: tuple[HealthState, ...]) -> None:
        """Nothing is built anew where nothing is new: a button may have the keyboard."""
        if states == self._shown:
            return
        self._shown = states
        self.setVisible(bool(states))
        clear(self._lines)
        for place, state in enumerate(states[:MOST_STATES]):
            self._add(state, place)
        if len(states) > MOST_STATES:
            self._say(tr("{n} more", n=number(len(states) - MOST_STATES)), "moreStates")

    def _add(self, state: HealthState, place: int) -> None:
        row, words = line(spacing=8), RunsLabel((Run(state.words, "fail" if state.ill else "text"),))
        words.setObjectName(f"state_{state.kind}_{place}")
        row.addWidget(MarkView(_mark(state)), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        if state.kind in _PLACES:
            said, panel = _PLACES[state.kind]
            name = f"statePlaceButton_{place}"
            tip = tr("{action} {name}", action=tr(said), name=plain(state.name, 60)).strip()
            button = Button(tr(said), name, "quiet", on_click=lambda: self.place_asked.emit(state.pair_id, panel))
            button.setAccessibleName(tip)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._lines.addLayout(row)

    def _say(self, text: str, name: str) -> None:
        label = RunsLabel((Run(text, "text2"),))
        label.setObjectName(name)
        self._lines.addWidget(label)


def _mark(state: HealthState) -> Mark:
    if state.kind == "unreachable":
        return "waiting"
    return "failed" if state.ill else "needs_you"


def token_ages(tokens: Iterable[TokenAge]) -> str:
    """How old the tokens are that need no look."""
    return " ".join(_token_words(token) for token in tokens if not token.old)


def _token_words(token: TokenAge) -> str:
    name = plain(token.account, 60)
    return plural(
        "The access token “{account}” is {n} day old.",
        "The access token “{account}” is {n} days old.",
        token.days,
        account=name,
    )
