"""Everything that can go wrong for a reason the user can mend.

GeoError
├── UnknownVersionError      a link names a data version this store does not have
├── VersionPendingError      a version of the store that there are no answers of yet
├── NotAllowedError          the caller may not write, or not keep the store
├── StaleEditError           somebody else revised the incident first
├── DuplicateIdError         one act holds the same incident twice
├── RecordLimitError         a record says what none may
├── StoreError               the store cannot be opened, or was changed behind our back
│   ├── NewerStoreError      the store was written by a newer edition
│   └── RebuildingError      the read model was found damaged, and is made again
├── NoSharedBorderError      two countries do not touch
├── UnknownPlaceError        a boundary nobody ships
├── UnreadableNamesError     a list of names is no text
├── NoGeocoderError          no online geocoder is set
├── GeocoderBusyError        too much was asked of an online geocoder
├── GeocoderTimeoutError     an online geocoder took too long
├── GeocoderUnreachableError no connection to an online geocoder
├── GeocoderRefusedError     an online geocoder says no
├── UnreadableAnswerError    an online geocoder's answer makes no sense
├── KeptAnswersError         the folder of online geocoders' answers cannot be used
├── UnreadableGazetteerError a file cannot be added as a gazetteer
├── UnclearColumnsError      it cannot be told which column of a table is which
├── GazetteerNameError       a name that no added gazetteer can have
├── UnknownGazetteerError    no gazetteer of that name was added
├── AddedGazetteersError     the folder of added gazetteers cannot be used
├── UnreadableFileError      a file is in no format we read
├── UnknownFormatError       a format nobody reads
├── DatasetNameError         a name that no dataset can have
├── UnreadableImportError    a file of incidents cannot be read
├── GuardedReadError         the process that reads a file was stopped, or cannot be shut off
├── KeptFilesError           the folder of imported files cannot be written
├── UnclearTableError        it cannot be told where a table has what an incident needs
├── UnclearDatesError        it cannot be told whether dates are day first or month first
├── LeadsError               a file of leads where incidents are wanted
├── PartOrWholeError         it cannot be told whether a file is a part of its dataset or all of it
├── UnreadableViewError      a query string the API cannot take at its word
├── SlowQueryError           a question took longer than we let anyone wait
├── UnwritableFileError      a file we were told to write cannot be
└── NotFoundError            no such incident, or not for this caller
"""

from geo.errors.base import GeoError
from geo.errors.causes import cause
from geo.errors.online import (
    GeocoderBusyError,
    GeocoderRefusedError,
    GeocoderTimeoutError,
    GeocoderUnreachableError,
    KeptAnswersError,
    NoGeocoderError,
    UnreadableAnswerError,
)
from geo.errors.places import (
    AddedGazetteersError,
    GazetteerNameError,
    NoSharedBorderError,
    UnclearColumnsError,
    UnknownGazetteerError,
    UnknownPlaceError,
    UnreadableGazetteerError,
    UnreadableNamesError,
)
from geo.errors.queries import NotFoundError, SlowQueryError, UnreadableViewError
from geo.errors.sentence import Internal, Sentence, public
from geo.errors.source_files import (
    DatasetNameError,
    GuardedReadError,
    LeadsError,
    PartOrWholeError,
    UnclearDatesError,
    UnclearTableError,
    UnknownFormatError,
    UnreadableFileError,
    UnreadableImportError,
)
from geo.errors.store import (
    DuplicateIdError,
    KeptFilesError,
    NewerStoreError,
    NotAllowedError,
    RebuildingError,
    RecordLimitError,
    StaleEditError,
    StoreError,
    UnknownVersionError,
    UnwritableFileError,
    VersionPendingError,
)

__all__ = [
    "AddedGazetteersError",
    "DatasetNameError",
    "DuplicateIdError",
    "GazetteerNameError",
    "GeoError",
    "GeocoderBusyError",
    "GeocoderRefusedError",
    "GeocoderTimeoutError",
    "GeocoderUnreachableError",
    "GuardedReadError",
    "Internal",
    "KeptAnswersError",
    "KeptFilesError",
    "LeadsError",
    "NewerStoreError",
    "NoGeocoderError",
    "NoSharedBorderError",
    "NotAllowedError",
    "NotFoundError",
    "PartOrWholeError",
    "RebuildingError",
    "RecordLimitError",
    "Sentence",
    "SlowQueryError",
    "StaleEditError",
    "StoreError",
    "UnclearColumnsError",
    "UnclearDatesError",
    "UnclearTableError",
    "UnknownFormatError",
    "UnknownGazetteerError",
    "UnknownPlaceError",
    "UnknownVersionError",
    "UnreadableAnswerError",
    "UnreadableFileError",
    "UnreadableGazetteerError",
    "UnreadableImportError",
    "UnreadableNamesError",
    "UnreadableViewError",
    "UnwritableFileError",
    "VersionPendingError",
    "cause",
    "public",
]
