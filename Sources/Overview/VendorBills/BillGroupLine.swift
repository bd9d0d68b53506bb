import Bills
import Ledger
import Reports

/// A group of a bill as pages show it.
package struct BillGroupLine: Sendable {
  package let period: String
  package let model: String
  package let unitClass: String
  package let billed: String
  package let ledger: String
  /// Of the two shown figures, with its sign.
  package let difference: String
  /// The name of the largest part of the difference.
  package let part: String
}

extension VendorBill {
  /// The most groups of a bill that a page shows.
  package static let shownGroups = 5
  /// The most causes of a bill that a screen, page or sheet shows.
  package static let shownCauses = 8

  /// The groups with the largest differences, as shown.
  package var largestGroups: [BillGroupLine] {
    groups.prefix(VendorBill.shownGroups).map(line)
  }

  private func line(_ group: BillGroup) -> BillGroupLine {
    let change = ShownChange(group.ledger, group.billed)
    let largest = BillPart.allCases.max { left, right in
      let (one, other) = (group.parts[left.rawValue], group.parts[right.rawValue])
      // Of equal ones the first.
      return one.magnitude == other.magnitude
        ? left.rawValue > right.rawValue : one.magnitude < other.magnitude
    }
    return BillGroupLine(
      period: group.period.billPeriod(in: summary.zone),
      model: group.model == .all ? "all models" : group.model.text.description,
      unitClass: group.unitClass == .all ? "all" : group.unitClass.nounForPeople,
      billed: change.after, ledger: group.isLedgerKnown ? change.before : Figures.notKnown,
      difference: group.isLedgerKnown ? change.change : Figures.notKnown,
      part: largest?.words ?? "")
  }
}

extension BillCause {
  /// The name of the part for people.
  package var label: String { part.words }
}
