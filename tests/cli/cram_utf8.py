"""cram_utf8.py - cram, but what is good UTF-8 is compared and written as it is, so that transcripts can be read."""
import re
import sys

import cram._test
from cram._main import main

has_control = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f]").search


def needs_escape(line):
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return has_control(line)


cram._test._needescape = needs_escape
sys.exit(main(sys.argv[1:]))
