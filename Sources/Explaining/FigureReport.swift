import Ledger

/// A report whose figures are sums over facts, and ratios of such sums.
package enum FigureReport: String, CaseIterable, Sendable {
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

  package var keyCount: Int {
    switch self {
    case .summary: 0
    case .revenue: 2
    case .marginByTier, .marginByDay, .marginByProvider, .marginByModel, .marginByService,
      .marginByAccount, .lossByUser, .lossByModel, .lossByDay:
      1
    }
  }

  /// How a figure of the report is written.
  package var form: String {
    switch self {
    case .summary: "summary/MEASURE"
    case .revenue: "revenue/MONTH/TIER/COLUMN"
    case .marginByTier, .marginByDay, .marginByProvider, .marginByModel, .marginByService,
      .marginByAccount, .lossByUser, .lossByModel, .lossByDay:
      "\(rawValue)/KEY/COLUMN"
    }
  }

  /// Its columns that sum requests.
  package var measures: [FigureMeasure] {
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
  package var ratios: [FigureRatio] {
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
  package func keys(_ day: Day, _ dimensions: FactDimensions, _ user: UserKey) -> [Name]? {
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
