"""Memory that was freed is kept by the process, so that the next answer finds it."""

import subprocess
import sys

FAULTS = """
import resource
from toonverse.web.memory import keep_freed_memory

assert keep_freed_memory()

def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

def answer():
    parts = [bytes(262144) for _ in range(24)]
    return len(b"".join(parts))

answer()
before = faults()
for _ in range(20):
    answer()
print(faults() - before)
"""


def test_an_answer_of_megabytes_takes_no_new_pages_once_one_was_there():
    ran = subprocess.run([sys.executable, "-c", FAULTS], capture_output=True, text=True, check=True)
    assert int(ran.stdout) < 2000  # of 4 KB: without it, 60,000
