import Bills
import Comparing
import Ledger
import Reports

/// Sentences on bills of several months.
extension VendorBills {
  /// Returns a sentence for each vendor with alternative bills in several months: of all months one of them is to be paid.
  ///
  /// `Pay one bill of v for both months, October 2026 and November 2026: a (108.57 USD) or b (123.34 USD). …`
  package static func choicesOfSeveralMonths(_ bills: [VendorBill]) -> [String] {
    let choices = Dictionary(grouping: bills.filter { !$0.statements.isEmpty }, by: \.vendor)
    var hasMore = false
    let sentences = choices.keys.sorted().compactMap { vendor -> String? in
      let own = choices[vendor] ?? []
      let months = Set(own.map(\.summary.month)).sorted()
      let byFormat = Dictionary(grouping: own, by: \.summary.format)
      // Others state only some of these months.
      let whole = byFormat.filter { $0.value.count == months.count }
      guard months.count > 1, whole.count > 1 else { return nil }
      let totals = whole.keys.sorted().map { format in
        let total = (whole[format] ?? []).reduce(Int128(0)) {
          $0 + ShownChange.units(of: $1.summary.total, decimals: 2)
        }
        return "\(format) (\(Figures.money(total, scale: 2, decimals: 2)) USD)"
      }
      return "Pay one bill of \(vendor) for \(names(of: months)), the same for each month: "
        + totals.joined(separator: " or ") + "." + reason(own, &hasMore)
    }
    return hasMore
      ? sentences + [
        "A request at the end of a month may be in the next month of a vendor's other bill: a mix could "
          + "pay it twice or not at all."
      ] : sentences
  }

  /// Returns the usage that bills of two formats have in different months, with a blank before.
  ///
  /// - Parameter hasMore: set where no such usage is known.
  private static func reason(_ bills: [VendorBill], _ hasMore: inout Bool) -> String {
    guard let bill = bills.first(where: { $0.summary.uncovered.endsLater != .zero }) else {
      hasMore = true
      return ""
    }
    let amount = bill.summary.uncovered.endsLater
    let shown = RoundedBillAmount(amount, units: ShownChange.units(of: amount, decimals: 2)).text(2)
    return " \(shown) USD of \(bill.monthName) is in a later month of \(bill.summary.format): "
      + "a mix would pay it twice or not at all."
  }

  /// Returns the bills that a list leaves out, with what is to dispute on them: `2 more bills of August 2026, 0.12 USD to
  /// dispute`.
  ///
  /// Of bills of one usage only the largest amount counts.
  package static func leftOut(_ bills: [VendorBill]) -> String {
    struct Usage: Hashable {
      let vendor: String
      let month: Month
      /// Empty for bills of one usage.
      let format: Name
    }
    var disputed: [Usage: Money] = [:]
    for bill in bills {
      let usage = Usage(
        vendor: bill.vendor, month: bill.summary.month,
        format: bill.statements.isEmpty ? bill.summary.format : .empty)
      disputed[usage] = max(
        disputed[usage] ?? .zero, BillClaims(bill)[.dispute].money(bill.decimals))
    }
    let sum = disputed.values.reduce(.zero, +)
    return "\(Figures.count(Int64(bills.count), "more bill")) of "
      + names(of: Set(bills.map(\.summary.month)).sorted())
      + (sum == .zero ? "" : ", \(BillRemarkText.usd(sum)) to dispute")
  }

  /// The most months that a sentence names one by one.
  private static let shownMonths = 3

  private static func names(of months: [Month]) -> String {
    let names = months.map(\.period.nameInText)
    guard names.count > shownMonths, let first = names.first, let last = names.last else {
      return names.listed
    }
    return "\(first) to \(last)"
  }
}
