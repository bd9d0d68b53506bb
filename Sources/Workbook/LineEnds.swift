import Ledger
import Overview
import Tables

/// The names of lines where they end, with the figures of a range, or the figure alone of one line: the highest above
/// its end, the lowest below, others beside.
struct LineEnds {
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
      .sorted { LineEnds.isAbove(last(of: $0), last(of: $1)) }
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
        }
        labels.append((texts, .above))
        continue
      }
      let figure = one.view?.text(number.value, scale: number.scale) ?? ""
      let name = ChartData.short(one.name, length: 16)
      let unit = one.kind == .percent ? " %" : ""
      let text = name.isEmpty ? figure + unit : hasRange ? "\(name) \(figure)" : name
      texts[end] = text
      let place: ChartSeries.LabelPlace =
        index == reaching.first ? .above : index == reaching.last ? .below : .right
      labels.append((texts, place))
      // What is centred has half of its letters at the right.
      longest = max(longest, place == .right ? text.count * 2 : text.count)
    }
    // Of 60 letters, which is the width of the figures.
    let room = min(20, longest / 2 + 1)
    steps = (lastStep + 1) * room / (60 - room) + 1
  }

  /// True if the end of the first is above that of the second.
  private static func isAbove(_ first: Cell?, _ second: Cell?) -> Bool {
    guard let one = first?.number, let other = second?.number else { return second == nil }
    let scale = max(one.scale, other.scale)
    return one.value * powerOfTen(scale - one.scale) > other.value * powerOfTen(scale - other.scale)
  }
}
