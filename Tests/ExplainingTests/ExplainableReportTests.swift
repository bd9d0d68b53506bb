import Testing

@testable import Explaining

/// Which figures can be asked for.
struct ExplainableReportTests {
  @Test func `the form of a figure has a part for each key`() {
    for report in ExplainableReport.all {
      // The report, its keys, and the column.
      #expect(report.form.split(separator: "/").count == report.keyCount + 2)
      #expect(report.form.hasPrefix(report.name + "/"))
    }
  }

  @Test func `a ratio is of a column that requests sum up to`() {
    for report in ExplainableReport.all {
      for ratio in report.ratios {
        #expect(!report.measures.map(\.rawValue).contains(ratio.rawValue), "\(ratio)")
      }
    }
  }
}
