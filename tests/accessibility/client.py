"""Reads and presses a window from outside, through the desktop's accessibility bus, as a screen reader does.

Run by the system's own python3, which has ``gi``; it knows nothing of AirSync. Orders come as JSON lines
(``{"do": "press", "name": "okButton"}``), one answer each: ``{"result": …}`` or ``{"error": "…"}``.

A thing is named by the end of its accessible id, which in a Qt program is the path of object names.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import gi  # type: ignore[import-not-found]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found]  # noqa: E402

PACE_S = 0.1
CALL_LIMIT_MS = 4_000
TABLES = ("table", "tree table", "list", "tree")
CELLS = ("table cell", "list item", "table row header", "table column header", "tree item")
MOST_CELLS = 400
STATES = ("SHOWING", "VISIBLE", "ENABLED", "FOCUSABLE", "FOCUSED", "CHECKED", "SELECTED", "EDITABLE")
PRESSES = ("Press", "Toggle", "ShowMenu", "SetFocus")


class Gone(Exception):
    """What was looked for is not there."""


# -- looking ----------------------------------------------------------------------------------------------------------


def application() -> Any:
    """The only program on this bus."""
    desktop = Atspi.get_desktop(0)
    for place in range(desktop.get_child_count()):
        found = desktop.get_child_at_index(place)
        if found is not None and found.get_child_count():
            return found
    raise Gone("no program on the bus")


def everything(start: Any, *, cells: bool = False) -> Iterator[tuple[Any, list[str]]]:
    """A thing and all in it, each with the roles above it; a table's cells only where they are asked for."""
    waiting: list[tuple[Any, list[str]]] = [(start, [])]
    while waiting:
        found, above = waiting.pop()
        yield found, above
        with suppress(GLib.Error):  # it ended while we looked: windows live
            role = found.get_role_name()
            if role not in TABLES or cells:
                count = min(found.get_child_count(), MOST_CELLS)
                inside = [found.get_child_at_index(place) for place in range(count)]
                waiting += [(child, [*above, role]) for child in reversed(inside) if child is not None]


def own_name(found: Any) -> str:
    """The last part of the accessible id: the object's name, or its class where it has none."""
    try:
        return (found.get_accessible_id() or "").rpartition(".")[2]
    except GLib.Error:
        return ""


def states_of(found: Any) -> list[str]:
    """Those of STATES that it is in."""
    states = found.get_state_set()
    return [name.lower() for name in STATES if states.contains(getattr(Atspi.StateType, name))]


def find(name: str) -> Any:
    """The thing of this name that shows; failing that, one that does not."""
    hidden = None
    for found, _ in everything(application()):
        if own_name(found) == name:
            if "showing" in states_of(found):
                return found
            hidden = hidden or found
    if hidden is not None:
        return hidden
    raise Gone(f"nothing is called {name}")


def find_shown(name: str) -> Any:
    """The thing of this name that shows."""
    found = find(name)
    if "showing" not in states_of(found):
        raise Gone(f"{name} does not show")
    return found


def text_of(found: Any) -> str:
    """What stands in it, else its name."""
    text = found.get_text_iface()
    return (Atspi.Text.get_text(text, 0, -1) if text is not None else "") or found.get_name() or ""


def described(found: Any, above: list[str]) -> dict[str, Any]:
    """All that the tests judge about one thing."""
    return {
        "id": found.get_accessible_id() or "",
        "own": own_name(found),
        "role": found.get_role_name(),
        "name": found.get_name() or "",
        "text": text_of(found),
        "states": states_of(found),
        "above": above,
    }


# -- orders -----------------------------------------------------------------------------------------------------------


def tree(cells: bool = False) -> list[dict[str, Any]]:
    """Everything of the program."""
    things = []
    for found, above in everything(application(), cells=cells):
        with suppress(GLib.Error):
            things.append(described(found, above))
    return things


def look(name: str) -> dict[str, Any]:
    """One thing."""
    return described(find(name), [])


def shows(name: str) -> bool:
    """Whether it is there to be seen."""
    try:
        find_shown(name)
    except Gone:
        return False
    return True


