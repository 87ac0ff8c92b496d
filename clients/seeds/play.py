"""Runs one script in a process of its own, and writes down what its variables hold: `play.py JOB.json RESULT.json`.

The job has the script, the preamble, and expressions by name; the result their values once the script has ended. It runs in
whatever Python and with whatever package of the name `pumpup` is to be looked at, so it uses nothing else.
"""

import json
import os
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    job = json.load(file)
if job["published"]:
    # The published SDK reads the key from the environment, but not the address.
    from pumpup.environment import PumpUpEnvironment

    PumpUpEnvironment.DEFAULT._value_ = os.environ["PUMPUP_URL"]

names = {"__name__": "__main__"}
exec(job["preamble"], names)
exec(compile(job["script"], "the script", "exec"), names)
sys.stdout.flush()
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump({name: eval(expression, names) for name, expression in job["look_at"].items()}, file)
