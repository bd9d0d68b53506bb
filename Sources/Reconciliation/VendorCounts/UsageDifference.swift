import Ledger

/// The sum of requests that is compared, of either side.
package struct UsageSum: Hashable, Sendable {
  /// Nil where it is not stated.
  package var requests: Int64? = 0
  package var quantities = Quantities()
  package var cacheDetail = CacheDetail.full
  /// A sum left the range of Int64: none of them can be used.
  private(set) var hasOverflowed = false

  package init() {}

  /// Adds requests and what they used.
  package mutating func add(
    _ requests: Int64?, _ quantities: Quantities, _ cacheDetail: CacheDetail
  ) {
    if let sum = self.requests, let requests {
      let (total, isTooLarge) = sum.addingReportingOverflow(requests)
      self.requests = total
      hasOverflowed = hasOverflowed || isTooLarge
    } else {
      self.requests = nil
    }
    self.cacheDetail = min(self.cacheDetail, cacheDetail)
    if self.quantities.add(quantities, sign: 1) { hasOverflowed = true }
  }

  /// Adds what is of the same cell.
  package mutating func add(_ other: UsageSum) {
    add(other.requests, other.quantities, other.cacheDetail)
    hasOverflowed = hasOverflowed || other.hasOverflowed
  }

  /// The sum of some classes; nil where it leaves the range of Int64.
  fileprivate func sum(_ classes: [UnitClass]) -> Int64? {
    var sum: Int64 = 0
    for unitClass in classes {
      let (total, isTooLarge) = sum.addingReportingOverflow(quantities[unitClass])
      if isTooLarge { return nil }
      sum = total
    }
    return sum
  }
}

/// The subject of a line of the comparison.
package struct UsageCell: Hashable, Comparable, Sendable {
  package let day: Day
  package let provider: Name
  /// After aliases; empty is all that no other line names.
  package let model: Name
  package let serviceTier: Name

  package init(day: Day, provider: Name, model: Name, serviceTier: Name) {
    self.day = day
    self.provider = provider
    self.model = model
    self.serviceTier = serviceTier
  }

  package static func < (left: UsageCell, right: UsageCell) -> Bool {
    (left.day, left.provider, left.model, left.serviceTier)
      < (right.day, right.provider, right.model, right.serviceTier)
  }
}

/// One figure of one day, model and service tier, as the vendor counted it and as the ledger has it.
package struct UsageDifference: Hashable, Sendable {
  package let group: BucketGroup
  package let cell: UsageCell
  /// The measure: requests, or a class of tokens.
  package let measure: String
  /// Nil where the export does not say.
  package let vendor: Int64?
  package let ledger: Int64

  /// The vendor's less ours; above 0 something is missing here.
  package var difference: Int64? { vendor.map { $0 - ledger } }

  package var finding: Finding {
    switch difference {
    case nil: .notStated
    case 0?: .equal
    case let some?: some > 0 ? .missingHere : .missingThere
    }
  }

  /// The result of the comparison of the two sides.
  package enum Finding: String, Sendable {
    case equal
    case missingHere = "missing_here"
    case missingThere = "missing_there"
    case notStated = "not_stated"
  }

  /// Compares what a group tells with what the ledger has of the same spans and providers, by day, provider, model,
  /// service tier, measure.
  ///
  /// Each cell of the ledger goes to the line that names it best: that of its model and tier, else the one of its
  /// model, of its tier, of its provider, of all; where there is none, it is a line of its own.
  ///
  /// Nil where a sum leaves the range of Int64.
  package static func all(
    of group: BucketGroup, vendor: [UsageCell: UsageSum], ledger: [UsageCell: UsageSum]
  ) -> [UsageDifference]? {
    var ours: [UsageCell: UsageSum] = [:]
    for (cell, sum) in ledger {
      let line = cell.wider.first { vendor[$0] != nil } ?? cell
      ours[line, default: UsageSum()].add(sum)
    }
    for sums in [vendor, ours] where sums.values.contains(where: \.hasOverflowed) { return nil }
    let detail = vendor.values.map(\.cacheDetail).min() ?? .full
    let statesRequests = vendor.values.allSatisfy { $0.requests != nil }
    var lines: [UsageDifference] = []
    for cell in Set(vendor.keys).union(ours.keys).sorted() {
      // Of a cell that the vendor does not name, it counted nothing.
      let (theirs, our) = (vendor[cell] ?? UsageSum(), ours[cell] ?? UsageSum())
      func add(_ measure: String, _ vendor: Int64?, _ ledger: Int64) {
        guard vendor ?? 0 != 0 || ledger != 0 else { return }
        lines.append(
          UsageDifference(
            group: group, cell: cell, measure: measure, vendor: vendor, ledger: ledger))
      }
      add("requests", statesRequests ? theirs.requests : nil, our.requests ?? 0)
      for (measure, classes) in measures(detail) {
        guard let vendor = theirs.sum(classes), let ledger = our.sum(classes) else { return nil }
        add(measure, vendor, ledger)
      }
    }
    return lines
  }

  /// Returns the measures to compare, as far as the vendor reports cached input separately.
  ///
  /// Output includes reasoning. Images and cached audio, which few vendors separate, are compared
  /// within the class that contains them.
  private static func measures(_ detail: CacheDetail) -> [(String, [UnitClass])] {
    let input: [(String, [UnitClass])] =
      switch detail {
      case .none:
        [
          (
            "input_and_cache_tokens",
            [.input, .imageInput, .cacheRead, .audioCacheRead, .cacheWrite5m, .cacheWrite1h]
          )
        ]
      case .writesTogether:
        [
          ("input_tokens", [.input, .imageInput]),
          ("cache_read_tokens", [.cacheRead, .audioCacheRead]),
          ("cache_write_tokens", [.cacheWrite5m, .cacheWrite1h]),
        ]
      case .full:
        [
          ("input_tokens", [.input, .imageInput]),
          ("cache_read_tokens", [.cacheRead, .audioCacheRead]),
          ("cache_write_5m_tokens", [.cacheWrite5m]), ("cache_write_1h_tokens", [.cacheWrite1h]),
        ]
      }
    return input + [
      ("output_and_reasoning_tokens", [.output, .reasoning, .imageOutput]),
      ("audio_input_tokens", [.audioInput]), ("audio_output_tokens", [.audioOutput]),
      ("searches", [.search]),
    ]
  }
}

extension UsageCell {
  /// The lines that may hold it, the most particular first.
  fileprivate var wider: [UsageCell] {
    func line(_ provider: Name, _ model: Name, _ tier: Name) -> UsageCell {
      UsageCell(day: day, provider: provider, model: model, serviceTier: tier)
    }
    return [
      self, line(provider, model, .empty), line(provider, .empty, serviceTier),
      line(provider, .empty, .empty), line(.empty, .empty, .empty),
    ]
  }
}
