import Ledger

/// The setting that states the value in force for a request.
package struct SettingProvenance: Hashable, Sendable {
  /// The line of the settings; nil for a default.
  package let line: Int?
  /// True if the settings have several values, by time or tier.
  package let isChosen: Bool
  /// The tier that the value is for; nil is every tier.
  package let tier: Name?
  /// Since when the value counts; nil has always counted.
  package let from: Instant?

  init<Value>(_ setting: DatedSetting<Value>, tier: Name, at instant: Instant) {
    let entry = setting.entry(tier: tier, at: instant)
    line = entry?.line ?? setting.line
    isChosen = entry != nil
    self.tier = entry?.tier
    from = entry?.from
  }
}
