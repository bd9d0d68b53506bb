import Ledger

/// The lines that bills leave out or use in part, summed by reason, bill and month.
struct BillRemarkSums {
  private var sums: [Key: Sum] = [:]

  private struct Key: Hashable {
    let kind: BillRemark.Kind
    let bill: BillKey
    let month: Month?
    /// Nil where the remark is on all files of the bill.
    let file: String?
  }

  private struct Sum {
    let order: Int
    var files: [String] = []
    var lines: Int64 = 0
    var amount: Money? = .zero
    var difference: Money? = .zero
  }

  /// Adds a line, or several whose figures are summed in one.
  ///
  /// - Parameters:
  ///   - difference: by how much it is above the line that it differs from.
  ///   - zone: that of its file.
  mutating func add(
    _ kind: BillRemark.Kind, _ line: BillLine, _ count: LineCount, difference: Money? = .zero,
    in zone: ReportingZone
  ) {
    let isOfBill =
      switch kind {
      case .unclearUnit, .provisional, .effective: true
      default: false
      }
    let file = line.place.file
    let key = Key(
      kind: kind, bill: line.bill,
      month: line.period.isEmpty ? nil : zone.day(of: line.period.from).month,
      file: isOfBill ? nil : file)
    var sum = sums[key] ?? Sum(order: sums.count)
    if sum.files.last != file { sum.files.append(file) }
    sum.lines += count.all
    sum.amount = sum.amount.flatMap { all in line.amount.map { all + $0 } }
    sum.difference = sum.difference.flatMap { all in difference.map { all + $0 } }
    sums[key] = sum
  }

  /// The remarks, in the order of their first lines.
  var all: [BillRemark] {
    sums.sorted { $0.value.order < $1.value.order }.map { key, sum in
      BillRemark(
        key.kind, bill: key.bill, month: key.month, files: sum.files, lines: sum.lines,
        amount: sum.amount, difference: sum.difference)
    }
  }
}
