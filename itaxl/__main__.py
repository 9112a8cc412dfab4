"""`python -m itaxl`."""

from itaxl.cli import main

if __name__ == "__main__":
    main()
