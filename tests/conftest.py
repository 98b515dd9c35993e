"""For all tests: Ctrl-C is heeded, even where a shell that runs them in the background has it ignored; what they start inherits that."""

import signal

signal.signal(signal.SIGINT, signal.default_int_handler)
