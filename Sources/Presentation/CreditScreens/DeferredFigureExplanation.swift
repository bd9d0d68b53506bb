import Credits
import Ledger
import Outputs
import Overview
import Terminal

/// A figure of `deferred-revenue.csv` with the events that make it up.
package struct DeferredFigureExplanation {
  private let figure: DeferredFigure
  private let facts: CreditAuditTexts
  /// In 10⁻¹⁸ USD.
  private let value: Int128
  /// The columns of the month that lead to a closing amount, each with its sign.
  private let equation: [(column: DeferredFigure.Column, usd: Int128)]
  /// The largest amount first, then in the order of the replay.
  private let parts: [Part]

  /// The amount of one event.
  private struct Part {
    let event: UInt32
    /// The account and the request of the amounts; texts of the audit's names.
    let account: UInt32
    let request: UInt32
    let kind: RevenuePosting.Kind
    /// 10⁻¹⁸ USD, as the figure has it.
    var usd: Int128
  }

  /// - Parameter audit: of the months up to the end of the figure's month, at least.
  package init(_ figure: DeferredFigure, _ audit: CreditAudit, zone: ReportingZone) {
    self.figure = figure
    facts = CreditAuditTexts(audit, zone: zone)
    let month = Int32(figure.month.number)
    let own = audit.postings.filter { $0.source == figure.source && $0.month <= month }
    func sum(_ postings: [RevenuePosting]) -> Int128 {
      postings.reduce(0) { $0 + DeferredFigureExplanation.change($1) }
    }
    let (before, within) = (own.filter { $0.month < month }, own.filter { $0.month == month })
    switch figure.column {
    case .opening:
      (equation, value) = ([], sum(before))
      parts = DeferredFigureExplanation.parts(before, DeferredFigureExplanation.change)
    case .closing:
      let columns: [(DeferredFigure.Column, Int128)] = RevenuePosting.Kind.allCases.compactMap {
        kind in
        let change = sum(within.filter { $0.kind == kind })
        return change == 0 ? nil : (DeferredFigure.Column(kind), change)
      }
      (equation, value) = ([(.opening, sum(before))] + columns, sum(own))
      parts = DeferredFigureExplanation.parts(within, DeferredFigureExplanation.change)
    case .sold, .realised, .breakage, .refunded, .transferred:
      let postings = within.filter { DeferredFigure.Column($0.kind) == figure.column }
      (equation, value) = ([], postings.reduce(0) { $0 + $1.usd })
      parts = DeferredFigureExplanation.parts(postings, \.usd)
    }
  }

  /// The change of the deferred amount, in 10⁻¹⁸ USD.
  private static func change(_ posting: RevenuePosting) -> Int128 {
    DeferredFigure.Column(posting.kind).isReduction ? -posting.usd : posting.usd
  }

  /// Returns the amounts by event, request and column.
  private static func parts(
    _ postings: [RevenuePosting], _ amount: (RevenuePosting) -> Int128
  ) -> [Part] {
    struct Key: Hashable {
      let event: UInt32
      let request: UInt32
      let kind: RevenuePosting.Kind
    }
    var places: [Key: Int] = [:]
    var parts: [Part] = []
    for posting in postings {
      let key = Key(event: posting.event, request: posting.request, kind: posting.kind)
      if let place = places[key] {
        parts[place].usd += amount(posting)
        continue
      }
      places[key] = parts.count
      parts.append(
        Part(
          event: posting.event, account: posting.account, request: posting.request,
          kind: posting.kind, usd: amount(posting)))
    }
    let shown = parts.filter { $0.usd != 0 }
    return shown.indices.sorted {
      let sizes = (shown[$0].usd.magnitude, shown[$1].usd.magnitude)
      return sizes.0 == sizes.1 ? $0 < $1 : sizes.0 > sizes.1
    }.map { shown[$0] }
  }

  // MARK: Screen

  /// The number of events on the screen.
  private static let listed = 40

  /// The screen, in lines no wider than `width`.
  package func screen(width: Int, paint: Paint) -> String {
    let head = Wrapping.lines(
      "\(figure.text): \(facts.money(value))", hanging: 2, width: width)
    return [
      [paint(.bold, head[0])] + head.dropFirst() + formula(width),
      parts.isEmpty ? ["No event contributes to this figure."] : rows(width),
    ].text
  }

  /// `= opening_usd 3.2 + sold_usd 9.99 - realised_usd 6 USD`.
  private func formula(_ width: Int) -> [String] {
    guard let first = equation.first else { return [] }
    func text(_ usd: Int128) -> String { FullPrecisionText.money(Money(attodollars: usd)) }
    let rest = equation.dropFirst().map { column, usd in
      column.isReduction
        ? " - \(column.rawValue) \(text(-usd))" : " + \(column.rawValue) \(text(usd))"
    }
    return Wrapping.lines(
      "= \(first.column.rawValue) \(text(first.usd))" + rest.joined() + " USD", after: "  ",
      hanging: 4, width: width)
  }

  private func rows(_ width: Int) -> [String] {
    let count = Figures.count(Int64(parts.count), "event")
    let shown = parts.prefix(DeferredFigureExplanation.listed)
    let rest = parts.dropFirst(shown.count).reduce(Int128(0)) { $0 + $1.usd }
    let head =
      shown.count == parts.count
      ? "\(count), largest amount first"
      : "The \(shown.count) largest of \(count); --json lists the others, which sum to "
        + facts.money(rest)
    return Wrapping.lines(head, hanging: 2, width: width)
      + shown.flatMap { part in
        let event = facts.event(part.event)
        let request =
          part.request == CreditNames.blank ? "" : ", request \(facts.text(part.request))"
        return Wrapping.lines(
          SafeText.safe(
            "\(facts.money(part.usd))  \(word(part.kind)), \(facts.moment(event.at)) "
              + "\(facts.text(event.eventID)): \(event.kind.word), account "
              + "\(facts.text(part.account))\(request), \(facts.place(event))"),
          after: "  ", hanging: 4, width: width)
      }
  }

  private func word(_ kind: RevenuePosting.Kind) -> String {
    DeferredFigure.Column(kind).rawValue.replacing("_usd", with: "")
  }

  // MARK: JSON

  /// The document; see docs/JSON.md.
  package var json: String {
    JSONText.object([
      ("assay", .string(Version.number)), ("figure", .string(figure.text)),
      ("value", CreditAuditTexts.moneyJSON(value)), ("unit", .string("USD")),
      (
        "parts",
        .array(
          equation.map {
            .object([
              ("column", .string($0.column.rawValue)),
              ("value", CreditAuditTexts.moneyJSON($0.usd)),
            ])
          })
      ),
      ("events", .array(parts.map(json))),
    ]).text
  }

  private func json(_ part: Part) -> JSONText {
    let event = facts.event(part.event)
    return .object([
      ("event_id", facts.textJSON(event.eventID)), ("at", CreditAuditTexts.momentJSON(event.at)),
      ("kind", .string(event.kind.word)), ("account_id", facts.textJSON(part.account)),
      ("request_id", facts.textJSON(part.request)), ("column", .string(word(part.kind))),
      ("usd", CreditAuditTexts.moneyJSON(part.usd)),
      ("file", .string(facts.audit.files[Int(event.file)].description)),
      ("line", .number(Int64(event.line))),
    ])
  }
}
