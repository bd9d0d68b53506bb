"""Maker and checker, and signatures by ssh-keygen."""
import html
import os
import pathlib
import re
import shutil
import subprocess
import zipfile

from closing_runs import changed, forged, rows_of, snapshot
from closing_verify import Proof
from closing_world import World


def page(path):
    """The text of the page, without its marks."""
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", path.read_text(encoding="utf-8"))).split()).lower()


def book(path):
    """All text of a workbook."""
    with zipfile.ZipFile(path) as file:
        return " ".join(html.unescape(re.sub("<[^>]*>", " ", file.read(name).decode("utf-8"))) for name in file.namelist()
                        if name.endswith(".xml")).lower()


class People(Proof):
    def __init__(self, lab, seed, **close):
        self.lab, self.world = lab, World(seed, rows=20)
        self.folder = self.world.start(lab.fresh(), close=close)
        self.months, self.decided, self.dice = self.world.months, self.world.decided, self.world.dice


def approve(lab, seed):
    """A close that waits for approval is shown as such wherever its figures are."""
    this = People(lab, seed, approval="required")
    month, folder = this.months[0], this.folder
    out = folder / "out" / month
    done = lab.close(folder, month, this.decided[0], by="Ann")
    this.open = lab.fresh(folder)               # it waits for approval
    if done.status not in (0, 2):
        yield f"a close that needs approval: {done}"
        return
    places = {"the terminal": done.text.lower(), "close list": lab.run(folder, "close", "list").text.lower(),
              "report.html": page(out / "report.html"), "assay-report.xlsx": book(out / "assay-report.xlsx")}
    for name, text in places.items():
        if "not approved" not in text:
            yield f"a close that waits for approval: {name} does not say \"not approved\": {text[:200]}"
    yield from this.verify("waits for approval", month, says=["not approved", "verify.approval"])
    before = snapshot(folder)
    done = lab.close(folder, month, this.decided[0], kind=("approve",), by="Ann")
    if done.status != 1 or "[close.same]" not in done.text:
        yield f"the closer approves: {done}"
    if changed(before, snapshot(folder)):
        yield f"a refused approval changed {changed(before, snapshot(folder))}"
    done = lab.close(folder, month, this.decided[0], kind=("approve",), by="Bob", reason="seen")
    if done.status:
        yield f"an approval: {done}"
        return
    yield from this.verify("approved", month, says=["approved", "Bob"])
    done = lab.run(folder, "verify", month)
    if "not approved" in done.text.lower():
        yield f"after the approval: verify {done}"
    done = lab.run(folder, "close", "list")
    if "not approved" in done.text.lower() or "Bob" not in done.text:
        yield f"after the approval: close list {done}"
    changed_names = [name for name in snapshot(folder) if before.get(name) != snapshot(folder)[name] and not name.startswith("assay.db")]
    if set(changed_names) - {"closes.csv"}:
        yield f"the approval changed {changed_names}"
    yield from self_approved(this)
    place = lab.fresh(this.open)
    done = lab.close(place, month, this.decided[0], kind=("approve",), by="Ann ")
    lab.note("the closer approves with a blank after the name", str(done))
    lab.drop(folder)


def self_approved(this):
    """An approval by the closer that somebody wrote by hand, with right hashes."""
    folder = this.lab.fresh(this.folder)
    forged(folder, lambda row: row.update(by="Ann"))
    done = this.lab.run(folder, "verify", this.months[0])
    if "verify.approval" not in done.text:
        yield f"an approval by the closer, written by hand: verify {done}; expected [verify.approval]"
    this.lab.note("exit status for an approval by the closer", str(done.status))
    this.lab.drop(folder)


def not_required(lab, seed):
    """Without the setting nothing is said of approval."""
    this = People(lab, seed, approval="none")
    done = lab.close(this.folder, this.months[0], this.decided[0])
    if "not approved" in done.text.lower() or "not approved" in page(this.folder / "out" / this.months[0] / "report.html"):
        yield f"approval is not required, and the close says \"not approved\": {done}"
    yield from this.verify("approval not required", this.months[0])
    lab.drop(this.folder)


class Signer:
    """Keys, and the file of allowed signers of a workspace."""

    def __init__(self, lab):
        self.place = lab.fresh()
        for name in ("good", "other"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(self.place / name)], check=True)

    def allowed(self, name="finance-lead", key="good", namespace="assay-close"):
        return f'{name} namespaces="{namespace}" {(self.place / (key + ".pub")).read_text().strip()}\n'

    def sign(self, path, key="good", namespace="assay-close"):
        pathlib.Path(f"{path}.sig").unlink(missing_ok=True)
        subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", str(self.place / key), "-n", namespace, str(path)], check=True,
                       capture_output=True)


