"""What Linux, macOS and Windows do each in their own way, side by side, and nothing else.

`limits` bounds the time and memory of a process (`job` is Windows' way), `disk` renames and deletes what other programs
may have open, `console` prepares a terminal. Everything above may forget which system it runs on.
"""
