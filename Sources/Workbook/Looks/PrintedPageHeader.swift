import Ledger
import Overview

/// The header of printed pages.
enum PrintedPageHeader {
  /// The text at its right: the company, the workspace, the period and its state.
  static func scope(of overview: Overview) -> String {
    let scope = overview.scope
    let days = scope.days.map(DayText.range) ?? "no usage"
    return [scope.owner, days, scope.close?.mark ?? ""].filter { !$0.isEmpty }
      .joined(separator: ", ")
  }
}
