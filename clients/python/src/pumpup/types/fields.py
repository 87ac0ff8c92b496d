"""The ten kinds of field that a form is made of, and the answers to them.

Bounds of dates and times are ISO 8601 without a zone, as text or as `datetime`'s own date, time and datetime.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import List, Literal, Optional, Sequence, Union

TextFormat = Literal["EMAIL", "PHONE", "URL", "UNKNOWN"]  # The last is for what a newer server says.
FieldType = Literal["Text", "TextArea", "Number", "Slider", "Select", "Multiselect", "DateField", "Time", "DateTime", "Switch"]

# An answer as Python knows it. A whole number is an int; dates and times are ISO 8601 text when they come back.
Plain = Union[str, int, float, bool, Sequence[str], dt.date, dt.time, dt.datetime]


@dataclass(frozen=True)
class Field_Text:
    """One line of text. Lengths count Unicode characters."""

    id: str
    label: str
    description: Optional[str] = None
    required: bool = False
    min_length: Optional[int] = None
    max_length: Optional[int] = None
    format: Optional[TextFormat] = None
    type: Literal["Text"] = field(default="Text", init=False)


@dataclass(frozen=True)
class Field_TextArea:
    """Text of several lines."""

    id: str
    label: str
    description: Optional[str] = None
    required: bool = False
    min_length: Optional[int] = None
    max_length: Optional[int] = None
    type: Literal["TextArea"] = field(default="TextArea", init=False)


@dataclass(frozen=True)
class Field_Number:
    """A number."""

    id: str
    label: str
    description: Optional[str] = None
    required: bool = False
    min: Optional[float] = None
    max: Optional[float] = None
    integer_only: bool = False
    type: Literal["Number"] = field(default="Number", init=False)


@dataclass(frozen=True)
class Field_Slider:
    """A number on a scale from `min` to `max`; steps count from `min`."""

    id: str
    label: str
    min: float
    max: float
    step: Optional[float] = None
    description: Optional[str] = None
    required: bool = False
    type: Literal["Slider"] = field(default="Slider", init=False)


@dataclass(frozen=True)
class Field_Select:
    """One of several options."""

    id: str
    label: str
    options: Sequence[str]
    description: Optional[str] = None
    required: bool = False
    type: Literal["Select"] = field(default="Select", init=False)


@dataclass(frozen=True)
class Field_Multiselect:
    """Some of several options."""

    id: str
    label: str
    options: Sequence[str]
    description: Optional[str] = None
    required: bool = False
    type: Literal["Multiselect"] = field(default="Multiselect", init=False)


@dataclass(frozen=True)
class Field_DateField:
    """A calendar date."""

    id: str
    label: str
    description: Optional[str] = None
    required: bool = False
    min: Union[str, dt.date, None] = None
    max: Union[str, dt.date, None] = None
    type: Literal["DateField"] = field(default="DateField", init=False)


@dataclass(frozen=True)
class Field_Time:
    """A time of day."""

    id: str
    label: str
    description: Optional[str] = None
    required: bool = False
    min: Union[str, dt.time, None] = None
    max: Union[str, dt.time, None] = None
    type: Literal["Time"] = field(default="Time", init=False)


@dataclass(frozen=True)
class Field_DateTime:
    """A date with a time of day."""

    id: str
    label: str
    description: Optional[str] = None
    required: bool = False
    min: Union[str, dt.datetime, None] = None
    max: Union[str, dt.datetime, None] = None
    type: Literal["DateTime"] = field(default="DateTime", init=False)


@dataclass(frozen=True)
class Field_Switch:
    """Yes or no. A required one may be False."""

    id: str
    label: str
    description: Optional[str] = None
    required: bool = False
    type: Literal["Switch"] = field(default="Switch", init=False)


Field = Union[
    Field_Text, Field_TextArea, Field_Number, Field_Slider, Field_Select, Field_Multiselect,
    Field_DateField, Field_Time, Field_DateTime, Field_Switch,
]


@dataclass(frozen=True)
class FieldBid:
    """What the agent would answer to one field; the form is filled in with it at first."""

    field_id: str
    value: Plain
    confidence: Optional[float] = None
    rationale: Optional[str] = None


@dataclass(frozen=True)
class FieldValue:
    """An answer together with the kind of field that it answers."""

    type: FieldType
    value: Union[str, int, float, bool, List[str]]
