import Credits
import Ledger

/// The next steps of findings that show a fault of the export: an event is lacking in it, or is in it twice.
extension CreditNextStep {
  /// Nobody owes what the source system has right.
  func owed(_ fault: ExportFault) -> String {
    switch fault.kind {
    case .lacking where fault.isLikely: "nothing if the export lacks the event"
    case .lacking: "nothing: the export lacks the event"
    case .doubled: "nothing: the export has the event twice"
    }
  }

  /// The event to export again, or to leave out.
  func exporting(_ fault: ExportFault) -> String {
    switch fault.kind {
    case .lacking(let event) where fault.isLikely:
      return "With \(lacking(event, fault)), the recorded balance of \(proof(fault)) and those "
        + "after it agree: the export probably lacks that event. If the source system has it, "
        + "export it again; then the finding disappears, and those that follow from it. "
        + "Otherwise correct the balance in the source system."
    case .lacking(let event):
      return words.proof(fault) + " Export it again: \(lacking(event, fault)). Record nothing "
        + "else: then the finding disappears, and those that follow from it."
    case .doubled(let index):
      return words.proof(fault) + " Leave \(words.text(adviser.event(index).eventID)) out of the "
        + "export. Record nothing: then the finding disappears, and those that follow from it."
    }
  }

  private func proof(_ fault: ExportFault) -> String { words.eventWords(fault.proof) }

  /// `e-7, a deduct event of 264 credits for acc with request_id q, dated from … to …`.
  private func lacking(_ event: AdvisedEvent, _ fault: ExportFault) -> String {
    let latest = adviser.event(fault.proof).at
    var row = event
    let at = event.at ?? latest
    let isDated = [.reset, .transferOut, .transferIn].contains(event.kind) && at < latest
    if !isDated { row.at = nil }
    let (first, last) = (CreditEvidence.instant(at), CreditEvidence.instant(latest))
    let span = at < latest ? ", dated from \(first) to \(last)" : ", dated by \(last)"
    let id = fault.eventID == CreditNames.blank ? "" : words.text(fault.eventID) + ", "
    return id + self.event(row) + (isDated ? "" : span)
  }
}

extension CreditEvidence {
  /// A sentence on the fault of the export that a finding shows, after a space; empty without one.
  func exportFault(_ finding: CreditFinding) -> String {
    fault(finding).map { " " + proof($0) } ?? ""
  }

  /// A sentence on a fault of the export and the event that proves it.
  func proof(_ fault: ExportFault) -> String {
    let place = eventWords(fault.proof)
    switch fault.kind {
    case .lacking where fault.isLikely:
      return "The export may lack an event: the recorded balance of \(place) is different."
    case .lacking where isNamed(fault):
      return "\(place) names \(text(fault.eventID)), so the source system booked that event, and "
        + "the export lacks it."
    case .lacking(let event):
      return "The recorded balance of \(place) has the \(event.kind.word) event, so the source "
        + "system booked it, and the export lacks it."
    case .doubled(let index):
      return "The recorded balance of \(place) does not have "
        + "\(text(events[Int(index)].eventID)): the source system booked the event once, and the "
        + "export has it twice."
    }
  }

  /// True if the event that proves a fault names the event that is lacking.
  private func isNamed(_ fault: ExportFault) -> Bool {
    fault.eventID != CreditNames.blank && events[Int(fault.proof)].subject == fault.eventID
  }
}
