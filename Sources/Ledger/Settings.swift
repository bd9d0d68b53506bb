/// The settings of a workspace, checked.
package struct Settings: Hashable, Sendable {
  package var timeZone = "UTC"
  /// What a credit is worth, dated and by tier.
  package var creditValues = DatedSetting(always: CreditValue.default)
  /// The step to which credits are rounded up, dated and by tier.
  package var creditIncrements = DatedSetting(always: Credits(microcredits: 100_000))
  /// The decimals at which recorded and expected costs are compared: 0 … 18.
  package var ledgerCostDecimals = 8
  package var costTolerance = Money.zero
  package var defaultMultiplier = Multiplier(millionths: 1_500_000)
  /// The statuses of requests that customers pay for.
  package var charged: Set<Status> = [.completed, .partial, .cancelled]
  package var byokMarkup = BYOKMarkup()
  package var freeTier = FreeTierLimits()
  package var watch = WatchThresholds()
  /// What is said of exports whose content does not tell their format, in the order written.
  package var formats: [StatedFormat] = []
  /// What is said of the columns of exports, as JSON; nil where nothing is.
  package var mappings: String?

  package init() {}
}

/// The format of an export, as the settings say.
package struct StatedFormat: Hashable, Sendable {
  /// The path in the workspace.
  package let path: String
  /// The name of the format.
  package let format: String
  /// Where the settings say so.
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

extension CreditValue {
  /// One cent, the value of a credit where the settings state none.
  package static let `default`: CreditValue = {
    guard let cent = CreditValue(perCredit: Money(attodollars: 10_000_000_000_000_000)) else {
      preconditionFailure("a cent is a credit value")
    }
    return cent
  }()
}

/// A setting that depends on the time and the tier.
package struct DatedSetting<Value: Hashable & Sendable>: Hashable, Sendable {
  /// What counts where no entry does.
  package let fallback: Value
  /// The line of the settings that states the fallback; nil for a default.
  package let line: Int?
  package let entries: [Entry]
  /// When and for whom each of them counts: of a plain type, as a look at an entry asks the runtime what its value is like.
  private let scopes: [SettingScope]

  /// A value from one instant on, for one tier or for all.
  package struct Entry: Hashable, Sendable {
    /// Nil has always counted.
    package let from: Instant?
    /// Nil is every tier.
    package let tier: Name?
    package let value: Value
    /// The line of the settings; nil where that is not known.
    package let line: Int?

    package init(from: Instant?, tier: Name?, value: Value, line: Int? = nil) {
      self.from = from
      self.tier = tier
      self.value = value
      self.line = line
    }
  }

  package init(always value: Value, line: Int? = nil, entries: [Entry] = []) {
    fallback = value
    self.line = line
    self.entries = entries
    scopes = entries.map { SettingScope(from: $0.from ?? .distantPast, tier: $0.tier) }
  }

  /// Returns the value for `tier` at `instant`.
  package func value(tier: Name, at instant: Instant) -> Value {
    entry(tier: tier, at: instant)?.value ?? fallback
  }

  /// Returns the entry that counts for `tier` at `instant`; nil where only the fallback does.
  ///
  /// An entry that names the tier beats one that does not, and among those the latest start counts, of equal
  /// ones the last written.
  package func entry(tier: Name, at instant: Instant) -> Entry? {
    if entries.isEmpty { return nil }
    return (latest(of: tier, at: instant) ?? latest(of: nil, at: instant)).map { entries[$0] }
  }

  /// The index of the entry for just this tier, or for all, that started last.
  private func latest(of tier: Name?, at instant: Instant) -> Int? {
    var latest: Int?
    for (index, scope) in scopes.enumerated() where scope.from <= instant && scope.tier == tier {
      if let latest, scope.from < scopes[latest].from { continue }
      latest = index
    }
    return latest
  }

  /// Returns the setting with `value` from `from` up to `to` for `tier`, or for every tier when it is nil, and
  /// what it says at all other times.
  ///
  /// - Parameter to: nil is the next entry for the tier; for every tier, each until the next entry of its own, or of the
  ///   general ones while none of its own counts.
  package func setting(
    _ value: Value, tier: Name?, from: Instant, to: Instant?
  ) -> DatedSetting {
    let general = to ?? nextStart(tier: tier, after: from)
    let stated = stating(value, tier: tier, from: from, to: general)
    if tier != nil { return stated }
    return Set(entries.compactMap(\.tier)).sorted().reduce(stated) { setting, tier in
      let next = nextStart(tier: tier, after: from)
      let isOwn = latest(of: tier, at: from) != nil
      return setting.stating(
        value, tier: tier, from: from, to: to ?? (isOwn ? next : min(next, general)))
    }
  }

  /// Spells out what counts for one tier, or for all that no entry names, from each instant on.
  private func stating(
    _ value: Value, tier: Name?, from: Instant, to: Instant
  ) -> DatedSetting {
    let starts = Set([.distantPast, from, to] + boundaries).subtracting([.distantFuture])
    // No entry names a tier that is empty but for requests without one, which the general entries are for.
    let known = tier ?? .empty
    let stated = starts.sorted().map { start in
      Entry(
        from: start == .distantPast ? nil : start, tier: tier,
        value: from <= start && start < to ? value : self.value(tier: known, at: start))
    }
    return DatedSetting(
      always: fallback, line: line, entries: entries.filter { $0.tier != tier } + stated)
  }

  /// When the next entry for just this tier begins, or the next that names none when it is nil.
  private func nextStart(tier: Name?, after instant: Instant) -> Instant {
    entries.lazy.filter { $0.tier == tier }.compactMap(\.from).filter { $0 > instant }.min()
      ?? .distantFuture
  }

  /// The instants at which the value for some tier may change.
  package var boundaries: [Instant] {
    // A key path of a generic type would be put together each time.
    entries.compactMap { $0.from }
  }
}

/// From when an entry of a setting counts, and for which tier; nil is every tier.
private struct SettingScope: Hashable {
  let from: Instant
  let tier: Name?
}

/// The platform fee for requests under a key of the customer's own, in percent of the notional cost.
package struct BYOKMarkup: Hashable, Sendable {
  package var free = Percent(millionths: 0)
  package var budget = Percent(millionths: 5_000_000)
  package var standard = Percent(millionths: 10_000_000)
  package var premium = Percent(millionths: 15_000_000)

  init() {}
}

/// What the free tier might be limited to; only reports use it.
package struct FreeTierLimits: Hashable, Sendable {
  package var budget = Credits(microcredits: 2_000_000_000)
  /// The most credits a day; nil is no such limit.
  package var dailyCap: Credits?
  /// Empty allows every model.
  package var allowedModels: [Name] = []

  init() {}
}
