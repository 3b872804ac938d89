"""What a command's exit code means, for scripts that read it.

Refuses finer distinctions: a script wants to know whether to go on, to mend the
input, or to try again.
"""

OK = 0
FAULTS = 1  # What was checked has faults; each was printed.
USAGE = 2  # The command was not understood; argparse's own.
UNKNOWN = 3  # What was named, or asked for, does not exist.
REFUSED = 4  # The rules refuse it; each reason was printed.
UNAVAILABLE = 5  # The database or a carrier does not answer; try again.
