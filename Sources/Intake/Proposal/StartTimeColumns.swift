/// The columns in which an unknown export states the start of requests, and their format.
struct StartTimeColumns {
  /// One column, or those of a day and of a clock.
  let names: [String]
  let times: SampleTimes

  private init(_ names: [String], _ times: SampleTimes) {
    self.names = names
    self.times = times
  }

  /// Finds the columns of the start; nil if no column is a time.
  ///
  /// Names count before values, an instant before a day, and a start before an end.
  init?(_ columns: [SampleTable.Column]) {
    let fitting = columns.map { ($0, ColumnKeywords.fit($0.name, .startedAt)) }
      .filter { $0.1 > .notAtAll }.sorted { $0.1 > $1.1 }
    // `response_created_at` is a start only where nothing else is.
    func isEnd(_ column: SampleTable.Column, _ fit: ColumnKeywords.Fit) -> Bool {
      ColumnKeywords.fit(column.name, .completedAt) >= fit
    }
    let named = (fitting.filter { !isEnd($0, $1) } + fitting.filter(isEnd)).map(\.0)
    let found =
      StartTimeColumns.named(named) ?? StartTimeColumns.dayAndClock(columns)
      ?? StartTimeColumns.unnamed(columns)
      ?? StartTimeColumns.dayAlone(named + columns)
    guard let found else { return nil }
    self = found.withOffset(of: columns)
  }

  /// With the column of offsets from UTC beside times without a zone.
  private func withOffset(of columns: [SampleTable.Column]) -> StartTimeColumns {
    if times.namesZone { return self }
    let own = names.compactMap { name in columns.first { $0.name == name } }
    for column in columns where NamedZone.isNamed(column.name) && !names.contains(column.name) {
      if let times = SampleTimes(SampleTable.joined(own + [column])), times.namesZone {
        return StartTimeColumns(names + [column.name], times)
      }
    }
    return self
  }

  private static func named(_ columns: [SampleTable.Column]) -> StartTimeColumns? {
    first(of: columns) {
      $0.format.contains("H") || $0.format.contains("h") || !$0.format.contains("d")
    }
  }

  /// Two texts in different formats of a column that is the start by its name, and its name.
  ///
  /// An example is 1786356000 beside 1786356060000. Each value is a time, so that one format is missing.
  static func formats(
    in columns: [SampleTable.Column]
  ) -> (name: String, one: String, other: String)? {
    for column in columns where ColumnKeywords.fit(column.name, .startedAt) > .notAtAll {
      guard let one = column.values.first,
        let other = column.values.first(where: { SampleTimes([one, $0]) == nil }),
        column.values.allSatisfy({ SampleTimes([$0]) != nil })
      else { continue }
      return (column.name, one, other)
    }
    return nil
  }

  /// A day whose clock is elsewhere.
  private static func dayAndClock(_ columns: [SampleTable.Column]) -> StartTimeColumns? {
    for day in columns where SampleTimes(day.values).map(isDay) ?? false {
      for clock in columns
      where clock.name != day.name && clock.values.contains(where: { $0.contains(":") }) {
        if let times = SampleTimes(SampleTable.joined([day, clock])) {
          return StartTimeColumns([day.name, clock.name], times)
        }
      }
    }
    return nil
  }

  private static func unnamed(_ columns: [SampleTable.Column]) -> StartTimeColumns? {
    first(of: columns.filter { !ColumnGuess.areSmall($0.values) }) {
      $0.format.contains("H") || $0.format == "rfc3339" || $0.format.hasPrefix("epoch")
    }
  }

  private static func dayAlone(_ columns: [SampleTable.Column]) -> StartTimeColumns? {
    first(of: columns, where: isDay)
  }

  private static func isDay(_ times: SampleTimes) -> Bool { !times.format.contains("H") }

  /// The first column that is times, and such ones.
  private static func first(
    of columns: [SampleTable.Column], where isOne: (SampleTimes) -> Bool
  ) -> StartTimeColumns? {
    for column in columns {
      if let times = SampleTimes(column.values), isOne(times) {
        return StartTimeColumns([column.name], times)
      }
    }
    return nil
  }
}

extension StartTimeColumns {
  /// Returns true if the starts of the rows only grow, as their texts show.
  static func areInOrder(_ columns: [SampleTable.Column]) -> Bool {
    guard let start = StartTimeColumns(columns), start.names.count == 1,
      let texts = columns.first(where: { $0.name == start.names[0] })?.texts,
      let first = texts.first, let last = texts.last, first < last,
      texts.allSatisfy({ $0.utf8.count == first.utf8.count })
    else { return false }
    return zip(texts, texts.dropFirst()).allSatisfy { $0 <= $1 }
  }
}