def press(name: str, limit_s: float = 10.0) -> bool:
    """Press a button, tick a box, choose a radio button; as soon as it is there and can be pressed."""
    end = time.monotonic() + limit_s
    while True:
        with suppress(Gone, GLib.Error):
            found = find_shown(name)
            if "enabled" in states_of(found):
                return _act(found)
        if time.monotonic() > end:
            raise Gone(f"{name} can't be pressed")
        time.sleep(PACE_S)


def _act(found: Any) -> bool:
    action = found.get_action_iface()
    names = [action.get_action_name(place) for place in range(action.get_n_actions())] if action else []
    for wanted in PRESSES:
        if wanted in names:
            return bool(action.do_action(names.index(wanted)))
    raise Gone(f"nothing can be done with {own_name(found)}: it offers {names}")


def cells(name: str) -> list[dict[str, Any]]:
    """The cells of a table, the rows of a list, or the tabs of a bar."""
    return [described(found, above) for found, above in everything(find_shown(name), cells=True)][1:]


def choose(name: str, said: str) -> str:
    """Choose the first row, tab or entry that says this; what it says in full."""
    holder = find_shown(name)
    inside = [found for found, _ in everything(holder, cells=True)][1:]
    for found in inside:
        if said in (found.get_name() or "") or said in text_of(found):
            _choose(holder, found)
            return found.get_name() or text_of(found)
    raise Gone(f"nothing in {name} says {said}: {[found.get_name() for found in inside][:40]}")


def wait_for(name: str, said: str, limit_s: float = 20.0) -> bool:
    """Until a row, tab or entry says this."""
    end = time.monotonic() + limit_s
    while time.monotonic() < end:
        with suppress(Gone, GLib.Error):
            if any(said in cell["name"] for cell in cells(name)):
                return True
        time.sleep(PACE_S)
    raise Gone(f"waited {limit_s:.0f} s for {name} to hold {said!r}")


def _choose(holder: Any, found: Any) -> None:
    table, selection = holder.get_table_iface(), holder.get_selection_iface()
    place = found.get_index_in_parent()
    if table is not None:
        Atspi.Table.add_row_selection(table, Atspi.Table.get_row_at_index(table, place))
    elif found.get_action_iface() is not None and found.get_action_iface().get_n_actions():
        _act(found)
    elif selection is not None:
        selection.select_child(place)


def type_in(name: str, text: str) -> bool:
    """Put a text into a field in place of what is there."""
    field = find_shown(name).get_editable_text_iface()
    if field is None:
        raise Gone(f"nothing can be typed into {name}")
    return bool(Atspi.EditableText.set_text_contents(field, text))


def middle(name: str) -> list[int]:
    """Where on the screen its middle is."""
    area = find_shown(name).get_component_iface().get_extents(Atspi.CoordType.SCREEN)
    return [area.x + area.width // 2, area.y + area.height // 2]


def wait(name: str, says: str = "", limit_s: float = 20.0, gone: bool = False) -> dict[str, Any] | None:
    """Until something shows (and says this), or does not any more."""
    end = time.monotonic() + limit_s
    seen = "nothing"
    while time.monotonic() < end:
        try:
            found = described(find_shown(name), [])
        except (Gone, GLib.Error):
            if gone:
                return None
        else:
            seen = found["name"] + " / " + found["text"]
            if not gone and says in seen:
                return found
        time.sleep(PACE_S)
    raise Gone(f"waited {limit_s:.0f} s for {name} to {'go' if gone else f'say {says!r}'}; it said {seen}")


ORDERS: dict[str, Callable[..., Any]] = {
    order.__name__: order for order in (tree, look, shows, press, cells, choose, type_in, middle, wait, wait_for)
}


def obey(line: str) -> dict[str, Any]:
    """Carry out one order."""
    order = json.loads(line)
    try:
        return {"result": ORDERS[order.pop("do")](**order)}
    except (Gone, GLib.Error) as error:
        return {"error": str(error) or type(error).__name__}


def main() -> None:
    """Until there are no more orders."""
    warnings.simplefilter("ignore", DeprecationWarning)  # the names that replace the deprecated ones are too new
    Atspi.init()
    Atspi.set_timeout(CALL_LIMIT_MS, CALL_LIMIT_MS)
    for line in sys.stdin:
        print(json.dumps(obey(line)), flush=True)


if __name__ == "__main__":
    main()
