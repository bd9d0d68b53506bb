import Ledger
import Reconciliation
import Reports

/// The summary of a run, made once for every medium.
///
/// The terminal, the workbook and the browser show the same sentences and the same rounded figures.
package struct Overview: Sendable {
  package let scope: Scope
  /// One line under the title: zone, worth of a credit, rows and files.
  package let scopeLine: String
  package let headline: Headline
  /// Vendors' bills beside the ledger; nil without bills.
  package let bills: VendorBills?
  /// The credit ledger replayed; nil without events.
  package let creditLedger: CreditOverview?
  /// The sums that were learned of earlier, closed months; nil where nothing was.
  package let earlierMonths: EarlierMonths?
  /// Nil without a close of the month before.
  package let forecastOfClose: ForecastOfClose?
  /// Missing figures first, then the largest amount.
  package let attention: [Attention]
  /// The actions for people to take.
  package let actions: ActionList
  /// Why recorded figures differ; what nothing explains first.
  package let causes: Causes
  package let tiers: TierMargins
  /// Replaces the tiers where no book says what customers pay; nil elsewhere.
  package let costView: CostOnlyView?
  /// The comparison with the previous period; nil without one.
  package let changed: ComparisonSummary?
  package let customers: Customers
  package let models: Models
  /// Those that there is something to draw for.
  package let pictures: [Picture]
  /// The usage by hour of the week; nil if it was not requested, or nothing has a price.
  package let week: WeekUse?
  /// The recommendations, the largest first.
  package let recommendations: [Recommendation]
  package let rows: RowCounts
  /// One per format of usage by bucket.
  package let vendorCounts: [VendorCounts]
  package let costs: MatchCounts
  package let credits: MatchCounts
  /// The checks that were not made and the reasons, a sentence each; empty if all were made.
  package let unchecked: [String]
  /// Findings of which there are none, where not every request could be checked.
  package let noneFound: [UncheckedRequests]
  /// The checks for which the workspace has no credit events or bills; nil if it has all.
  package let unknowable: String?
  /// Why no forecast is drawn, where the ledger is too young for one.
  private let forecastShortness: String?
  /// The number of prices recorded more than `staleDays` days before the end of the period.
  private let stalePrices: Int
  private let staleDays: Int
  /// The exactness of the figures, and the place of every digit.
  package let exactness: String

  package init(_ input: ReportInput, scope: Scope) {
    self.scope = scope
    scopeLine = scope.line(input)
    let accounts = input.facts.accountsCountedAsUsers
    let freeUsers = UserCount(input.facts.userNames(where: \.terms.isFree), accounts: accounts)
    let events = MissingCreditEvents(input, planned: scope.plannedTiers)
    headline = Headline(input, events, days: scope.days, freeUsers: freeUsers)
    bills = input.bills.map(VendorBills.init)
    let missing = [
      input.credits == nil ? "credit balances" : nil,
      UncheckedInvoices.phrase(input.bills, usage: UncheckedInvoices.usage(input.facts)),
    ].compactMap(\.self)
    unknowable = missing.isEmpty ? nil : "Not checked: \(missing.listed)."
    creditLedger = input.credits.map {
      CreditOverview(
        $0, zone: input.zone, requests: input.creditRequests, used: CreditReconciliation(input),
        eventEnd: input.eventEnd, planned: scope.plannedTiers, days: events?.days)
    }
    earlierMonths = EarlierMonths(input)
    forecastOfClose = ForecastOfClose(input)
    attention = AttentionList.make(input, scope: scope, bills: bills, events)
    actions = ActionList(input, attention)
    causes = Causes(input)
    costView = CostOnlyView(input)
    changed = input.comparison.map(ComparisonSummary.init)
    let decimals = headline.decimals
    tiers = TierMargins(input, decimals: decimals)
    customers = Customers(input, decimals: decimals, changed: changed)
    models = Models(input, decimals: decimals, changed: changed)
    let (weeks, daily) = (WeeklyUse(input), DailyCosts(input))
    pictures =
      [
        Picture.costByDay(input, daily, decimals: decimals, changed: changed),
        Picture.marginByAccount(customers, isOfCost: costView != nil),
        Picture.requestCost(weeks), Picture.cachedShare(weeks),
        Picture.forecast(input, daily, decimals: decimals),
        Picture.costByModel(input, decimals: decimals),
        Picture.deferredRevenue(creditLedger?.earned),
      ].compactMap { $0 }
    week = input.insight.flatMap { WeekUse($0.hours) }
    recommendations = input.recommendations
    rows = input.rows
    vendorCounts = VendorCounts.make(input.usageByBucket)
    costs = MatchCounts(
      unconverted: input.reconciliation.unconvertedPriced, of: input.recordedCosts.unconverted,
      notRecorded: input.recordedCosts.notRecorded,
      isUnpricedRecorded: input.recordedCosts.known > input.recordedCosts.compared
    ) { input.reconciliation[cost: $0].requests }
    credits = MatchCounts(
      notRecorded: input.recordedCredits.notRecorded,
      isUnpricedRecorded: input.recordedCredits.known > input.recordedCredits.compared
    ) { input.reconciliation[credits: $0].requests }
    unchecked =
      (scope.skippedSentence.map { [$0] } ?? [])
      + Unchecked.sentences(
        rows: input.rows, costs: costs, credits: costView == nil ? credits : nil)
    noneFound = UncheckedRequests.make(input)
    forecastShortness = input.forecastShortness
    stalePrices = input.stalePrices
    staleDays = input.settings.watch.staleDays
    exactness =
      "Figures show cents, or up to 8 decimals where the smallest amount of a column needs them. "
      + "The CSV files hold every digit (vendor cost: "
      + (headline.vendorCost.map { "\($0) USD" } ?? Figures.notKnown) + "). "
      + "Assay rounds each shown figure by up to 0.5 units of its last digit. The shown parts may "
      + "therefore not add up to the shown total. A change is the difference of the two shown "
      + "figures, so a column of changes can differ from its total by a cent or more."
      + (UserCount.definition(input.facts, accounts: accounts).map { " \($0)" } ?? "")
  }
}

