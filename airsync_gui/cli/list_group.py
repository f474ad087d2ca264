"""A command that lists unless it is told to do something: ``queue``, ``queue Meals``, ``queue retry 12``."""

from __future__ import annotations

import click


class ListGroup(click.Group):
    """A group whose sub-command ``list`` need not be named."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Anything that is no sub-command is a pair's name."""
        if args and args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return "list", self.commands["list"], args

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """No sub-command: list."""
        wants_help = bool({"-h", "--help"} & set(args))
        return super().parse_args(ctx, args if wants_help or (args and args[0] in self.commands) else ["list", *args])
