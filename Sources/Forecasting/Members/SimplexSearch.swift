/// The search of Nelder and Mead for the least value of a function: A simplex method for function minimization,
/// The Computer Journal 7 (1965).
enum SimplexSearch {
  /// What is no allowed point.
  static let forbidden = 1e300

  /// Returns the best point that was found and its value.
  ///
  /// - Parameters:
  ///   - start: the first corner; the others are one of the `steps` away.
  ///   - objective: of a point, and a limit from which on its exact value does not matter: it may
  ///     return any value not below the limit then.
  static func minimum(
    from start: [Double], steps: [Double], iterations: Int,
    of objective: (_ point: [Double], _ limit: Double) -> Double
  ) -> (point: [Double], value: Double) {
    let size = start.count
    var corners = [Corner(point: start, value: objective(start, .infinity))]
    for (axis, step) in steps.enumerated() {
      var point = start
      point[axis] += step
      corners.append(Corner(point: point, value: objective(point, .infinity)))
    }
    var centre = start
    var trial = start
    var second = start
    for _ in 0..<iterations {
      sort(&corners)
      let best = corners[0].value
      let worst = corners[size].value
      if worst - best <= 1e-5 * best.magnitude + 1e-300 { break }
      average(corners, into: &centre)
      for axis in 0..<size { trial[axis] = 2 * centre[axis] - corners[size].point[axis] }
      let reflected = objective(trial, worst)
      if reflected < best {
        for axis in 0..<size { second[axis] = 3 * centre[axis] - 2 * corners[size].point[axis] }
        let expanded = objective(second, reflected)
        corners[size].take(
          expanded < reflected ? second : trial, min(expanded, reflected))
      } else if reflected < corners[size - 1].value {
        corners[size].take(trial, reflected)
      } else {
        let isBetter = reflected < worst
        for axis in 0..<size {
          let outer = isBetter ? trial[axis] : corners[size].point[axis]
          second[axis] = 0.5 * (centre[axis] + outer)
        }
        let least = min(reflected, worst)
        let contracted = objective(second, least)
        if contracted < least {
          corners[size].take(second, contracted)
        } else {
          shrink(&corners, objective)
        }
      }
    }
    let best = corners.min { $0.value < $1.value } ?? corners[0]
    return (best.point, best.value)
  }

  private struct Corner {
    var point: [Double]
    var value: Double

    mutating func take(_ other: [Double], _ value: Double) {
      for axis in point.indices { point[axis] = other[axis] }
      self.value = value
    }
  }

  /// By value; equal ones keep their order.
  private static func sort(_ corners: inout [Corner]) {
    for index in 1..<corners.count {
      var place = index
      while place > 0 && corners[place].value < corners[place - 1].value {
        corners.swapAt(place, place - 1)
        place -= 1
      }
    }
  }

  /// Sets `centre` to the mean of all corners but the last.
  private static func average(_ corners: [Corner], into centre: inout [Double]) {
    let size = corners.count - 1
    for axis in 0..<size {
      var sum = 0.0
      for corner in 0..<size { sum += corners[corner].point[axis] }
      centre[axis] = sum / Double(size)
    }
  }

  private static func shrink(
    _ corners: inout [Corner], _ objective: (_ point: [Double], _ limit: Double) -> Double
  ) {
    for index in 1..<corners.count {
      for axis in corners[index].point.indices {
        let base = corners[0].point[axis]
        corners[index].point[axis] = base + 0.5 * (corners[index].point[axis] - base)
      }
      corners[index].value = objective(corners[index].point, .infinity)
    }
  }
}
