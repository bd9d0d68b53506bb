@testable import Forecasting

extension Smoothing {
  /// The model of one form whose errors one step ahead are least.
  static func fit(_ form: Form, to history: HistoryValues, season: [Double]) -> Fit {
    fits([form], to: history, season: season)[0]
  }
}
