import Bills
import Ledger

/// The requests of the ledger without a price that a bill has under no such name: the vendor may have billed them under
/// another.
struct UncomparedUsage {
  private let unpriced: [Unpriced]
  private let periods: Set<Validity>

  static let none = UncomparedUsage([])

  /// A quantity without a price in a period and class.
  private struct Unpriced {
    let group: BillGroup
    let name: String
    /// The bill has a model of that name in the period, with other endings.
    let hasKin: Bool
  }

  /// - Parameter groups: every group of the bill and month.
  init(_ groups: [BillGroup]) {
    let own = groups.filter { $0.unpricedQuantity != .zero && $0.lines == 0 }
    periods = Set(own.map(\.period))
    let periods = periods
    var billed: [Validity: Set<String>] = [:]
    for group in groups where group.lines > 0 && periods.contains(group.period) {
      billed[group.period, default: []].insert(UncomparedUsage.name(of: group))
    }
    unpriced = own.map { group in
      let name = UncomparedUsage.name(of: group)
      let hasKin = (billed[group.period] ?? []).contains { UncomparedUsage.areKin($0, name) }
      return Unpriced(group: group, name: name, hasKin: hasKin)
    }
  }

  /// The requests that are compared with no line, each once.
  var requests: Int64 { UncomparedUsage.requests(in: unpriced.map(\.group)) }

  /// Returns true if a rejected row or a request without a price may be what the vendor billed more in a group.
  func mayBe(in group: BillGroup) -> Bool {
    group.mayBeOfOtherUsage
      && (!group.rejectedRows.isEmpty
        || periods.contains(group.period) && unpriced.contains { isOf($0, group) })
  }

  /// Returns the usage that may be what the vendor billed more in some groups.
  func missing(of groups: [BillGroup]) -> MissingUsage {
    let open = groups.filter(\.mayBeOfOtherUsage)
    let ofPeriods = Dictionary(grouping: open, by: \.period)
    let found = unpriced.filter { entry in
      (ofPeriods[entry.group.period] ?? []).contains { isOf(entry, $0) }
    }
    var quantities: [PeriodClass: Int128] = [:]
    for entry in found {
      quantities[PeriodClass(entry.group), default: 0] += entry.group.unpricedQuantity.attounits
    }
    var more: [PeriodClass: Int128] = [:]
    for group in open {
      guard let billed = group.billedQuantity else { continue }
      more[PeriodClass(group), default: 0] += (billed - group.ledgerQuantity).attounits
    }
    return MissingUsage(
      rejected: Int64(Set(open.flatMap(\.rejectedRows)).count),
      unpriced: UncomparedUsage.requests(in: found.map(\.group)),
      unpricedQuantity: quantities.reduce(0) { sum, entry in
        sum + max(0, min(entry.value, more[entry.key] ?? 0))
      })
  }

  private struct PeriodClass: Hashable {
    let period: Validity
    let unitClass: BilledClass

    init(_ group: BillGroup) { (period, unitClass) = (group.period, group.unitClass) }
  }

  private struct PeriodModel: Hashable {
    let period: Validity
    let model: BilledModel
  }

  /// A request has a group of each class.
  private static func requests(in groups: [BillGroup]) -> Int64 {
    var requests: [PeriodModel: Int64] = [:]
    for group in groups {
      let key = PeriodModel(period: group.period, model: group.model)
      requests[key] = max(requests[key] ?? 0, group.unpricedRequests)
    }
    return requests.values.reduce(0, +)
  }

  private func isOf(_ entry: Unpriced, _ group: BillGroup) -> Bool {
    guard entry.group.period == group.period, entry.group.model != group.model,
      entry.group.unitClass == group.unitClass || group.unitClass == .all
    else { return false }
    return !entry.hasKin || UncomparedUsage.areKin(entry.name, UncomparedUsage.name(of: group))
  }

  private static func name(of group: BillGroup) -> String {
    group.model.text.description.lowercased()
  }

  /// Returns true if a name is the other with an ending: `claude-sonnet-5-20260630` and `claude-sonnet-5`.
  private static func areKin(_ one: String, _ other: String) -> Bool {
    let (short, long) = one.utf8.count < other.utf8.count ? (one, other) : (other, one)
    guard !short.isEmpty, long.hasPrefix(short) else { return false }
    let next = long.dropFirst(short.count).first
    return next.map { !$0.isLetter && !$0.isNumber } ?? true
  }
}
