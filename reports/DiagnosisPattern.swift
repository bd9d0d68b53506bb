import Cube
import Ledger

/// The data that requests of a cause share: a stretch of time with an edge, and common values.
package struct DiagnosisPattern: Hashable, Sendable {
  /// From one instant on, within the days reported, such requests are wrong.
  package private(set) var begins = false
  /// Up to one instant they are.
  package private(set) var ends = false
  /// The common values of which the ledger has others: `tier pro`, `service chat`, `user u_1`.
  package private(set) var common: [String] = []
  /// The time bounds in words: `between 30 July 00:00 and 2 August 09:14`; empty if none.
  ///
  /// If a few requests are outside, the text is `285 of 286 between …`.
  package private(set) var stretch = ""
  /// The stretch is of all of them.
  package private(set) var isOfAll = true

  init() {}

  /// All of it as one text: `tier pro; between 30 July 00:00 and 2 August 09:14`.
  package var words: String {
    (common + (stretch.isEmpty ? [] : [stretch])).joined(separator: "; ")
  }

  /// The minimum number of requests that show a pattern.
  private static let enough = 3

  /// All requests, among which those of a cause are; made once for all causes.
  struct Ground {
    fileprivate let dimensions: [FactDimensions]
    fileprivate let days: [(day: Day, dimensions: Int32, requests: Int64)]
    fileprivate let tiers: Set<Name>
    fileprivate let services: Set<Name>
    /// Some of the users: two are enough to tell that there are several.
    fileprivate let users: Set<Name>
    fileprivate let ledgerFiles: Int
    fileprivate let zone: ReportingZone
    /// No two requests are of different years.
    fileprivate let isOfOneYear: Bool

    init(_ facts: Facts, in zone: ReportingZone, ledgerFiles: Int) {
      dimensions = facts.dimensions
      days = facts.byDayAndDimensions.map { ($0.day, $0.dimensions, $0.measures.requests) }
      isOfOneYear = days.first?.day.civil.year == days.last?.day.civil.year
      tiers = Set(dimensions.map(\.tier))
      services = Set(dimensions.map(\.service))
      users = Set(facts.users.prefix(2).map(\.reported))
      self.ledgerFiles = ledgerFiles
      self.zone = zone
    }
  }

  init(_ line: DiagnosisLine, among ground: Ground) {
    guard line.requests >= DiagnosisPattern.enough else { return }
    let days = line.days.values.sorted { $0.firstDay < $1.firstDay }
    let windows = [DiagnosisWindow.most(of: days), DiagnosisWindow.joined(days[...])]
    for window in windows.compactMap(\.self) where stretch.isEmpty {
      bound(line, by: window, on: days, ground)
    }
    func sole(_ noun: String, _ names: Set<Name>, of all: Set<Name>) -> String? {
      guard names.count == 1, all.count > 1, let name = names.first, !name.isEmpty else {
        return nil
      }
      return "\(noun) \(name)"
    }
    common = [
      sole("tier", line.tiers, of: ground.tiers),
      sole("service", line.services, of: ground.services),
      line.files.count == 1 && ground.ledgerFiles > 1 ? line.files.first.map { "file \($0)" } : nil,
      line.users.count == 1 ? sole("user", Set(line.users.keys), of: ground.users) : nil,
    ].compactMap { $0 }
  }

  /// Says what bounds the requests if `window` does, beside which none of them began or a few.
  private mutating func bound(
    _ line: DiagnosisLine, by window: DiagnosisWindow, on days: [DiagnosisWindow], _ ground: Ground
  ) {
    let traffic = LikeRequests(line, window, ground)
    let like = traffic.expected(from: window, in: ground.zone)
    let requests = Int128(window.requests)
    // All went wrong, or so many that ten or more would be expected where there is none, ten times as many as there are.
    func isEdge(_ others: Int64, wrong: Int) -> Bool {
      let right = Int128(others) - Int128(wrong)
      if wrong > 0 { return right * requests >= 10 * Int128(wrong) * max(like, requests) }
      return right > 0 && (requests * 2 >= like || right * requests >= 10 * like)
    }
    let before = DiagnosisWindow.requests(of: days.prefix { $0.firstDay < window.firstDay })
    let after = line.requests - window.requests - before
    let isBegun = isEdge(traffic.before, wrong: before)
    let isEnded = isEdge(traffic.after, wrong: after)
    guard before == 0 || isBegun, after == 0 || isEnded else { return }
    (begins, ends) = (isBegun, isEnded)
    isOfAll = window.requests == line.requests
    stretch = DiagnosisPattern.words(window, begins: begins, ends: ends, ground)
    if !isOfAll && !stretch.isEmpty {
      stretch =
        "\(DiagnosisText.count(window.requests)) of \(DiagnosisText.count(line.requests)) \(stretch)"
    }
  }

  private static func words(
    _ window: DiagnosisWindow, begins: Bool, ends: Bool, _ ground: Ground
  ) -> String {
    func clock(_ instant: Instant) -> String {
      DayText.minute(
        ground.zone.minute(of: instant), of: ground.zone.day(of: instant),
        saysYear: !ground.isOfOneYear)
    }
    let (start, end) = (clock(window.first), clock(window.last))
    return switch (begins, ends) {
    case (true, true): start == end ? "at \(start)" : "between \(start) and \(end)"
    case (true, false): "since \(start)"
    case (false, true): "until \(end)"
    case (false, false): ""
    }
  }
}

/// The requests that are like those of a cause: of the same models, tiers and services.
private struct LikeRequests {
  /// The number of requests that started on the days before the window; `after` has those after it.
  private(set) var before: Int64 = 0
  private(set) var after: Int64 = 0
  /// On the days between them, one each, in time order.
  private var within: [(day: Day, requests: Int64)] = []

  init(_ line: DiagnosisLine, _ window: DiagnosisWindow, _ ground: DiagnosisPattern.Ground) {
    let isLike = ground.dimensions.map {
      line.models.contains($0.model) && line.tiers.contains($0.tier)
        && line.services.contains($0.service)
    }
    for (day, dimensions, requests) in ground.days where isLike[Int(dimensions)] {
      if day < window.firstDay {
        before += requests
      } else if day > window.lastDay {
        after += requests
      } else if let last = within.indices.last, within[last].day == day {
        within[last].requests += requests
      } else {
        within.append((day, requests))
      }
    }
  }

  /// Returns the expected number of such requests in the window, if those of a day came evenly.
  func expected(from window: DiagnosisWindow, in zone: ReportingZone) -> Int128 {
    let minutesPerDay: Int64 = 24 * 60
    let (start, end) = (zone.minute(of: window.first), zone.minute(of: window.last))
    return within.reduce(0) { sum, day in
      let from = day.day == window.firstDay ? Int64(start) : 0
      let to = day.day == window.lastDay ? Int64(end) : minutesPerDay
      return sum + Int128(day.requests * (to - from) / minutesPerDay)
    }
  }
}
