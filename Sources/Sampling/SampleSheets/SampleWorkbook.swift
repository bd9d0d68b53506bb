import Ledger
import Tables

/// The workbook of the sample: population, sample, sources and sign-off.
package struct SampleWorkbook {
  package let pages: [Worksheet]
  package let properties: WorkbookProperties

  /// The name of the file.
  package static let fileName = "audit-sample.xlsx"

  /// - Parameters:
  ///   - scope: the days in words.
  ///   - version: that of the program.
  ///   - created: the last day of the period.
  package init(
    _ facts: SampleFacts, _ requests: [SampledRequest], sources: [SampleSource],
    version: String, created: Day
  ) {
    let sample = SampleSheet(requests, scope: facts.scope)
    pages = [
      PopulationSheet(facts).page, sample.page, SourcesSheet(sources, scope: facts.scope).page,
      SignOffSheet(sample, scope: facts.scope).page,
    ]
    properties = WorkbookProperties(
      title: "Audit sample, \(facts.scope)", subject: facts.method,
      comments: "Made by assay \(version). Exact figures: \(AuditSampleTable.name).csv.",
      created: created)
  }
}

/// The facts about the population and the draw.
package struct SampleFacts {
  package let plan: SamplePlan
  package let strata: [DrawnStratum]
  /// The requests that no stratum is for.
  package let outside: Int64
  /// The days in words.
  package let scope: String
  /// The outcome of every row of the ledger, as words and numbers: all rows first, then the parts of the sum.
  package let rows: [(words: String, count: Int64)]
  /// The SHA-256 of the manifest in the folder; nil without one.
  package let manifest: String?

  package init(
    _ plan: SamplePlan, _ strata: [DrawnStratum], outside: Int64, scope: String,
    rows: [(words: String, count: Int64)], manifest: String?
  ) {
    self.plan = plan
    self.strata = strata
    self.outside = outside
    self.scope = scope
    self.rows = rows
    self.manifest = manifest
  }

  /// The number of drawn requests.
  package var size: Int { strata.reduce(0) { $0 + $1.units.count } }

  /// The requests without a price and what they lack, as a sentence; nil where every request has a price.
  package var unpriced: String? {
    let unpriced = strata.reduce(0) { $0 + $1.unpriced }
    guard unpriced > 0 else { return nil }
    let all = GroupedDigits.count(strata.reduce(0) { $0 + $1.requests }, "request")
    return "The notional cost of \(GroupedDigits.text(unpriced)) of \(all) is not known: "
      + (unpriced == 1 ? "it has no price." : "they have no price.")
  }

  /// The method in words.
  package var method: String {
    plan.isByAmount ? "monetary unit, fixed interval" : "random, by SHA-256 of seed and id"
  }
}

/// A row of the books that the sample uses, as it is in its file.
package struct SampleSource {
  /// As `file:line`.
  package let place: String
  package let text: Name

  package init(place: String, text: Name) {
    self.place = place
    self.text = text
  }
}
