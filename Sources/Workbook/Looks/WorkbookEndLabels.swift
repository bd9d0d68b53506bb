import Ledger
import Overview
import Tables

/// The names of lines where they end, or the figures of a range or of a single line: beside their ends, but where these
/// are close the highest is above its end, and the lowest of three below.
struct WorkbookEndLabels {
  /// One per line.
  private(set) var labels: [(texts: [String?], place: ChartSeries.LabelPlace)] = []
  /// The number of steps without a figure that make room for the texts at the right.
  let steps: Int

  init(_ series: [Picture.Series]) {
    let ends = series.map { one in one.values.lastIndex { $0.number != nil } }
    let lastStep = ends.compactMap(\.self).max() ?? 0
    func last(of index: Int) -> Cell? { ends[index].map { series[index].values[$0] } }
    let reaching = series.indices
      .filter { index in
        series[index].role != .actual && (ends[index].map { $0 + 2 > lastStep } ?? false)
      }
      .sorted { WorkbookEndLabels.isAbove(last(of: $0), last(of: $1)) }
    let areApart = WorkbookEndLabels.areApart(reaching.map { last(of: $0) }, of: series)
    let hasRange = series.contains { $0.role == .bound80 }
    var longest = 0
    for (index, one) in series.enumerated() {
      var texts = [String?](repeating: nil, count: one.values.count)
      guard let end = ends[index], let number = one.values[end].number else {
        labels.append((texts, .above))
        continue
      }
      guard reaching.contains(index) else {
        // What goes on under another name has its own where it begins.
        if let first = one.values.firstIndex(where: { $0.number != nil }) {
          texts[first] = ChartData.short(one.name, length: 16)
          // On the side from which the line leads away.
          let next = one.values[(first + 1)...].first { $0.number != nil }
          labels.append(
            (texts, WorkbookEndLabels.isAbove(next, one.values[first]) ? .below : .above))
        } else {
          labels.append((texts, .above))
        }
        continue
      }
      let figure = one.view?.text(number.value, scale: number.scale) ?? ""
      let name = ChartData.short(one.name, length: 16)
      let unit = one.kind == .percent ? " %" : ""
      // The title names the expected figure.
      let isNamed = !name.isEmpty && one.role != .main
      let text =
        hasRange ? (isNamed ? "\(name) \(figure)" : figure) : name.isEmpty ? figure + unit : name
      texts[end] = text.replacing(" ", with: "\u{A0}")
      let place: ChartSeries.LabelPlace =
        reaching.count == 1 || areApart
        ? .right
        : index == reaching.first
          ? .above : index == reaching.last && reaching.count > 2 ? .below : .right
      labels.append((texts, place))
      // What is centred has half of its letters at the right.
      longest = max(longest, place == .right ? text.count * 2 : text.count)
    }
    // Of 60 letters, which is the width of the figures.
    let room = min(20, longest / 2 + 1)
    steps = (lastStep + 1) * room / (60 - room) + 1
  }

  /// True if texts beside the ends have room above each other: a tenth of the figures' height between two.
  private static func areApart(_ ends: [Cell?], of series: [Picture.Series]) -> Bool {
    // Six decimals decide where a text fits.
    func units(_ cell: Cell?) -> Int128 {
      guard let number = cell?.number else { return 0 }
      return number.scale > 6
        ? number.value / powerOfTen(number.scale - 6) : number.value * powerOfTen(6 - number.scale)
    }
    let all = series.flatMap(\.values).map { units($0) }
    let height = (all.max() ?? 0) - min(0, all.min() ?? 0)
    let ends = ends.map { units($0) }
    return zip(ends, ends.dropFirst()).allSatisfy { ($0 - $1) * 10 >= height }
  }

  /// True if the end of the first is above that of the second.
  private static func isAbove(_ first: Cell?, _ second: Cell?) -> Bool {
    guard let one = first?.number, let other = second?.number else { return second == nil }
    let scale = max(one.scale, other.scale)
    return one.value * powerOfTen(scale - one.scale) > other.value * powerOfTen(scale - other.scale)
  }
}
