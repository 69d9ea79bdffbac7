"""Learning the weights that ship in streams/extract/weights, and measuring them. Imported by nothing in `streams`."""
