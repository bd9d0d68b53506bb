import Ledger
import Pricing
import Rating
import Terminal
import Workspace

/// The classes of a request with quantity, price, cost and the rows that decided, and what they come to.
struct CostTable {
  let trace: RatingTrace
  /// Lines below the classes, such as what was recorded: a label, USD or a dash, and a note.
  let totals: [Total]
  let width: Int

  struct Total {
    let label: String
    let usd: String
    let note: String
  }

  private struct Row {
    let label: String
    let quantity: String
    let price: String
    /// The price is for one, in a table of prices for a million.
    let isEach: Bool
    let usd: String
    let from: String
  }

  var lines: [String] {
    let rows = trace.lines.map(row)
    let usd = FullPrecisionText.aligned(rows.map(\.usd) + totals.map(\.usd))
    let quantities = FullPrecisionText.aligned(rows.map(\.quantity))
    let prices = FullPrecisionText.aligned(rows.map(\.price), width: heading.count)
    let widths = [
      max(16, 2 + (rows.map(\.label.count) + totals.map(\.label.count)).reduce(0, max)),
      max(8, 2 + (quantities.first?.count ?? 0)), prices.first?.count ?? heading.count,
      max(9, usd.first?.count ?? 0),
    ]
    let headings = line(["Vendor cost", "Quantity", heading, "USD"], widths)
    let classes = rows.indices.map {
      line(["  " + rows[$0].label, quantities[$0], prices[$0], usd[$0]], widths)
    }
    let sums = totals.indices.map {
      line(["  " + totals[$0].label, "", "", usd[rows.count + $0]], widths)
    }
    let all = [headings] + classes + sums
    guard all.allSatisfy({ $0.trimmedAtEnd.count <= width }) else { return inWords(rows) }
    let last = "Price from"
    let fits = headings.count + last.count <= width
    return [fits ? headings + last : headings.trimmedAtEnd]
      + zip(classes + sums, rows.map(\.from) + totals.map(\.note)).flatMap(wrapped)
  }

  /// The same for a screen that the table is too wide for: a sentence per class and total.
  private func inWords(_ rows: [Row]) -> [String] {
    let classes = rows.map { row in
      if row.usd == "–" { return "\(row.label): \(row.quantity); \(row.from)" }
      let unit = row.isEach ? "USD" : heading
      return "\(row.label): \(row.quantity) × \(row.price) \(unit) = \(row.usd) USD; \(row.from)"
    }
    let sums = totals.map { total in
      let usd = total.usd == "–" ? "" : "\(total.usd) USD"
      return "\(total.label): " + [usd, total.note].filter { !$0.isEmpty }.joined(separator: "; ")
    }
    return ["Vendor cost"]
      + (classes + sums).flatMap {
        Wrapping.lines($0, after: "  ", hanging: 4, width: width)
      }
  }

  /// The price of a million tokens, or of one unit where no class counts tokens.
  private var heading: String {
    trace.lines.contains { $0.unitClass.defaultPer > 1 } ? "USD per million" : "USD for one"
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    cells[0].padded(to: widths[0] + 1).dropLast() + cells[1].leftPadded(to: widths[1]) + "  "
      + cells[2].leftPadded(to: widths[2]) + "  "
      + (cells[3] + String(repeating: " ", count: max(0, widths[3] - cells[3].count))) + "  "
  }

  /// A line with a text at its end, which goes on below where the width asks for it.
  private func wrapped(_ line: String, _ text: String) -> [String] {
    let room = width - line.count
    if room >= 20 || text.displayWidth <= room {
      let texts = Wrapping.lines(text, width: room)
      let indent = String(repeating: " ", count: line.count)
      return texts.enumerated().map { (($0 == 0 ? line : indent) + $1).trimmedAtEnd }
    }
    return [line.trimmedAtEnd] + Wrapping.lines(text, after: "    ", width: width)
  }

  private func row(_ line: RatingTrace.CostLine) -> Row {
    let unitClass = line.unitClass
    let isEach = unitClass.defaultPer == 1 && heading != "USD for one"
    return Row(
      label: unitClass.name + (isEach ? ", each" : ""),
      quantity: FullPrecisionText.quantity(line.quantity, of: unitClass),
      price: line.price.map { FullPrecisionText.money($0.perUnit * unitClass.defaultPer) } ?? "–",
      isEach: isEach, usd: line.price == nil ? "–" : FullPrecisionText.money(line.cost),
      from: line.price.map(from) ?? "no price")
  }

  /// The quoted row, or how the price follows from one; a quote that another line shows is not repeated.
  private func from(_ price: PriceTrace) -> String {
    let quote = SourceLocationText.short(price.quote.place)
    let isBase = price.quote.value.key.contextOver == nil && trace.band != nil
    let band = isBase && price.unitClass != .request ? ", base band" : ""
    guard !price.derivations.isEmpty else { return quote + band }
    let factors = price.derivations.map { "× \($0.value.factor)" }.joined(separator: " ")
    let rules = SourceLocationText.list(price.derivations.map(\.place))
    let isShown = trace.lines.contains {
      $0.price.map { $0.derivations.isEmpty && $0.quote.place == price.quote.place } ?? false
    }
    if isShown { return "\(factors), \(rules)\(band)" }
    let perUnit = (price.quote.value.perUnit ?? .zero) * price.unitClass.defaultPer
    return "\(FullPrecisionText.money(perUnit)) \(factors), \(quote), \(rules)\(band)"
  }
}
