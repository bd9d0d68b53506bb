import Ledger
import Overview
import Terminal

/// The screen of `assay bill`: each bill beside the ledger, its causes in words, and the amount to pay.
package struct BillScreen {
  private let bills: VendorBills
  private let skipped: [(path: String, code: String)]
  private let usage: UnbilledUsageNotes
  private let folder: String
  private let files: [String]
  private let next: [String]
  private let width: Int
  private let paint: Paint
  private let hasGlyphs: Bool

  /// - Parameters:
  ///   - skipped: the bills that could not be used and were left out.
  ///   - usage: the usage that is compared with no bill.
  ///   - files: the names of the files that were written to `folder`.
  ///   - next: commands that go on from here.
  ///   - hasGlyphs: the terminal has more than plain letters.
  package init(
    _ bills: VendorBills, skipped: [(path: String, code: String)] = [],
    usage: UnbilledUsageNotes = .none, folder: String,
    files: [String], next: [String] = [], width: Int, paint: Paint, hasGlyphs: Bool
  ) {
    self.bills = bills
    self.skipped = skipped
    self.usage = usage
    self.folder = folder
    self.files = files
    self.next = next
    self.width = width
    self.paint = paint
    self.hasGlyphs = hasGlyphs
  }

  /// The screen, line by line.
  package var text: String {
    let months = bills.months.flatMap { month -> [[String]] in
      [[paint(.bold, month.title)], block(of: month.bills) + total(of: month.bills)]
    }
    let blocks =
      (months.isEmpty
        ? [
          [
            paint(.bold, VendorBills.title)
          ] + wrapped([usage.withoutBills], after: "  ")
        ] : months)
      + [
        wrapped(VendorBills.choicesOfSeveralMonths(bills.bills)), wrapped(usage.sentences), notRead,
        place, nextLines,
      ]
    return hasGlyphs ? blocks.text : blocks.text.plainSigns
  }

  // MARK: Bills

  /// What to pay in all; each bill says which others are of the same usage.
  private func total(of bills: [VendorBill]) -> [String] {
    wrapped(VendorBills.choices(bills), after: "  ")
  }

  private func wrapped(_ sentences: [String], after start: String = "") -> [String] {
    sentences.flatMap {
      Wrapping.lines(SafeText.safe($0), after: start, hanging: start.count + 2, width: width)
    }
  }

  private func block(of bills: [VendorBill]) -> [String] {
    let names = bills.map { SafeText.safe($0.vendor) }
    let name = max(14, (names.map(\.displayWidth).max() ?? 0) + 2)
    let amounts = bills.flatMap {
      $0.summary.agrees ? [$0.billed] : [$0.billed, $0.ledger, $0.difference]
    }
    let amount = amounts.map(\.count).max() ?? 0
    return zip(bills, names).flatMap { bill, vendor in
      lines(of: bill, vendor: vendor, nameWidth: name, amountWidth: amount)
    }
  }

  private func lines(
    of bill: VendorBill, vendor: String, nameWidth: Int, amountWidth: Int
  ) -> [String] {
    func figure(_ label: String, _ amount: String, _ words: String, name: String = "") -> [String] {
      let start =
        "  " + name.padded(to: nameWidth) + label.padded(to: 12)
        + amount.leftPadded(to: amountWidth) + (amount == Figures.notKnown ? "    " : " USD")
      if words.isEmpty { return [start] }
      return Wrapping.lines(SafeText.safe(words), after: start + "  ", width: width)
    }
    if bill.summary.agrees {
      return figure("billed", bill.billed, bill.verdict, name: vendor) + payment(of: bill)
        + remarks(of: bill)
    }
    var difference = figure("difference", bill.difference, "does not agree: \(bill.verdict)")
    if bill.isDoubtful { difference = difference.map(painted) }
    return figure("billed", bill.billed, bill.source, name: vendor)
      + figure("ledger", bill.ledger, "") + difference + causes(of: bill) + payment(of: bill)
      + remarks(of: bill)
  }

  /// The line in the colour of doubts, its blanks at the start without.
  private func painted(_ line: String) -> String {
    let blanks = line.prefix { $0 == " " }
    return blanks + paint(.yellow, String(line.dropFirst(blanks.count)))
  }

  private func causes(of bill: VendorBill) -> [String] {
    let shown = bill.causes.prefix(VendorBill.shownCauses)
    let amount = max(6, shown.map(\.shown.count).max() ?? 0)
    var lines = shown.flatMap { cause in
      withCode(
        cause.part.code,
        Wrapping.lines(
          SafeText.safe(cause.sentence),
          after: "    " + cause.shown.leftPadded(to: amount) + "  ", width: width))
    }
    if let note = bill.roundingNote {
      lines += Wrapping.lines(
        note, after: String(repeating: " ", count: amount + 6), width: width)
    }
    let rest = bill.causes.count - shown.count
    if rest > 0 {
      lines.append(
        String(repeating: " ", count: amount + 6)
          + "… \(Figures.count(Int64(rest), "more cause")) in bill-reconciliation.csv")
    }
    return lines
  }

  /// The lines with a code at the right end of the last one, or on a line of its own where it has no room.
  private func withCode(_ code: String, _ lines: [String]) -> [String] {
    guard let last = lines.last else { return lines }
    let room = width - last.displayWidth - 2
    if code.count > room { return lines + [code.leftPadded(to: width)] }
    return lines.dropLast() + [last + "  " + code.leftPadded(to: room)]
  }

  private func payment(of bill: VendorBill) -> [String] {
    bill.payment.map { Wrapping.lines($0, after: "    ", hanging: 6, width: width) } ?? []
  }

  private func remarks(of bill: VendorBill) -> [String] {
    bill.remarks.flatMap {
      Wrapping.lines(SafeText.safe($0.sentence), after: "    ", hanging: 6, width: width)
    }
  }

  // MARK: Files

  private var notRead: [String] {
    skipped.isEmpty
      ? []
      : Wrapping.lines(
        "Not read: " + skipped.map { "\(SafeText.safe($0.path)) (\($0.code))" }.listed + ".",
        hanging: 2, width: width)
  }

  private var place: [String] {
    if files.isEmpty { return [] }
    return Wrapping.lines(
      "Wrote \(SafeText.safe(folder))/: \(files.map(SafeText.safe).joined(separator: ", "))",
      hanging: 2, width: width)
  }

  private var nextLines: [String] {
    next.enumerated().map { ($0 == 0 ? "Next: " : "      ") + SafeText.safe($1) }
  }
}
