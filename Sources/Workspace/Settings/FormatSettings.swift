import Intake
import Ledger
import Parsing

extension SettingsFile {
  /// Reads what is said of exports whose content does not tell their format: a path of the workspace each, and the
  /// name of a format.
  mutating func readFormats(_ value: JSONValue) {
    guard case .object(let members) = value.content else {
      return note(.wrongType(key: "formats", expected: "an object { … }"), at: value)
    }
    let names = UsageFormat.names
    for member in members {
      guard let name = string(member.value, member.key) else { continue }
      if WorkspacePath.isInBills(member.key) {
        bills.formats.append(
          ConfiguredFormat(
            path: member.key, format: name,
            place: Place(file: file, line: member.value.line, column: member.value.column)))
        continue
      }
      guard names.contains(name) else {
        note(
          .unknownFormat(
            path: member.key, text: name, near: nearest(to: name, among: names), all: names),
          at: member.value)
        continue
      }
      settings.formats.append(
        ConfiguredFormat(
          path: member.key, format: name,
          place: Place(file: file, line: member.line, column: member.column)))
    }
  }

  /// Reads days, and first and last days with a stroke between them.
  mutating func readConfirmedDays(_ value: JSONValue) {
    for (text, item) in strings(value, SettingKey.confirmedDays.rawValue) {
      let days = text.split(separator: "/", omittingEmptySubsequences: false).map {
        Array($0.utf8).withUnsafeBufferPointer { Day(text: $0) }
      }
      guard (1...2).contains(days.count), let first = days[0], let last = days[days.count - 1],
        first <= last
      else {
        note(
          .wrongValue(
            key: SettingKey.confirmedDays.rawValue, text: text,
            expected: "a day, or two separated by a slash"), at: item)
        continue
      }
      settings.confirmedDays.append(first...last)
    }
  }

  /// Reads which files of the workspace are left out: paths, in which `*` matches any letters.
  mutating func readIgnored(_ value: JSONValue) {
    for (path, item) in strings(value, "ignore") {
      let folders = [WorkspacePath.ledger, WorkspacePath.prices, WorkspacePath.credits].map {
        $0 + "/"
      }
      guard path.hasPrefix("*") || folders.contains(where: path.hasPrefix) else {
        note(
          .wrongValue(
            key: "ignore", text: path, expected: "a path in ledger/, prices/ or credits/"),
          at: item)
        continue
      }
      settings.ignored.append(path)
    }
  }
}
