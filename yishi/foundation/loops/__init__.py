"""Loops (流程): how a matter moves. `steps` declares them, `take` carries them out, `inputs` says what a step is given."""
