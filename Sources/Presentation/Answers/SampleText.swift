import Ledger
import Outputs
import Overview
import Sampling
import Tables

/// The answer of `assay sample` for people and as JSON.
package struct SampleText {
  private let sample: SampleOutput
  private let folder: String

  package init(_ sample: SampleOutput, folder: String) {
    self.sample = sample
    self.folder = folder
  }

  private var facts: SampleFacts { sample.facts }

  /// A line for each stratum, the method, and the files.
  package var screen: String {
    var lines = [
      "Audit sample, \(facts.scope): \(Figures.count(Int64(facts.size), "request"))",
      "  " + row("Stratum", "Requests", "Drawn", "Notional USD"),
    ]
    for drawn in facts.strata {
      lines.append(
        "  "
          + row(
            drawn.stratum.kind.rawValue, Figures.count(drawn.requests),
            Figures.count(Int64(drawn.units.count)),
            drawn.knownCost.map {
              NumberView.grouped(decimals: 2).text($0.attodollars, scale: Money.decimals)
            } ?? Figures.notKnown))
    }
    if let unpriced = facts.unpriced { lines.append(unpriced) }
    lines += [
      "Method: \(facts.method); seed \(facts.plan.seed)",
      "Files:  "
        + SampleOutput.fileNames.sorted().map { folder + "/" + $0 }.joined(separator: ", "),
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private func row(_ first: String, _ others: String...) -> String {
    others.reduce(first.padding(to: 10)) { text, word in
      text + String(repeating: " ", count: max(1, 14 - word.count)) + word
    }
  }

  /// The document with the strata and the table.
  package var json: String {
    JSONText.object([
      ("assay", .string(Version.number)), ("output", .string(folder)),
      ("seed", .number(facts.plan.seed)), ("by_amount", .boolean(facts.plan.isByAmount)),
      ("strata", .array(facts.strata.map(stratum))),
      ("in_no_stratum", .number(facts.outside)),
      ("manifest_sha256", facts.manifest.map(JSONText.string) ?? .null),
      ("sample", sample.table.json),
    ]).text
  }

  private func stratum(_ drawn: DrawnStratum) -> JSONText {
    .object([
      ("stratum", .string(drawn.stratum.kind.rawValue)), ("requests", .number(drawn.requests)),
      ("costing", .number(drawn.costing)), ("notional_cost_usd", .described(drawn.knownCost)),
      ("wanted", drawn.stratum.size.map { .number(Int64($0)) } ?? .null),
      ("drawn", .number(Int64(drawn.units.count))),
      ("interval_usd", .described(drawn.interval)), ("first_hit_usd", .described(drawn.firstHit)),
      ("unpriced", .number(drawn.unpriced)),
    ])
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
