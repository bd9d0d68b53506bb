import Overview

/// The classes of the style sheet for what a series is.
enum LineStyle {
  /// Of the line.
  static func line(_ role: Picture.Role) -> String {
    switch role {
    case .detail: "l0"
    case .main: "l1"
    case .target: "l2"
    case .actual: "l3"
    case .bound80: "l4"
    case .bound95: "l5"
    case .part(let index): "l1 s\(index % partCount)"
    case .alarm: "l2"
    }
  }

  /// Of the name beside the line.
  static func name(_ role: Picture.Role) -> String {
    switch role {
    case .main: "k1"
    case .target, .alarm: "k2"
    case .actual, .part: "v"
    case .detail, .bound80, .bound95: "k0"
    }
  }

  /// Of a bar or column.
  static func bar(_ role: Picture.Role) -> String {
    switch role {
    case .part(let index): "b\(index % partCount)"
    case .alarm: "ba"
    case .detail, .main, .target, .actual, .bound80, .bound95: "b0"
    }
  }

  /// The number of colours for series of equal rank.
  private static let partCount = 6
}
