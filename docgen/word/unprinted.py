"""The unprinted: what the file of a document holds, but its text on paper does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from docgen.package.markup import Attributes, Ends, Starts

# What tracked changes took away and how things were before, drawings with their text boxes, the older form of what
# a newer program draws, reading aids; stops of tabulators are called as tabulators are.
_LEFT_OUT = (
    "del", "moveFrom", "drawing", "pict", "object", "Fallback", "rt", "tabs", "pPrChange", "rPrChange",
    "tblPrChange", "trPrChange", "tcPrChange", "tblPrExChange", "tblGridChange", "sectPrChange",
)  # fmt: skip
_Heard = TypeVar("_Heard", bound="str | Mapping[str, str]")


class Unprinted:
    """Hears where such elements open and close, and keeps what is heard within them from other listeners.

    A content control that shows only what is to be typed there (`showingPlcHdr`) has nothing printed in it.
    """

    def __init__(self) -> None:
        self._open = 0
        self._prompts: list[bool] = []  # for each open control, whether it shows a prompt
        self._unread: list[bool] = []  # for each open content of one, whether it is left out

    def starts(self, others: Starts) -> Starts:
        """What to listen to: for the others, and for oneself."""
        own = dict.fromkeys(_LEFT_OUT, self._opened)
        controls = {
            "sdt": self._control,
            "showingPlcHdr": self._prompting,
            "sdtContent": self._contents,
        }
        heard = {name: self._unless_open(listen) for name, listen in others.items()}
        both = {name: self._after(heard[name], own[name]) for name in own.keys() & heard.keys()}
        return {**heard, **own, **both, **controls}

    def ends(self, others: Ends) -> Ends:
        """The same for the ends of elements."""
        own = dict.fromkeys(_LEFT_OUT, self._closed)
        controls = {"sdt": self._control_closed, "sdtContent": self._contents_closed}
        return {**{name: self._unless_open(listen) for name, listen in others.items()}, **own, **controls}

    def _unless_open(self, listen: Callable[[_Heard], None]) -> Callable[[_Heard], None]:
        def heard(what: _Heard) -> None:
            if not self._open:
                listen(what)

        return heard

    def _after(
        self, first: Callable[[Attributes], None], then: Callable[[Attributes], None]
    ) -> Callable[[Attributes], None]:
        def heard(attributes: Attributes) -> None:
            first(attributes)
            then(attributes)

        return heard

    def _opened(self, _: Attributes) -> None:
        self._open += 1

    def _closed(self, _: str) -> None:
        self._open -= 1

    def _control(self, _: Attributes) -> None:
        self._prompts.append(False)

    def _prompting(self, _: Attributes) -> None:
        if self._prompts:
            self._prompts[-1] = True

    def _contents(self, _: Attributes) -> None:
        self._unread.append(bool(self._prompts and self._prompts[-1]))
        self._open += self._unread[-1]

    def _contents_closed(self, _: str) -> None:
        self._open -= self._unread.pop()

    def _control_closed(self, _: str) -> None:
        self._prompts.pop()
