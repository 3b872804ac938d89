"""Who may read each field that is kept: one line per table or field, none without one.

A new field fails its test until somebody decides here; the table `audience` does
the same for addresses. Refuses to be the check itself: pages check, and the walk of the
tests compares them with what is said here.
"""

from enum import StrEnum
from fnmatch import fnmatchcase


class Reader(StrEnum):
    """Who a field may be read by."""

    EVERYBODY = "everybody"
    ROW = "row"  # Whoever may see the row: by the door of its model.
    KEEPERS = "keepers"  # Whoever keeps the register there, and the person.
    PURPOSE = "purpose"  # Masked; opened for a purpose that the person reads.
    PERSON = "person"  # The person it is about, and nobody else.
    OPERATOR = "operator"
    NOBODY = "nobody"  # Compared or computed with; on no page, in no answer.


#: The first line that fits decides, so fields stand before their table.
FIELDS: dict[str, Reader] = {
    # Who somebody is.
    "people.Person.identity": Reader.NOBODY,
    "people.Person.phone": Reader.PURPOSE,
    "people.Person.born": Reader.KEEPERS,
    "people.Person.large_type": Reader.PERSON,
    "people.Person.language": Reader.PERSON,
    "people.Person.*": Reader.ROW,
    "people.Household.*": Reader.KEEPERS,
    "people.Residency.*": Reader.KEEPERS,
    # Who owns which unit: who keeps the register, and the owner of themself.
    "people.OwnedUnit.*": Reader.KEEPERS,
    "people.Account.password": Reader.NOBODY,
    "people.Account.phone": Reader.PERSON,
    "people.Account.email": Reader.PERSON,
    "people.Account.*": Reader.OPERATOR,
    # Who looked, and what was agreed to.
    "people.Opening.*": Reader.PERSON,
    "people.GlassBreak.*": Reader.ROW,
    "people.Consent.text_sha256": Reader.NOBODY,
    "people.Consent.*": Reader.PERSON,
    # Of cadres only figures are told; the roster is for those who keep it.
    "people.Cadre.*": Reader.KEEPERS,
    "people.Reserve.*": Reader.KEEPERS,
    "people.Placement.*": Reader.KEEPERS,
    "people.Alert.*": Reader.ROW,
    # Lists on their way in.
    "people.RegisterImport.sha256": Reader.NOBODY,
    "people.RegisterImport.*": Reader.KEEPERS,
    "people.ImportedHousehold.*": Reader.NOBODY,
    # Copies out: those who keep or watch the register; their marks nobody.
    "people.RegisterCopy.marks": Reader.NOBODY,
    "people.RegisterCopy.*": Reader.ROW,
    # Who serves, and where: public, or nobody could be called to account.
    "people.Body.*": Reader.EVERYBODY,
    "people.BodyMakeUp.seated": Reader.NOBODY,
    "people.BodyMakeUp.*": Reader.EVERYBODY,
    "people.Post.*": Reader.EVERYBODY,
    "people.Appointment.*": Reader.EVERYBODY,
    # A door is found by its address; who lives behind it is not told.
    "territory.*": Reader.EVERYBODY,
    # Who objected or asked is between them and who answers; the words are public.
    "publicity.Remark.person": Reader.PERSON,
    "publicity.Remark.matter": Reader.ROW,
    "publicity.Channel.by": Reader.KEEPERS,
    "publicity.Notice.by": Reader.KEEPERS,
    # A notice for a courtyard or a village is not for everybody.
    "publicity.Notice.*": Reader.ROW,
    "publicity.NoticeVersion.*": Reader.ROW,
    # How a village is divided: whoever lives or serves there.
    "courtyards.*": Reader.ROW,
    "publicity.*": Reader.EVERYBODY,
    # Bodies decide in public; who came and who voted how is another matter.
    "assembly.Meeting.code": Reader.ROW,
    "assembly.Meeting.minutes": Reader.ROW,
    "assembly.Meeting.*": Reader.EVERYBODY,
    "assembly.Roll.*": Reader.EVERYBODY,
    "assembly.Ballot.minutes": Reader.ROW,
    "assembly.Ballot.*": Reader.EVERYBODY,
    # Counted with, and on no page; a secret one is nobody's but its voter's.
    "assembly.Vote.*": Reader.PERSON,
    "assembly.SecretVote.*": Reader.PERSON,
    "assembly.Mark.*": Reader.PERSON,
    "assembly.HandCount.*": Reader.PERSON,
    # What was said on-line is a number beside the votes; who said it is nobody's.
    "assembly.SaidOnline.*": Reader.NOBODY,
    "assembly.Asked.*": Reader.PERSON,
    # Who took paper; what is on a sheet, only a third who decides a difference.
    "assembly.HandedOut.*": Reader.ROW,
    "assembly.SheetReading.*": Reader.KEEPERS,
    "assembly.Assistance.*": Reader.PERSON,
    "assembly.RollObjection.*": Reader.PERSON,
    # What tellers counted is on no page; a seed is told by the certificate alone.
    "assembly.TellerTally.*": Reader.PERSON,
    "assembly.Election.seed": Reader.PERSON,
    "assembly.*": Reader.ROW,
    "matters.PlaybookVersion.*": Reader.EVERYBODY,
    "matters.Matter.receipt": Reader.PERSON,
    "matters.SavedFilter.*": Reader.PERSON,
    "matters.*": Reader.ROW,
    # The record: bodies of acts through the door of what they are about.
    "record.Act.salt": Reader.NOBODY,
    "record.Act.request_hash": Reader.NOBODY,
    "record.Act.answer": Reader.NOBODY,
    "record.Act.commitments": Reader.NOBODY,
    "record.Act.*": Reader.ROW,
    "record.Attachment.file": Reader.ROW,
    "record.Attachment.*": Reader.ROW,
    "record.*": Reader.EVERYBODY,
    "gateway.*": Reader.PERSON,
}


def reader(field: str) -> Reader | None:
    """Give who a field (`people.Person.phone`) may be read by; None if undecided."""
    for pattern, whom in FIELDS.items():
        if fnmatchcase(field, pattern):
            return whom
    return None
