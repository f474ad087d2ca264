"""Makes the packages for Linux: .deb, .rpm, and the same files as a .tar.xz. ``python -m linux_package FOLDER LISTER``.

The same commit and the same of Debian's Pythons give the same bytes: everything is dated by SOURCE_DATE_EPOCH and
sorted, and no path of the building machine stays in.
"""
