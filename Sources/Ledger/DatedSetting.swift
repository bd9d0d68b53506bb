/// A setting that depends on the time and the tier.
package struct DatedSetting<Value: Hashable & Sendable>: Hashable, Sendable {
  /// The value in force if no entry is.
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
