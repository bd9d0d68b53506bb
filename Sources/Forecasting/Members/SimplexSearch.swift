/// A search of Nelder and Mead for the least value of a function: A simplex method for function minimization,
/// The Computer Journal 7 (1965).
///
/// It asks for one value after the other, so that several searches can go on side by side.
struct SimplexSearch {
  /// A place in up to eight dimensions; it is 0 in those that are not used.
  typealias Point = SIMD8<Double>

  /// The value of a point that is not allowed.
  static let forbidden = 1e300

  /// The point of which the value is asked.
  private(set) var trial: Point
  /// From here on the exact value does not matter: any that is not below it will do.
  private(set) var limit = Double.infinity
  /// The part that `trial` has in the search.
  private var stage = Stage.opening(0)

  private let steps: [Double]
  /// The number of corners that may still be replaced.
  private var iterations: Int
  private var corners: [Corner] = []
  /// The mean of all corners but the worst.
  private var centre = Point.zero
  /// The worst corner mirrored at the centre.
  private var mirrored = Corner(point: .zero, value: .infinity)

  private struct Corner {
    var point: Point
    var value: Double
  }

  private enum Stage: Equatable {
    /// A corner of the first simplex, by its number.
    case opening(Int)
    case mirroring, expanding, contracting
    /// A corner, by its number, on its way to the best one.
    case shrinking(Int)
    case done
  }

  /// - Parameters:
  ///   - start: the first corner; the others are one of the `steps` away, a step for each dimension that is used.
  ///   - iterations: how many corners are replaced at most.
  init(from start: Point, steps: [Double], iterations: Int) {
    precondition(steps.count <= Point.scalarCount, "a point has a place for each dimension")
    trial = start
    self.steps = steps
    self.iterations = iterations
  }

  /// The number of dimensions of a point that are used.
  var dimensions: Int { steps.count }

  /// True if the search needs no further value.
  var isDone: Bool { stage == .done }

  /// The best point that was found and its value, once the search is done.
  var best: (point: Point, value: Double) { (corners[0].point, corners[0].value) }

  /// Goes on with the value of `trial`.
  mutating func take(_ value: Double) {
    let last = steps.count
    let asked = Corner(point: trial, value: value)
    switch stage {
    case .opening(let number):
      corners.append(asked)
      if number == last { return mirror() }
      trial = corners[0].point
      trial[number] += steps[number]
      stage = .opening(number + 1)
    case .mirroring:
      let worst = corners[last]
      mirrored = asked
      if value < corners[0].value {
        trial = 3 * centre - 2 * worst.point
        limit = value
        stage = .expanding
      } else if value < corners[last - 1].value {
        replaceWorst(by: asked)
      } else {
        trial = 0.5 * (centre + (value < worst.value ? trial : worst.point))
        limit = min(value, worst.value)
        stage = .contracting
      }
    case .expanding:
      replaceWorst(by: value < mirrored.value ? asked : mirrored)
    case .contracting where value < limit:
      replaceWorst(by: asked)
    case .contracting:
      limit = .infinity
      shrink(1)
    case .shrinking(let number):
      corners[number] = asked
      if number == last { mirror() } else { shrink(number + 1) }
    case .done:
      preconditionFailure("a search that is done asks for no value")
    }
  }

  private mutating func replaceWorst(by corner: Corner) {
    corners[steps.count] = corner
    mirror()
  }

  /// Asks for the worst corner mirrored at the centre of the others, unless all are as good or enough was tried.
  private mutating func mirror() {
    sort()
    let worst = corners[steps.count]
    let spread = worst.value - corners[0].value
    if iterations == 0 || spread <= 1e-5 * corners[0].value.magnitude + 1e-300 {
      stage = .done
      return
    }
    iterations -= 1
    centre = .zero
    for corner in corners.dropLast() { centre += corner.point }
    centre /= Double(steps.count)
    trial = 2 * centre - worst.point
    limit = worst.value
    stage = .mirroring
  }

  /// Asks for a corner moved half the way to the best one.
  private mutating func shrink(_ number: Int) {
    let best = corners[0].point
    trial = best + 0.5 * (corners[number].point - best)
    stage = .shrinking(number)
  }

  /// By value; equal ones keep their order.
  private mutating func sort() {
    for index in 1..<corners.count {
      var place = index
      while place > 0 && corners[place].value < corners[place - 1].value {
        corners.swapAt(place, place - 1)
        place -= 1
      }
    }
  }
}
