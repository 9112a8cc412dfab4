"""Version of the program, for the package, the manifest and `--version` alike."""

VERSION = "0.1.0"
