"""What can go wrong: one sentence that says what failed and where, and a hint what to do. One class per exit code of the
program, so that a caller can decide."""

from __future__ import annotations


class LarderWarning(UserWarning):
    """The data are handed out, and there is something to know: an older snapshot is held, the export is late."""


class LarderError(Exception):
    """`kind` is the program's name of the cause ("Network", "NotFound", …), `subject` which path or address it is about."""

    def __init__(self, message: str, *, kind: str = "Failed", subject: str = "", hint: str = ""):
        super().__init__(message, kind, subject, hint)
        self.message = message
        self.kind = kind
        self.subject = subject
        self.hint = hint

    def __str__(self) -> str:
        sentence = self.message
        if self.subject and self.subject not in sentence:
            sentence += f" ({self.subject})"
        return f"{sentence}; {self.hint}" if self.hint else sentence

    def __reduce__(self):
        return _again, (type(self), self.message, self.kind, self.subject, self.hint)


def _again(kind_of_error: type[LarderError], message: str, kind: str, subject: str, hint: str) -> LarderError:
    """Errors cross processes, pickled."""
    return kind_of_error(message, kind=kind, subject=subject, hint=hint)


class Invalid(LarderError, ValueError):
    """A bad name, option or address."""


class NotFresh(LarderError):
    """There may be an older copy; `stale_ok=True` hands it out."""


class NotFound(LarderError, LookupError):
    """No such dataset, snapshot or file; or the source has nothing there."""


class SignInNeeded(LarderError):
    """The source wants a sign-in, or denies this one."""


class Unreachable(LarderError):
    """The source does not answer."""


class Busy(LarderError):
    """Another run holds the dataset, and shows no sign of life."""


class NoSpace(LarderError):
    """The disk is full."""


class ProgramMissing(LarderError):
    """The program `larder` cannot be found or started."""


BY_EXIT: dict[int, type[LarderError]] = {  # app/cli/exitcode.h
    2: Invalid,
    3: NotFresh,
    4: NotFound,
    5: SignInNeeded,
    6: Unreachable,
    7: Busy,
    8: NoSpace,
}
