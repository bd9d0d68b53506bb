import Glibc
import Ledger
import Platform

/// Time zones of the IANA database, as the C library on this machine holds it.
package enum TimeZones {
  /// Returns the zone called `name`; nil when the database has none.
  ///
  /// The C library knows one zone at a time, so its changes between 2014 and 2101 are listed once and
  /// the machine's own zone is never asked. Where it cannot read a zone it takes UTC and says nothing,
  /// so the zone is listed twice with a reading of our own between. Call it before any thread starts.
  package static func zone(named name: String) throws(SystemError) -> ReportingZone? {
    if name == "UTC" { return .utc }
    let path = database + name
    guard isPlain(name), case .file = try FileSystem.kind(of: path) else { return nil }
    let offsets = offsets(in: path)
    guard try FileSystem.contents(of: path).starts(with: "TZif".utf8) else { return nil }
    guard self.offsets(in: path) == offsets else { throw SystemError(path: path, number: EIO) }
    return ReportingZone(name: name, offsets: offsets)
  }

  /// The most bytes of a name; those of the database have 32.
  private static let longestName = 255
  private static let database = "/usr/share/zoneinfo/"

  /// Returns the changes of the zone in the file at `path` as the C library reads them now.
  private static func offsets(in path: String) -> [ReportingZone.Offset] {
    // It reads a zone again only after another, and looks for a bare name wherever TZDIR says.
    for zone in ["UTC0", ":" + path] {
      guard setenv("TZ", zone, 1) == 0 else { preconditionFailure("a path fits into memory") }
      tzset()
    }
    var offsets = [
      ReportingZone.Offset(from: .distantPast, secondsEast: offset(at: window.lowerBound))
    ]
    // No zone changes twice within a week, so weekly samples miss nothing; each change is then
    // narrowed down to its second.
    var before = window.lowerBound
    while before < window.upperBound {
      let after = before + 7 * 86_400
      if offset(at: after) != offset(at: before) {
        let second = change(after: before, before: after)
        offsets.append(
          ReportingZone.Offset(
            from: Instant(nanoseconds: Int64(second) * Instant.nanosecondsPerSecond),
            secondsEast: offset(at: second)))
      }
      before = after
    }
    return offsets
  }

  /// 1 January 2014 to 1 January 2101 in seconds: a year around what a ledger may name.
  private static let window: Range<time_t> = 1_388_534_400..<4_133_980_800

  private static func offset(at second: time_t) -> Int32 {
    var second = second
    var local = tm()
    guard localtime_r(&second, &local) != nil else { preconditionFailure("a year fits an Int") }
    return Int32(local.tm_gmtoff)
  }

  private static func change(after low: time_t, before high: time_t) -> time_t {
    var (low, high) = (low, high)
    let old = offset(at: low)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if offset(at: middle) == old { low = middle } else { high = middle }
    }
    return high
  }

  /// True if the name is inside the database, and means the same on every machine.
  ///
  /// `localtime` and `posixrules` are choices of this machine; the zones of `right/` count leap seconds.
  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= longestName && !name.hasPrefix("/")
      && !name.hasPrefix("right/")
      && !["localtime", "posixrules"].contains(name)
      && name.utf8.allSatisfy { byte in
        let letter = byte | 0x20
        return (0x61...0x7A).contains(letter) || (0x30...0x39).contains(byte)
          || [0x2B, 0x2D, 0x2F, 0x5F].contains(byte)
      }
  }
}
