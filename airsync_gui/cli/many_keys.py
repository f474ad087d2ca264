"""An option that takes several names at once: ``--key A B``."""

from __future__ import annotations

import click


class ManyKeys(click.Command):
    """Takes ``--key A B`` as well as ``--key A --key B``: names up to the next option belong to the key.

    The pair's own name is never taken for one: where it has not been given before, ``--key`` takes one name.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeat ``--key`` before each of its names."""
        with_value = {name for option in self.params if _takes_value(option) for name in option.opts}
        spread: list[str] = []
        before, named = "", False
        for position, arg in enumerate(args):
            if arg == "--":  # from here on nothing is an option
                spread += args[position:]
                break
            if before == "--key" and spread[-1] != "--key" and named and not arg.startswith("-"):
                spread += ["--key", arg]
                continue
            is_value = bool(spread) and spread[-1] in with_value
            spread.append(arg)
            if not is_value:
                before = arg.partition("=")[0] if arg.startswith("-") else ""
                named = named or not arg.startswith("-")
        return super().parse_args(ctx, spread)


def _takes_value(option: click.Parameter) -> bool:
    return isinstance(option, click.Option) and not option.is_flag