def without_tool(lab):
    """A PATH with everything but ssh-keygen."""
    place = lab.fresh()
    for folder in ("/usr/bin", "/bin"):
        for name in os.listdir(folder):
            if name != "ssh-keygen" and not (place / name).exists() and not (place / name).is_symlink():
                (place / name).symlink_to(os.path.join(folder, name))
    return str(place)


def signatures(lab, seed):
    if not shutil.which("ssh-keygen"):
        lab.note("signatures were not tried", "ssh-keygen is not installed")
        return
    this, signer = People(lab, seed, signers="signers"), Signer(lab)
    folder, month, at = this.folder, this.months[0], this.decided[0]
    (folder / "signers").write_text(signer.allowed())
    done = lab.close(folder, month, at)
    if done.status not in (0, 2):
        yield f"a close with signers: {done}"
        return
    row = folder / "closes" / f"{month}-1.row"
    yield from this.verify("no signature", month, says=["not signed"])
    yield from this.verify("no signature, required", month, "--require-signature", status=3, says=["not signed"])
    signer.sign(row)
    yield from this.verify("signed", month, "--require-signature", says=["signed by finance-lead"])
    yield from this.verify("signed, all", "--require-signature", says=["signed by finance-lead"])
    path = without_tool(lab)
    yield from this.verify("without ssh-keygen", month, says=["ssh-keygen"], PATH=path)
    yield from this.verify("without ssh-keygen, required", month, "--require-signature", status=3, says=["ssh-keygen"], PATH=path)
    yield from bad(this, signer, row, month)
    yield from later(this, signer)
    lab.drop(folder)


def bad(this, signer, row, month):
    """Wrong key, namespace, name, file of signers and row."""
    signers, line = this.folder / "signers", row.read_bytes()

    def refused(name, **more):
        for words in ([], ["--require-signature"]):
            done = this.lab.run(this.folder, "verify", month, *words)
            if done.status != 3:
                if words or more.get("is_strict", True):
                    yield f"a signature with {name}: verify {' '.join(words)} {done}; expected exit 3"
            if re.search(r"(?<!not )(?<!be )\bsigned by finance-lead", done.text):
                yield f"a signature with {name}: verify says \"signed by finance-lead\": {done}"
    signer.sign(row, key="other")
    yield from refused("a wrong key")
    signer.sign(row, namespace="file")
    yield from refused("a wrong namespace")
    signer.sign(row)
    for name, text in (("a wrong name", signer.allowed(name="somebody")), ("another key in the signers", signer.allowed(key="other")),
                       ("another namespace in the signers", signer.allowed(namespace="git"))):
        signers.write_text(text)
        yield from refused(name)
    signers.write_text(signer.allowed())
    row.write_bytes(line.replace(b"month end", b"month_end"))
    yield from refused("a changed row")
    row.write_bytes(line)
    signature = pathlib.Path(f"{row}.sig")
    data = signature.read_bytes()
    signature.write_bytes(data[:80] + b"A" + data[81:] if data[80:81] != b"A" else data[:80] + b"B" + data[81:])
    yield from refused("a changed signature")
    signature.write_bytes(b"")
    yield from refused("no byte")
    signature.write_bytes(data)
    signers.unlink()
    done = this.lab.run(this.folder, "verify", month)
    if done.status or "signers" not in done.text:
        yield f"without the file of signers: verify {done}; expected exit 0 and a report"
    signers.write_text(signer.allowed())
    yield from this.verify("signed again", month, "--require-signature", says=["signed by finance-lead"])


def later(this, signer):
    """One signature covers the closes before it: a later one alone is signed."""
    this.world.advance(this.folder)
    this.close(1)
    done = this.lab.run(this.folder, "verify", "--require-signature")
    this.lab.note("--require-signature where an earlier close alone is signed", str(done))
    pathlib.Path(this.folder, "closes", f"{this.months[0]}-1.row.sig").unlink()
    signer.sign(this.folder / "closes" / f"{this.months[1]}-1.row")
    yield from this.verify("the later one is signed", this.months[1], "--require-signature", says=["signed by finance-lead"])
    done = this.lab.run(this.folder, "verify", this.months[0], "--require-signature")
    this.lab.note("--require-signature where a later close alone is signed", str(done))
    assert len(rows_of(this.folder)) == 2


def check(lab, seed):
    yield from approve(lab, seed)
    yield from not_required(lab, seed)
