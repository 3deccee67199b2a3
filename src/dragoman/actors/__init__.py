"""Finds who is meant: sentences, names, roles, references and dates."""