extension Overview {
  /// The checks that were made and those that were not, a sentence each.
  ///
  /// The last sentence is about checks for which an input is missing.
  package var checks: [String] {
    let checked =
      rows.read == 0
      ? "There was nothing to check."
      : "Every request had a price and recorded figures to compare."
    return (unchecked.isEmpty ? [checked] : unchecked)
      + [staleness, forecastShortness].compactMap { $0 }
      + [unknowable].compactMap(\.self)
  }

  private var staleness: String? {
    guard stalePrices > 0 else { return nil }
    let prices = Figures.count(Int64(stalePrices), "price")
    return "\(prices) \(stalePrices == 1 ? "was" : "were") recorded more than \(staleDays) days "
      + "before the end of the period (price-checks.csv)."
  }

  /// The words where no finding needs attention; files that were left out may have some.
  package var nothingFound: String {
    (scope.doubts.listed.isEmpty ? "Nothing needs attention" : "Nothing else needs attention")
      + (!scope.skippedFiles.isEmpty
        ? " in the files that Assay could use"
        : scope.hasMissingFiles ? " in the files that Assay read" : "")
  }

  /// The agreement of costs and credits with recorded figures, and the absent kinds of finding.
  ///
  /// If nothing is sold, it covers costs only.
  package var comparisonWords: String {
    let costs = "Costs: \(costs.words)."
    guard costView == nil else { return costs }
    return (["\(costs) Credits: \(credits.words)."] + noneFound.map(\.sentence)).joined(
      separator: " ")
  }

  /// Why the shown figures of tiers do not add up; nil where they do.
  package var roundingNote: String? { tiers.roundingNote }

  /// Sentences below the table of tiers: the requests that it lacks, the defaults that it rests on, and why its shown
  /// figures do not add up.
  package var tierNotes: [String] {
    [tiers.unpricedNote].compactMap(\.self) + shortTierNotes
  }

  /// The same without the requests that the headline states.
  package var shortTierNotes: [String] {
    tiers.basisNotes + [tiers.targetNote, roundingNote].compactMap(\.self)
  }

  /// The outcome of every row, as an equation whose parts stay whole at the end of a line.
  package var rowEquation: String {
    let parts = [
      (rows.rated, "rated"), (rows.unpriced, "unpriced"), (rows.duplicate, "duplicate"),
      (rows.conflict, "conflict"), (rows.rejected, "rejected"),
      (rows.outsidePeriod, "outside the period"),
    ].map { "\(Figures.count($0.0)) \($0.1)".split(separator: " ").joined(separator: "\u{A0}") }
    return
      "\(Figures.count(rows.read)) read from \(scope.fileWords)\(scope.hasMissingFiles ? "," : "") = "
      + parts.joined(separator: " +\u{A0}")
  }
}

/// The figures that a run could not compare with anything.
private enum Unchecked {
  /// - Parameter credits: nil where nothing is sold, so that there are none.
  static func sentences(
    rows: RowCounts, costs: MatchCounts, credits: MatchCounts?
  ) -> [String] {
    let unconverted = costs.unconverted
    return [
      missing(costs, "cost"),
      unconverted == 0
        ? nil
        : "\(Figures.count(unconverted, "recorded cost"))"
          + (costs.isPartOfUnconverted ? " of requests with a price" : "")
          + " \(unconverted == 1 ? "is" : "are") in a currency "
          + "that fx.csv does not convert on that day, so Assay did not compare \(unconverted == 1 ? "it" : "them").",
      credits.flatMap { missing($0, "number of credits") },
      without(
        rows.unpriced, "no price, so Assay did not compare \(rows.unpriced == 1 ? "it" : "them")"),
      without(
        rows.rejected, "faults, so Assay did not compare \(rows.rejected == 1 ? "it" : "them")"),
      rows.outsidePeriod == 0
        ? nil
        : "Assay read \(Figures.count(rows.outsidePeriod, "row")) outside the period "
          + "but did not compare \(rows.outsidePeriod == 1 ? "it" : "them").",
    ].compactMap { $0 }
  }

  private static func missing(_ compared: MatchCounts, _ what: String) -> String? {
    let count = compared.notRecorded
    guard count > 0 else { return nil }
    return Figures.count(count, "request")
      + (compared.isPartOfNotRecorded ? " with a price" : "")
      + " \(count == 1 ? "has" : "have") no recorded \(what), "
      + "so there was nothing to compare."
  }

  private static func without(_ count: Int64, _ what: String) -> String? {
    guard count > 0 else { return nil }
    return "\(Figures.count(count, "row")) \(count == 1 ? "has" : "have") \(what)."
  }
}
