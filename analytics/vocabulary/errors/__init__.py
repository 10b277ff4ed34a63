"""The errors of the analytics, as named facts.

ReelPulseError
├── NotUnderstood              the question is invalid               (exit status 2)
│   ├── UnknownOption
│   ├── BadValue
│   ├── Contradiction
│   ├── EmptyPeriod
│   └── PastPlan
├── NotAnswerable              the data cannot answer                (exit status 3)
│   ├── NoData
│   ├── MissingGrain
│   ├── TooLittleData
│   ├── NotInData
│   ├── NothingInPeriod
│   ├── FuturePeriod
│   ├── MissingDimension
│   │   └── MissingHours
│   ├── MissingMetric
│   ├── MissingColumns
│   ├── ConstantTarget
│   ├── TrainingUnderWay
│   └── ModelUnusable
├── ImportFailed               a file cannot be imported
│   ├── UnreadablePath         (exit status 2)
│   │   ├── ChangedWhileRead
│   │   ├── ExpandsTooFar
│   │   └── NeedsPassword
│   ├── NothingRecognised      (exit status 3)
│   ├── BadMapping             (exit status 2)
│   ├── BadTopics              (exit status 2)
│   └── NoSuchImport           (exit status 2)
└── StoreFailed                the database cannot be used          (exit status 3)
    ├── StoreLocked
    ├── StoreReadOnly
    ├── StoreCorrupted
    ├── KeyDamaged
    ├── StoreTooNew
    └── DiskFull

The facts of an error are its constructor arguments, so that it can be pickled between processes and worded in any
language. `str()` gives the English sentence.
"""

from __future__ import annotations

from analytics.vocabulary.errors.answers import (
    FuturePeriod,
    MissingDimension,
    MissingGrain,
    MissingHours,
    MissingMetric,
    NoData,
    NotAnswerable,
    NothingInPeriod,
    NotInData,
    TooLittleData,
)
from analytics.vocabulary.errors.base import ReelPulseError
from analytics.vocabulary.errors.imports import (
    BadMapping,
    BadTopics,
    ChangedWhileRead,
    ExpandsTooFar,
    ImportFailed,
    NeedsPassword,
    NoSuchImport,
    NothingRecognised,
    UnreadablePath,
)
from analytics.vocabulary.errors.predictions import ConstantTarget, MissingColumns, PastPlan
from analytics.vocabulary.errors.requests import BadValue, Contradiction, EmptyPeriod, NotUnderstood, UnknownOption
from analytics.vocabulary.errors.storage import (
    DiskFull,
    KeyDamaged,
    StoreCorrupted,
    StoreFailed,
    StoreLocked,
    StoreReadOnly,
    StoreTooNew,
)
from analytics.vocabulary.errors.synthesis import ModelUnusable, TrainingUnderWay

__all__ = [
    "BadMapping",
    "BadTopics",
    "BadValue",
    "ChangedWhileRead",
    "ConstantTarget",
    "Contradiction",
    "DiskFull",
    "EmptyPeriod",
    "ExpandsTooFar",
    "FuturePeriod",
    "ImportFailed",
    "KeyDamaged",
    "MissingColumns",
    "MissingDimension",
    "MissingGrain",
    "MissingHours",
    "MissingMetric",
    "ModelUnusable",
    "NeedsPassword",
    "NoData",
    "NoSuchImport",
    "NotAnswerable",
    "NotInData",
    "NotUnderstood",
    "NothingInPeriod",
    "NothingRecognised",
    "PastPlan",
    "ReelPulseError",
    "StoreCorrupted",
    "StoreFailed",
    "StoreLocked",
    "StoreReadOnly",
    "StoreTooNew",
    "TooLittleData",
    "TrainingUnderWay",
    "UnknownOption",
    "UnreadablePath",
]
