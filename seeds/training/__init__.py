"""What is learnt from labelled texts: the shipped weights, and how they were made. `streams` never imports it."""
