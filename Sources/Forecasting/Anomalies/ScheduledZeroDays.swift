/// The steps on which nothing was and nothing had to be, as a business rests at weekends and a model is used every
/// fifth day: they are not odd, and tell nothing of what used days are like.
struct ScheduledZeroDays {
  /// The phases of the season that are free: of three values or more at most one in ten is not 0.
  private let phases: Set<Int>
  /// A 0 is nothing odd on any step: a third of the values and more are 0, and between pauses there are fewer uses on
  /// average than a level has values.
  private let isUsual: Bool
  private let season: Int

  /// - Parameter season: steps of a season; 1 for none.
  init(_ history: [Double], season: Int) {
    self.season = season
    guard history.contains(0), history.allSatisfy({ $0 >= 0 }) else {
      (phases, isUsual) = ([], false)
      return
    }
    var free: Set<Int> = []
    if season > 1 {
      free = Set(
        (0..<season).filter { phase in
          let values = stride(from: phase, to: history.count, by: season).map { history[$0] }
          return values.count >= 3 && 10 * values.count { $0 != 0 } <= values.count
        })
      // Where all are, nothing is free beside others.
      if free.count == season { free = [] }
    }
    let others = history.indices.filter { !free.contains($0 % season) }.map { history[$0] }
    let uses = others.count { $0 != 0 }
    let pauses = others.indices.count { others[$0] == 0 && ($0 == 0 || others[$0 - 1] != 0) }
    isUsual = uses <= 2 * (others.count - uses) && uses < LevelShifts.shortest * pauses
    phases = isUsual ? [] : free
  }

  /// Returns true if a step is usually free, whatever its value.
  func isFree(_ step: Int) -> Bool { phases.contains(step % season) }

  /// Returns true if a step of this value is a pause and not a missing value.
  func isPause(_ step: Int, _ value: Double) -> Bool { value == 0 && (isUsual || isFree(step)) }
}
