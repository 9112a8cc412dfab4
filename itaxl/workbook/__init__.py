"""The contract with the divisions: the workbooks that they fill in, and reading what comes back."""
