import Forecasting
import Ledger
import Tables

/// The notation of forecast figures: half to even, with a limited number of decimals.
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
  /// An exact figure of a forecast.
  package static func figure(_ figure: ExactFigure) -> Cell {
    .decimal(figure.value, scale: figure.scale)
  }

  /// The ends of the ranges of a forecast as they are written: no mean of more than 8 decimals is outside by rounding.
  ///
  /// - Returns: `lo80`, `hi80`, `lo95` and `hi95`.
  package static func ends(of range: ForecastPoint, around mean: ExactFigure) -> [ExactFigure] {
    let unit = powerOfTen(max(0, mean.scale - 8))
    let finer = powerOfTen(max(0, 8 - mean.scale))
    let rest = (mean.value % unit + unit) % unit
    let below = (mean.value - rest) / unit * finer
    let above = rest == 0 ? below : below + 1
    func lower(_ end: Double) -> ExactFigure {
      ExactFigure(min(exact(end).value, below), scale: 8)
    }
    func upper(_ end: Double) -> ExactFigure {
      ExactFigure(max(exact(end).value, above), scale: 8)
    }
    return [lower(range.lo80), upper(range.hi80), lower(range.lo95), upper(range.hi95)]
  }

  /// A value with at most 8 decimals as an exact figure.
  package static func exact(_ value: Double) -> ExactFigure {
    ExactFigure(decimalHalfEven(value, decimals: 8), scale: 8)
  }
}
