"""What the system's keyring holds for itaxl: `keyring set itaxl NAME`."""

SERVICE = "itaxl"


def kept(name: str) -> str:
    """The secret under this name; blank where there is none, no keyring, or one that stays shut."""
    try:
        import keyring  # noqa: PLC0415 - an extra
    except ImportError:
        return ""
    try:
        return keyring.get_password(SERVICE, name) or ""
    except Exception:  # each kind of keyring fails in its own way
        return ""
