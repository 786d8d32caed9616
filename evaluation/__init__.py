"""Adapters that put the pipeline against public gold data. They read no gold field."""
