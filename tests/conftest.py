"""For all tests: Ctrl-C is heeded, even where the shell that runs them in the background has it ignored; programs they start inherit that."""

import signal

signal.signal(signal.SIGINT, signal.default_int_handler)
