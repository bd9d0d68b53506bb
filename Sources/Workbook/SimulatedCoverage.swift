import Overview
import Simulation

extension SimulatedTotals {
  /// The number of requests that the amounts lack, in a sentence; nil where they lack none.
  package var coverage: String? { Figures.lack(requestsUnpriced, of: total.requests) }
}
