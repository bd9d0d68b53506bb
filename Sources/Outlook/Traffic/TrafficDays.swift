import Ledger

/// The traffic of a stretch of days; only days with traffic take room, so that many kinds of which each is rare take
/// little.
struct TrafficDays: Sendable {
  /// The number of days, with traffic or without.
  let count: Int
  /// One entry per day with traffic, in order of days, which count from 0.
  private(set) var used: [Entry] = []

  struct Entry: Sendable {
    let day: Int
    var traffic: Traffic
  }

  /// Days without any traffic.
  init(count: Int) { self.count = count }

  /// Returns the traffic of a day, which may be none.
  subscript(day: Int) -> Traffic {
    let place = place(of: day)
    return place < used.count && used[place].day == day ? used[place].traffic : Traffic()
  }

  /// Returns the entries of some days; those outside of the stretch have none.
  func used(in days: Range<Int>) -> ArraySlice<Entry> {
    used[place(of: days.lowerBound)..<place(of: days.upperBound)]
  }

  /// Returns the entries of the last `days` days.
  func used(last days: Int) -> ArraySlice<Entry> {
    used(in: max(0, count - days)..<count)
  }

  /// The first day with a request; the number of days where no day has one.
  var firstUse: Int { used.first { $0.traffic.requests != 0 }?.day ?? count }

  /// Changes the traffic of a day that is not before the last one with traffic.
  mutating func change(_ day: Int, _ change: (inout Traffic) -> Void) {
    precondition((used.last?.day ?? 0) <= day && day < count, "days are filled in their order")
    if used.last?.day != day { used.append(Entry(day: day, traffic: Traffic())) }
    change(&used[used.count - 1].traffic)
  }

  /// Gives a day its traffic; it is not before the last one with traffic, and nothing leaves it as it was.
  mutating func add(_ traffic: Traffic, at day: Int) {
    guard !traffic.isNothing else { return }
    change(day) { $0.add(traffic) }
  }

  /// Changes each day with traffic.
  mutating func changeAll(_ change: (Int, inout Traffic) -> Void) {
    for place in used.indices { change(used[place].day, &used[place].traffic) }
  }

  /// Returns the index of the first entry of `day` or a later day.
  private func place(of day: Int) -> Int {
    used.indices.partitionPoint { used[$0].day < day }
  }
}
