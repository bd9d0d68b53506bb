import Intake
import Ledger
import Parsing
import Platform

extension SettingsFile {
  /// Reads what the settings say of vendors' bills: an object per path.
  mutating func readBills(_ value: JSONValue) {
    guard case .object(let members) = value.content else {
      return note(.wrongType(key: "bills", expected: "an object { … }"), at: value)
    }
    if !members.isEmpty { settings.bills = JSONText(value).text }
    for member in members {
      var stated = ConfiguredBills.Member(
        pattern: member.key,
        place: Place(file: file, line: member.line, column: member.column))
      let keys = ["only", "replaces", "vendor", "zone", "invoice_total_usd"]
      for member in self.members(of: member.value, key: member.key, keys: keys) {
        read(member, into: &stated)
      }
      bills.files.append(stated)
    }
  }

  private mutating func read(
    _ member: JSONValue.Member, into stated: inout ConfiguredBills.Member
  ) {
    let (key, value) = (member.key, member.value)
    switch key {
    case "only":
      for scope in members(of: value, key: key, keys: ConfiguredBills.scopes) {
        stated.only[scope.key] = strings(scope.value, scope.key).map(\.0)
      }
    case "replaces": stated.replaces = strings(value, key).map(\.0)
    case "vendor": stated.vendor = string(value, key)
    case "zone": stated.zone = string(value, key).flatMap { zone(named: $0, at: value) }
    default:
      stated.invoiceTotal = amount(value, key, "USD with at most 18 decimals, in quotes") { text in
        let plain = NumberText.decimal(
          Name(text), scale: Money.decimals, limit: Money.totalLimit.attodollars,
          allowsNegative: true)
        if case .success = plain { return text }
        return nil
      }
    }
  }

  mutating func zone(named name: String, at value: JSONValue) -> ReportingZone? {
    do throws(SystemError) {
      if let zone = try TimeZones.zone(named: name) { return zone }
      note(.unknownZone(name), at: value)
    } catch { note(.unknownZone("\(name): \(error.reason)"), at: value) }
    return nil
  }
}
