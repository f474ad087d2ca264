"""What every package of a release has, whatever the system: the program in a folder, its parts and their licences.

``python -m release FOLDER`` makes the package for Windows or macOS, on that system. Those for Linux are made by
``linux_package``, out of what is here.
"""
