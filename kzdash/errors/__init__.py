"""Every exception of the program, and the sentences that tell people of it.

A KzdashError reaches people: its own text is the English sentence, for the command line and the
log; `chinese` has the one for the screen. The others are caught within and reach nobody.
"""

from kzdash.errors.accounts import (
    BadAccountError,
    TooManyGuessesError,
    TryLaterError,
    WrongPasswordError,
)
from kzdash.errors.base import KzdashError
from kzdash.errors.delivery import DeliveryProblem, NoChannelError, UndeliveredError
from kzdash.errors.documents import (
    BadTemplateError,
    NoUnitError,
    TemplateProblem,
    UnfitMasterError,
    UnreadableMasterError,
)
from kzdash.errors.evidence import EvidenceError, EvidenceProblem
from kzdash.errors.files import (
    CellError,
    CellPlace,
    CellProblem,
    FileProblem,
    RowFault,
    RowFaultsError,
    UnreadableFileError,
)
from kzdash.errors.refusals import Refusal, RefusedError
from kzdash.errors.reports import ConflictError, ParseError, ParseProblem, TooFastError
from kzdash.errors.seed import SeedError, SeedProblem
from kzdash.errors.settings import BadSettingError, BadUrlError
from kzdash.errors.store import (
    BackupUnfitError,
    DemonstrationError,
    MoveError,
    NoDatabaseError,
    OtherPlanError,
    StoreAwayError,
    StoreCorruptError,
    StoreDeniedError,
    StoreEncodingError,
    StoreFullError,
    StoreLockedError,
    StoreMissingError,
    StoreNewerError,
    StoreOutdatedError,
    StoreReadOnlyError,
    StoreTakenError,
    ToolError,
    ToolMissingError,
    UnreadableValueError,
)

__all__ = [
    "BackupUnfitError",
    "BadAccountError",
    "BadSettingError",
    "BadTemplateError",
    "BadUrlError",
    "CellError",
    "CellPlace",
    "CellProblem",
    "ConflictError",
    "DeliveryProblem",
    "DemonstrationError",
    "EvidenceError",
    "EvidenceProblem",
    "FileProblem",
    "KzdashError",
    "MoveError",
    "NoChannelError",
    "NoDatabaseError",
    "NoUnitError",
    "OtherPlanError",
    "ParseError",
    "ParseProblem",
    "Refusal",
    "RefusedError",
    "RowFault",
    "RowFaultsError",
    "SeedError",
    "SeedProblem",
    "StoreAwayError",
    "StoreCorruptError",
    "StoreDeniedError",
    "StoreEncodingError",
    "StoreFullError",
    "StoreLockedError",
    "StoreMissingError",
    "StoreNewerError",
    "StoreOutdatedError",
    "StoreReadOnlyError",
    "StoreTakenError",
    "TemplateProblem",
    "TooFastError",
    "TooManyGuessesError",
    "ToolError",
    "ToolMissingError",
    "TryLaterError",
    "UndeliveredError",
    "UnfitMasterError",
    "UnreadableFileError",
    "UnreadableMasterError",
    "UnreadableValueError",
    "WrongPasswordError",
]
