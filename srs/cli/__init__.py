"""The command line: Click, each command loaded only when it is called."""
