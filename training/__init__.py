"""Rebuilds the weights of the pipeline from public corpora. Nothing here is needed to run the dashboard."""
