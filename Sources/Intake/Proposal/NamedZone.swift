/// The zone of times in the name of their column.
enum NamedZone: Hashable {
  case utc
  /// Some zone that letters alone do not tell: those of `CST` are Chicago's or Shanghai's, with summer time or without.
  case another

  /// Reads it from the end of a name such as `Start (CET)`, where letters of zones are; nil for a name without any.
  init?(_ name: String) {
    var words = ColumnNameWords(name).words
    let offset = words.lastIndex { !$0.allSatisfy(\.isNumber) }.map { words.count - 1 - $0 } ?? 0
    words.removeLast(offset)
    guard let last = words.last else { return nil }
    if last.hasSuffix("utc") || last == "gmt" {
      // `UTC+2` is another.
      self = offset == 0 ? .utc : .another
    } else if NamedZone.letters.contains(last) || words.contains(where: NamedZone.words.contains) {
      self = .another
    } else {
      return nil
    }
  }

  /// The zone that a name states in full, such as `America/New_York` in `TimeGenerated [America/New_York]`; nil for none.
  static func identifier(in name: String) -> String? {
    name.split { !($0.isASCII && ($0.isLetter || $0.isNumber || "/_+-".contains($0))) }
      .map(String.init).first { word in
        let parts = word.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count > 1 && areas.contains(String(parts[0]))
          && parts.dropFirst().allSatisfy { $0.first?.isUppercase ?? false }
      }
  }

  /// Returns true if a column has a name for the zone of times, or for their offset from UTC.
  static func isNamed(_ name: String) -> Bool {
    let last = name.split(separator: ".").last ?? ""
    return columns.contains(ColumnNameWords(last).joined)
  }

  private static let columns: Set<String> = [
    "offset", "utcoffset", "gmtoffset", "tzoffset", "zoneoffset", "timezoneoffset", "offsetutc",
    "tz", "timezone", "timezonename", "tzname", "zone", "usertimezone", "localtimezone", "zeitzone",
    "fuseau", "fuseauhoraire", "zonahoraria", "fusohorario", "fusoorario", "tijdzone",
  ]
  private static let areas: Set<String> = [
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe",
    "Indian", "Pacific", "Etc",
  ]
  private static let letters: Set<String> = [
    "et", "est", "edt", "ct", "cst", "cdt", "mt", "mst", "mdt", "pt", "pst", "pdt", "akst", "hst",
    "cet", "cest", "mez", "mesz", "eet", "eest", "wet", "bst", "msk", "ist", "sgt", "hkt", "jst",
    "kst", "aest", "aedt", "acst", "awst", "nzst", "nzdt", "brt", "sast",
  ]
  private static let words: Set<String> = [
    "local", "lokal", "ortszeit", "eastern", "pacific", "mountain", "europe", "america", "asia",
    "africa", "australia",
  ]
}
