import Ledger

/// The events that the ledger may have twice.
extension ExportCandidates {
  /// The values by which two events are about one fact.
  private struct Fact: Hashable {
    let kind: EventKind
    let credits: Int64
    let subject: UInt32
    let request: UInt32
    let payment: UInt32
    let reason: UInt32
  }

  /// The events up to the difference that equal an earlier one, and whose own recorded balance does not have them.
  var doubled: [ExportCandidate] {
    var seen: Set<Fact> = []
    var found: [UInt32] = []
    for index in own {
      let event = adviser.event(index)
      let terms = audit.ledger.terms(of: event)
      let fact = Fact(
        kind: event.kind, credits: event.credits, subject: event.subject, request: event.request,
        payment: terms.payment, reason: terms.reason)
      let isUnstated = event.stated == CreditEvent.noStated || index == trigger.event
      // Without the event that shows a difference, it would never be found: its credits must be those of the difference.
      let isFitting =
        abs(Int128(event.credits)) == abs(difference) || isShared && index != trigger.event
      if !seen.insert(fact).inserted, isUnstated, isFitting, event.credits != 0,
        event.kind != .balance
      {
        found.append(index)
      }
      if index == trigger.event { break }
    }
    return found.suffix(6).reversed().map { index in
      let root = places.first {
        finding($0).event == index
          && ![.recordedBalanceDiffers, .balanceBelowZero].contains(finding($0).check)
      }
      return ExportCandidate(
        change: ExportChange(removing: index), root: root, kind: .doubled(index))
    }
  }
}
