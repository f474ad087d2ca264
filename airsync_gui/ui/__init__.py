"""The window: widgets over frozen values. It asks the controller, and knows neither files, databases nor Airtable.

PySide6 hooks the import statement: of each module that is read after it, it reads the source as well, to see whether
the module wants ``__feature__`` (30 ms of a start, and 7 MB that stay). None does: whoever starts a window reads this
package before PySide6, and the statement stays as it is.
"""

from __future__ import annotations

import builtins

_import = builtins.__import__
import PySide6.QtCore  # noqa: E402, F401 - for its hook

builtins.__import__ = _import
