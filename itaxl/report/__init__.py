"""From the outcome of the analysis to documents: view models, rendering, the text layer, data files."""
