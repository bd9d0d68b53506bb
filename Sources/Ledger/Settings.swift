/// The settings of a workspace, checked.
package struct Settings: Hashable, Sendable {
  /// The name of the company, for the heads of reports; nil if none is stated.
  package var organization: String?
  package var timeZone = "UTC"
  /// The credit value, dated and by tier.
  package var creditValues = DatedSetting(always: CreditValue.default)
  /// The step to which credits are rounded up, dated and by tier.
  package var creditIncrements = DatedSetting(always: Credits(microcredits: 100_000))
  /// The decimals at which recorded and expected costs are compared: 0 … 18.
  package var ledgerCostDecimals = 8
  package var costTolerance = Money.zero
  package var defaultMultiplier = Multiplier(millionths: 1_500_000)
  /// The statuses of requests that customers pay for.
  package var charged: Set<RequestStatus> = [.completed, .partial, .cancelled]
  package var byokMarkup = BYOKMarkup()
  package var freeTier = FreeTierLimits()
  package var watch = WatchThresholds()
  /// The amount from which a finding is reported by itself, dated.
  package var materiality = DatedSetting(always: Materiality.standard)
  /// From which change of its cost on the usage of a user grows or shrinks.
  package var segments = SegmentThresholds()
  /// The services whose requests may wait for a batch.
  package var batchableServices: [Name] = ["embedding"]
  /// The rules of the credit ledger.
  package var credits = CreditSettings()
  package var journalAccounts = JournalAccounts()
  /// The rules by which months are closed.
  package var close = CloseSettings()
  /// The stated formats of exports whose content does not reveal them, in the order written.
  package var formats: [ConfiguredFormat] = []
  /// The column mappings of exports, as JSON; nil if there are none.
  package var mappings: String?
  /// The settings of vendors' bills, as JSON; nil if there are none.
  package var bills: String?
  /// The files of `ledger/` and `prices/` that are left out: paths, in which `*` matches any letters.
  package var ignored: [String] = []
  /// Days far from all others on which requests did happen.
  package var confirmedDays: [ClosedRange<Day>] = []

  package init() {}
}

/// The format of an export, as the settings say.
package struct ConfiguredFormat: Hashable, Sendable {
  /// The path in the workspace.
  package let path: String
  /// The name of the format.
  package let format: String
  /// The place of the statement in the settings.
  package let place: Place

  package init(path: String, format: String, place: Place) {
    self.path = path
    self.format = format
    self.place = place
  }
}

/// When a change of a vendor's price is alarming, and which may be passed on without asking.
package struct WatchThresholds: Hashable, Sendable {
  /// A price that changes by no more may be followed by the multiplier that keeps the customers' price.
  package var autoApply = Percent(millionths: 0)
  /// So many points under target are critical.
  package var criticalPoints = Percent(millionths: 10_000_000)
  /// A price recorded longer ago, in days before the end of the period, is stale.
  package var staleDays = 30

  init() {}
}

/// The platform fee for requests under a key of the customer's own, in percent of the notional cost.
package struct BYOKMarkup: Hashable, Sendable {
  package var free = Percent(millionths: 0)
  package var budget = Percent(millionths: 5_000_000)
  package var standard = Percent(millionths: 10_000_000)
  package var premium = Percent(millionths: 15_000_000)

  init() {}
}

/// From which change of its cost per day on the usage of a user grows or shrinks.
package struct SegmentThresholds: Hashable, Sendable {
  /// At least this multiple of the cost of the period before.
  package var growing = Multiplier(millionths: 1_500_000)
  /// At most this multiple of it.
  package var shrinking = Multiplier(millionths: 500_000)

  package init() {}
}

/// The proposed limits of the free tier; only reports use them.
package struct FreeTierLimits: Hashable, Sendable {
  package var budget = Credits(microcredits: 2_000_000_000)
  /// The most credits a day; nil is no such limit.
  package var dailyCap: Credits?
  /// Empty allows every model.
  package var allowedModels: [Name] = []

  init() {}
}
