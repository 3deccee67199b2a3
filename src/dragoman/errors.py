"""The exceptions that mean "stop". Everything that does not stop the work is a `Problem` instead."""

from __future__ import annotations


class DragomanError(Exception):
    """Base of all errors raised on purpose. The text names what is wrong, where, and what to do about it."""

    exit_code = 1


class UsageError(DragomanError):
    """The command was called in a way that cannot be carried out."""

    exit_code = 2


class InputError(DragomanError):
    """A file or folder cannot be read as what it was given for."""

    exit_code = 3


class VocabularyError(DragomanError):
    """A data file (actors, frames, words) is broken; the text names file and entry."""

    exit_code = 3


class CasebookError(DragomanError):
    """A casebook is locked, read-only, damaged, full, or of a newer version."""

    exit_code = 4


class MissingExtra(DragomanError):
    """A format or feature needs an optional package; the text names the command that installs it."""

    exit_code = 2
