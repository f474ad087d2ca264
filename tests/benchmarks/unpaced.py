"""AirSync's command line without its pace, against a sandbox without its rate limit: ``python -m …unpaced COMMAND…``.

All the pacing's own work is done and booked, only nobody waits. No option or setting of AirSync's leads here.
"""

from tests.benchmarks.installed import main  # first of all, see there

if __name__ == "__main__":
    from airsync_gui.airtable.budget import Ledger

    Ledger.earliest = lambda *_: 0.0  # type: ignore[method-assign]
    main()
