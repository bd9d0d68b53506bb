import Forecasting
import Tables

/// How figures of a forecast are written: half to even, with at most so many decimals.
///
/// Only here do doubles become cells.
package enum ForecastCell {
  /// A quantity or an amount, with at most 8 decimals.
  package static func value(_ value: Double) -> Cell {
    .decimal(decimalHalfEven(value, decimals: 8), scale: 8)
  }

  /// A ratio without unit, with at most 4 decimals.
  package static func score(_ value: Double) -> Cell {
    .decimal(decimalHalfEven(value, decimals: 4), scale: 4)
  }

  /// A ratio as a percentage, with at most 4 decimals.
  package static func percent(_ ratio: Double) -> Cell {
    .percent(tenThousandths: decimalHalfEven(ratio * 100, decimals: 4))
  }
}

extension ForecastCell {
  /// A value with at most 8 decimals as an exact figure.
  package static func exact(_ value: Double) -> ExactFigure {
    ExactFigure(decimalHalfEven(value, decimals: 8), scale: 8)
  }
}
