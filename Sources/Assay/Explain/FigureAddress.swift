import Ledger

/// A figure of a report by its place: the report, the key of the row, the column.
///
/// Written `margin-by-tier/pro/margin_usd`, `revenue/2026-08/pro/credits`, `summary/vendor_cost_usd`.
struct FigureAddress: Sendable {
  let report: FigureReport
  /// One text per key column of the report.
  let keys: [Name]
  /// The column, or the sum behind a ratio.
  let measure: FigureMeasure
  /// Nil of a column that is a sum itself.
  let ratio: FigureRatio?
  let text: String

  init(_ text: String) throws(UsageFault) {
    self.text = text
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let names = FigureReport.allCases.map(\.rawValue)
    guard let name = parts.first, let report = FigureReport(rawValue: name) else {
      try FigureAddress.refuseListed(parts, text)
      let near = parts.first.flatMap { nearest(to: $0, among: names) }
      throw .wrongValue(
        option: "--figure", text: text,
        expected: near.map { "a report such as \($0)" }
          ?? "one of the reports \(names.joined(separator: ", "))")
    }
    self.report = report
    let form = report.form
    guard parts.count >= report.keyCount + 2, let column = parts.last else {
      throw .wrongValue(option: "--figure", text: text, expected: form)
    }
    let columns = report.measures.map(\.rawValue) + report.ratios.map(\.rawValue)
    ratio = report.ratios.first { $0.rawValue == column }
    guard
      let measure = ratio?.measure ?? report.measures.first(where: { $0.rawValue == column })
    else {
      try FigureAddress.refuseListed(parts, text)
      let near = nearest(to: column, among: columns)
      throw .wrongValue(
        option: "--figure", text: text,
        expected: near.map { "a column such as \($0)" }
          ?? "a column that sums requests, or a ratio of such: "
          + columns.joined(separator: ", "))
    }
    self.measure = measure
    var keys = parts.dropFirst().dropLast().map { $0 }
    guard report.keyCount > 0 || keys.isEmpty else {
      throw .wrongValue(option: "--figure", text: text, expected: form)
    }
    // A name may hold a slash; only the last key column is a name.
    while keys.count > report.keyCount {
      let last = keys.removeLast()
      keys[keys.count - 1] += "/" + last
    }
    self.keys = keys.map { Name($0) }
  }

  /// Points to the file behind a figure that sums no facts.
  private static func refuseListed(_ parts: [String], _ text: String) throws(UsageFault) {
    guard let report = parts.first, let column = parts.last,
      let place = ListedFigures.place(report: report, column: column)
    else { return }
    throw .wrongValue(
      option: "--figure", text: text, expected: "a figure that sums requests; \(place)")
  }
}

/// A report whose figures are sums over facts, and ratios of such sums.
enum FigureReport: String, CaseIterable, Sendable {
  case summary
  case marginByTier = "margin-by-tier"
  case marginByDay = "margin-by-day"
  case marginByProvider = "margin-by-provider"
  case marginByModel = "margin-by-model"
  case marginByService = "margin-by-service"
  case marginByAccount = "margin-by-account"
  case revenue
  case lossByUser = "free-tier-loss-by-user"
  case lossByModel = "free-tier-loss-by-model"
  case lossByDay = "free-tier-loss-by-day"

  var keyCount: Int {
    switch self {
    case .summary: 0
    case .revenue: 2
    case .marginByTier, .marginByDay, .marginByProvider, .marginByModel, .marginByService,
      .marginByAccount, .lossByUser, .lossByModel, .lossByDay:
      1
    }
  }

  /// How a figure of the report is written.
  var form: String {
    switch self {
    case .summary: "summary/MEASURE"
    case .revenue: "revenue/MONTH/TIER/COLUMN"
    case .marginByTier, .marginByDay, .marginByProvider, .marginByModel, .marginByService,
      .marginByAccount, .lossByUser, .lossByModel, .lossByDay:
      "\(rawValue)/KEY/COLUMN"
    }
  }

  /// Its columns that sum requests.
  var measures: [FigureMeasure] {
    switch self {
    case .summary: FigureMeasure.allCases.filter { $0 != .requests }
    case .marginByTier, .marginByDay, .marginByProvider, .marginByModel, .marginByService,
      .marginByAccount:
      [.requests, .vendorCost, .credits, .listRevenue, .revenue, .margin, .negativeMargin]
    case .revenue: [.requests, .credits, .listRevenue, .revenue]
    case .lossByUser, .lossByModel, .lossByDay: [.requests, .credits, .vendorCost]
    }
  }

  /// Its columns that are ratios.
  var ratios: [FigureRatio] {
    switch self {
    case .summary: [.marginPercent]
    case .marginByTier, .marginByDay, .marginByProvider, .marginByModel, .marginByService,
      .marginByAccount:
      [.marginPercent, .targetPercent, .variancePoints]
    case .revenue: [.revenuePerUser]
    case .lossByUser, .lossByModel, .lossByDay: [.sharePercent]
    }
  }

  /// The key of the row that a request of these dimensions counts in; nil where it counts in none.
  func keys(_ day: Day, _ dimensions: FactDimensions, _ user: UserKey) -> [Name]? {
    switch self {
    case .summary: return []
    case .marginByTier: return [dimensions.tier]
    case .marginByDay: return [Name(day.description)]
    case .marginByProvider: return [dimensions.provider]
    case .marginByModel: return [dimensions.model]
    case .marginByService: return [dimensions.service]
    case .marginByAccount: return [user.account]
    case .revenue: return [Name(day.month.description), dimensions.tier]
    case .lossByUser: return dimensions.terms.isFree ? [user.reported] : nil
    case .lossByModel: return dimensions.terms.isFree ? [dimensions.model] : nil
    case .lossByDay: return dimensions.terms.isFree ? [Name(day.description)] : nil
    }
  }
}

extension FigureAddress {
  /// Whether a request of these dimensions is in the figure.
  func includes(
    _ day: Day, _ dimensions: FactDimensions, _ user: UserKey, charged: Set<Status>
  ) -> Bool {
    switch measure {
    case .freeTierLoss where !dimensions.terms.isFree: return false
    case .unchargedCost where charged.contains(dimensions.status): return false
    default: return report.keys(day, dimensions, user) == keys
    }
  }
}
