/// Finds out how texts write times.
struct SampleTimes {
  /// As the settings write it: a word or a pattern.
  private(set) var format: String
  /// Times name their zone, or count from an instant.
  let namesZone: Bool
  /// Day and month could be exchanged.
  private(set) var isDayOrMonthFirst: Bool

  /// Finds the format in which `texts` write times; nil if they are not times.
  init?(_ texts: [String]) {
    guard let sample = texts.first, (8...48).contains(sample.utf8.count),
      sample.contains(where: \.isNumber)
    else { return nil }
    // UTC stands for any zone here.
    func count(_ shape: TimeForm.Shape) -> Int? {
      let form = TimeForm(shape: shape, zone: .utc)
      guard texts.prefix(3).contains(where: form.reads) else { return nil }
      let good = texts.count(where: form.reads)
      // A first total line or a blank does not make it something else.
      return good * 10 >= texts.count * 9 ? good : nil
    }
    if count(.rfc3339) != nil {
      format = "rfc3339"
      namesZone = texts.allSatisfy {
        $0.hasSuffix("Z") || $0.hasSuffix("z") || $0.dropFirst(11).contains { "+-".contains($0) }
      }
      isDayOrMonthFirst = false
      return
    }
    for epoch in TimeForm.epochs where count(.epoch(nanoseconds: epoch.nanoseconds)) != nil {
      format = epoch.word
      namesZone = true
      isDayOrMonthFirst = false
      return
    }
    let counts = SampleTimes.patterns.map { count(.pattern($0)) }
    let most = counts.compactMap { $0 }.max()
    let fitting = zip(SampleTimes.patterns, counts).filter { $1 != nil && $1 == most }.map(\.0.text)
    guard let first = fitting.first else { return nil }
    format = first
    namesZone = first.contains("X") || first.contains("'UTC'") || first.contains("'Z'")
    isDayOrMonthFirst = fitting.contains { $0.prefix(2) != first.prefix(2) && $0.contains("/") }
  }

  /// The same with the day before the month, where they could be exchanged.
  var dayFirst: SampleTimes {
    guard isDayOrMonthFirst else { return self }
    var times = self
    times.format = format.replacing("MM/dd", with: "dd/MM")
    times.isDayOrMonthFirst = false
    return times
  }

  /// Returns the number of `texts` that are such times.
  func count(of texts: [String]) -> Int {
    guard let shape = TimeForm.shape(format) else { return 0 }
    let form = TimeForm(shape: shape, zone: .utc)
    return texts.count(where: form.reads)
  }

  /// Clocks in UTC by their pattern.
  var isUTC: Bool { format.contains("'UTC'") || format.contains("'Z'") }

  private static let days = [
    "dd.MM.yyyy", "MM/dd/yyyy", "dd/MM/yyyy", "dd-MM-yyyy", "yyyy/MM/dd", "yyyy-MM-dd",
    "dd MMM yyyy", "MMM dd, yyyy", "MMM dd yyyy", "dd-MMM-yyyy", "yyyy.MM.dd", "MM/dd/yy",
    "dd/MM/yy", "dd.MM.yy",
  ]
  private static let clocks = [
    "HH:mm:ss", "HH:mm", "HH:mm:ss.S", "HH:mm:ss,S", "hh:mm:ss a", "hh:mm a", "hh:mm:ss.S a",
    "HH:mm:ss X", "HH:mm:ss.S X", "HH:mm:ssX", "HH:mm:ss.SX", "HH:mm X", "hh:mm:ss a X",
    "hh:mm a X", "HH:mm:ss 'UTC'", "HH:mm:ss.S 'UTC'",
    "HH:mm 'Uhr'",
  ]
  private static let patterns: [TimePattern] = {
    let clocked = days.flatMap { day in
      clocks.flatMap { clock in ["\(day) \(clock)", "\(day), \(clock)", "\(day)'T'\(clock)"] }
    }
    let dense = [
      "yyyyMMddHHmmss", "yyyyMMdd'T'HHmmss'Z'", "yyyyMMdd HHmmss", "yyyyMMdd HH:mm:ss",
    ]
    return (clocked + dense + days).compactMap { TimePattern($0) }
  }()
}
