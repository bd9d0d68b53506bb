import Overview

/// Vendors' bills beside the ledger: for each bill and month a sentence, the waterfall from the ledger to the amount to
/// pay, the causes and the largest groups.
enum BillSection {
  static let id = "bills"
  /// The most bills with a waterfall; further ones get their sentence.
  private static let limit = 6

  /// Nothing without bills.
  static func markup(_ bills: VendorBills?) -> Markup {
    guard let bills, !bills.bills.isEmpty else { return .nothing }
    // The latest month is the news.
    let ordered = bills.months.reversed().flatMap(\.bills)
    let shown = ordered.prefix(DataTable.limit)
    var drawn = 0
    let parts = shown.enumerated().map { index, bill -> Markup in
      let isDrawn = !bill.summary.agrees && drawn < limit
      drawn += isDrawn ? 1 : 0
      return markup(bill, id: "bill-\(index + 1)", isDrawn: isDrawn)
    }
    let rest = Array(ordered.dropFirst(shown.count))
    let more = rest.isEmpty ? "" : "\(VendorBills.leftOut(rest)): bill-summary.csv. "
    return Section.markup(
      id: id, bills.title, side: Section.side("USD"),
      parts + payments(bills) + otherRemarks(bills) + [
        Section.note(
          for: id,
          more
            + "Bills name no customer tiers or accounts, so this section does not follow the "
            + "filter. All figures are in",
          files: ["bill-summary.csv", "bill-reconciliation.csv", "bill-lines.csv"])
      ])
  }

  private static func markup(_ bill: VendorBill, id: String, isDrawn: Bool) -> Markup {
    let heading = Markup.element(
      "h3", ["id": "h-" + id], .text("\(bill.name), \(bill.monthName)"))
    let sentence = Markup.element("p", .sentence(bill.sentence))
    let payment =
      bill.payment.map { Markup.element("p", .sentence($0 + ".")) } ?? Markup.nothing
    let source = Markup.element("p", ["class": "note"], .text(bill.source + "."))
    let remarks = Markup.joined(
      bill.remarks.map { Markup.element("p", .sentence($0.sentence)) })
    guard isDrawn else { return .joined([heading, sentence, payment, remarks, source]) }
    return .joined([
      heading, sentence, payment, remarks, source, waterfall(bill, id: id), causes(bill, id: id),
      BillGroupTable.markup(bill, id: id),
    ])
  }

  private static func payments(_ bills: VendorBills) -> [Markup] {
    let ofMonths = bills.months.reversed().flatMap { month in
      VendorBills.payments(month.bills, namesMonth: bills.months.count > 1)
    }
    return (ofMonths + VendorBills.choicesOfSeveralMonths(bills.bills)).map {
      .element("p", .sentence($0))
    }
  }

  private static func otherRemarks(_ bills: VendorBills) -> [Markup] {
    if bills.otherRemarks.isEmpty { return [] }
    return [.element("h3", .text(VendorBills.otherRemarksTitle))]
      + bills.otherRemarks.map { .element("p", .sentence($0.sentence)) }
  }

  // MARK: The waterfall

  private static func waterfall(_ bill: VendorBill, id: String) -> Markup {
    let steps = bill.steps
    let bars = BridgeBars([levels(of: steps)])
    let rows = steps.enumerated().map { index, step in
      Markup.element(
        "tr", ["class": step.kind == .ledger ? "start" : step.isSum ? "end" : "driver"],
        [
          .element("th", ["scope": "row"], .text(step.label)),
          .element(
            "td", ["class": "n m m0"],
            [
              bars.markup(measure: 0, line: index),
              .element("span", .text(Typography.figure(bill.text(step)))),
            ]),
        ])
    }
    let head = Markup.element(
      "tr",
      [
        .element("th", ["scope": "col"], .element("span", ["class": "unseen"], "Figure")),
        .element("th", ["scope": "col", "class": "n m m0"], "USD"),
      ])
    return .element(
      "div",
      [
        "class": "scroll", "tabindex": "0", "role": "region",
        "aria-label": "Ledger to amount to pay, \(bill.name), \(bill.monthName)",
      ],
      .element(
        "table",
        [
          "id": "t-" + id, "class": "bridge one", "aria-labelledby": "h-" + id,
          "aria-describedby": Section.noteID(BillSection.id),
        ],
        [.element("thead", head), .element("tbody", rows)]))
  }

  private static func levels(of steps: [AmountToPayStep]) -> [BridgeBars.Step] {
    var level: Int128 = 0
    return steps.map { step in
      let before = level
      level = step.isSum ? step.shownUnits : level + step.shownUnits
      let kind: BridgeBars.Step.Kind =
        switch step.kind {
        case .ledger: .start
        case .billed: .middle
        case .total: .end
        case .part, .other: .change
        }
      return BridgeBars.Step(kind: kind, before: before, after: level)
    }
  }

  // MARK: The causes

  private static func causes(_ bill: VendorBill, id: String) -> Markup {
    let shown = bill.causes.prefix(VendorBill.shownCauses)
    guard !shown.isEmpty else { return .nothing }
    let rest = bill.causes.count - shown.count
    return .joined([
      .element(
        "ol",
        [
          "class": "att",
          "aria-label": "Causes of the difference, \(bill.name), \(bill.monthName)",
        ],
        shown.map(item)),
      bill.roundingNote.map { .element("p", ["class": "note"], .text($0)) } ?? .nothing,
      rest == 0
        ? .nothing
        : .element(
          "p", ["class": "note"],
          .text("\(Figures.count(Int64(rest), "more cause")) in bill-reconciliation.csv.")),
    ])
  }

  private static func item(_ cause: BillCause) -> Markup {
    .element(
      "li",
      [
        .element("b", ["class": "usd"], .text(Typography.figure(cause.shown))),
        .element("div", .element("p", ["class": "what"], .sentence(cause.sentence))),
        .element(
          "p", ["class": "note where"],
          [
            .element("span", ["class": "meaning"], .text(cause.label)),
            .element("code", .text(cause.part.code)),
          ]),
      ])
  }
}
