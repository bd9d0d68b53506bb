import Ledger
import Outputs
import Pricing
import Terminal

/// The prices in force at an instant: as a table and as JSON.
package struct PriceListing {
  let quotes: [(price: Price, row: DatedRow<Price>)]
  let at: Instant
  let knownAt: Instant?

  /// - Parameters: see the members of these names.
  package init(quotes: [(price: Price, row: DatedRow<Price>)], at: Instant, knownAt: Instant?) {
    self.quotes = quotes
    self.at = at
    self.knownAt = knownAt
  }

  /// The classes with a column of their own.
  private static let classes: [(heading: String, unitClass: UnitClass)] = [
    ("Input", .input), ("Cache read", .cacheRead), ("Output", .output),
  ]

  /// The subject of a line.
  private struct Line: Hashable {
    let model: ModelKey
    let words: String
  }

  /// The screen, in lines no wider than `width`.
  package func text(width: Int, paint: Paint) -> String {
    var order: [Line] = []
    var prices: [Line: [UnitClass: String]] = [:]
    var sources: [Line: String] = [:]
    for (price, row) in quotes {
      let key = price.key
      let base = Price.Key(
        provider: key.provider, model: key.model, unitClass: .input, serviceTier: key.serviceTier,
        region: key.region, contextOver: key.contextOver)
      let words = base.words.replacing(" input", with: "", maxReplacements: 1)
      let line = Line(
        model: key.modelKey, words: SafeText.safe(words))
      if prices[line] == nil { order.append(line) }
      prices[line, default: [:]][key.unitClass] =
        price.perUnit.map { "\($0 * key.unitClass.defaultPer)" } ?? "not known"
      sources[line] = PriceSources.name(of: row.place.file)
    }
    let rows = order.map { line -> [TextTable.Cell] in
      let own = prices[line, default: [:]]
      let shown = PriceListing.classes.map { own[$0.unitClass] ?? "" }
      let others = own.count - shown.count { !$0.isEmpty }
      return [TextTable.Cell(text: line.words)] + shown.map { TextTable.Cell(text: $0) } + [
        TextTable.Cell(text: others == 0 ? "" : "\(others)"),
        TextTable.Cell(text: SafeText.safe(sources[line] ?? "")),
      ]
    }
    let known = knownAt.map { ", as known at \($0)" } ?? ""
    var lines = [paint(.bold, "Prices in force at \(at)\(known)") + ", USD per million tokens"]
    if rows.isEmpty { return lines[0] + ": none\n" }
    lines +=
      TextTable(
        columns: [TextTable.Column(heading: "Model")]
          + PriceListing.classes.map { TextTable.Column(heading: $0.heading) } + [
            TextTable.Column(heading: "Others", rank: 1),
            TextTable.Column(heading: "Book", rank: 2, isNote: true),
          ],
        rows: rows, hasTotal: false, width: width, file: "--json", paint: paint
      ).lines
    lines.append("To list every class with its row: --json")
    return lines.text
  }

  /// The same as a JSON document.
  package var json: JSONText {
    .object([
      ("assay", .string(Version.number)), ("at", .string(at.description)),
      ("as_known_at", .described(knownAt)),
      (
        "prices",
        .array(
          quotes.map { price, row in
            let per = price.key.unitClass.defaultPer
            return .object(
              price.key.json + [
                ("price_usd", .described(price.perUnit.map { $0 * per })), ("per", .number(per)),
                (
                  "effective_from",
                  row.from == .distantPast ? .null : .string(row.from.description)
                ),
                ("effective_to", .described(row.to)),
                ("recorded_at", .described(row.recordedAt)),
                ("book", .string(PriceSources.name(of: row.place.file))),
                ("row", .row(row.place)),
              ])
          })
      ),
    ])
  }
}
