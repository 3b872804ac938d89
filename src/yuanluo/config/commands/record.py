"""`yuanluo record`: sequence, verify and sign the record, and prove an act to people.

`verify` exits with 1 where something was altered and names it. `--kept FILE` takes a
checkpoint that somebody outside has kept; only that finds what one who holds this
machine has cut off or written anew.
"""

import argparse
import json
import sys
from pathlib import Path

from django.utils import timezone

from yuanluo.config import exits
from yuanluo.kernel.checkpoint import BadNote
from yuanluo.record import actions, jobs, keys, queries
from yuanluo.record.models import Log


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what is done, and to which village's log."""
    words = parser.add_subparsers(dest="word", required=True)
    words.add_parser("sequence", help="give committed acts their positions")
    verify = words.add_parser("verify", help="work the logs out anew and compare")
    verify.add_argument("log", nargs="*", help="codes of villages; all without one")
    verify.add_argument("--kept", type=Path, help="a checkpoint kept outside")
    sign = words.add_parser("checkpoint", help="sign a log as it stands")
    sign.add_argument("log", nargs="?", default="", help="code of a village")
    prove = words.add_parser("receipt", help="prove that an act is in its log")
    prove.add_argument("position", type=int)
    words.add_parser("key", help="print the public key that verifies checkpoints")
    for word in (verify, sign, prove):
        word.add_argument("--json", action="store_true", help="for programs")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked."""
    deed = {
        "sequence": _sequence,
        "verify": _verify,
        "checkpoint": _checkpoint,
        "receipt": _receipt,
        "key": _key,
    }[arguments.word]
    return deed(arguments)


def _sequence(_arguments: argparse.Namespace) -> int:
    done = 0
    while some := jobs.sequence():
        done += some
    print(f"{done} acts sequenced")
    return exits.OK


def _verify(arguments: argparse.Namespace) -> int:
    known = Log.objects.order_by("code").values_list("code", flat=True)
    codes = arguments.log or list(known)
    if arguments.kept and len(codes) != 1:
        print("yuanluo: --kept belongs to one log; name it.", file=sys.stderr)
        return exits.USAGE
    kept = arguments.kept.read_text(encoding="utf-8") if arguments.kept else ""
    faults = 0
    for code in codes:
        try:
            verdict = queries.verify(code, kept)
        except BadNote as error:
            print(f"yuanluo: {arguments.kept}: {error}", file=sys.stderr)
            return exits.FAULTS
        faults += not verdict.holds
        _say(verdict, as_json=arguments.json)
    return exits.FAULTS if faults else exits.OK


def _say(verdict: queries.Verdict, *, as_json: bool) -> None:
    if as_json:
        told = {
            "log": verdict.log,
            "holds": verdict.holds,
            "size": verdict.size,
            "root": verdict.root,
            "erased": verdict.erased,
            "checkpoints": verdict.checkpoints,
            "fault": str(verdict.fault) if verdict.fault else None,
        }
        print(json.dumps(told, ensure_ascii=False))
        return
    name = verdict.log or keys.INSTALLATION
    found = (
        f"{verdict.size} acts ({verdict.erased} erased), "
        f"{verdict.checkpoints} checkpoints: all as written"
    )
    print(f"{name}: {verdict.fault or found}")


def _checkpoint(arguments: argparse.Namespace) -> int:
    signed = actions.checkpoint(arguments.log, timezone.now())
    if signed is None:
        print(f"yuanluo: the log {arguments.log!r} is empty.", file=sys.stderr)
        return exits.UNKNOWN
    if arguments.json:
        told = {"log": arguments.log, "size": signed.size, "note": signed.note}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(signed.note, end="")
    return exits.OK


def _receipt(arguments: argparse.Namespace) -> int:
    found = queries.receipt(arguments.position)
    if found is None:
        print(
            f"yuanluo: no checkpoint covers position {arguments.position} yet.",
            file=sys.stderr,
        )
        return exits.UNKNOWN
    if arguments.json:
        told = {"index": found.index, "size": found.size, "proof": found.text}
        told["leaf"] = json.loads(found.document)
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(found.text, end="")
    return exits.OK


def _key(_arguments: argparse.Namespace) -> int:
    print(keys.signing_key().verifying)
    return exits.OK
