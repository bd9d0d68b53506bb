import Ledger

/// The lines that bills leave out or use in part, summed by reason, bill and month.
struct BillRemarkSums {
  private var sums: [Key: Sum] = [:]
  /// The amounts of all lines, where a file replaces another; nil if that of a line is not known.
  private var amounts: [FileBill: Money?] = [:]

  private struct FileBill: Hashable {
    let file: String
    let bill: BillKey
    let month: Month
  }

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

  /// Adds the amount of a line, whether it counts or not, to compare a file with those that replace it.
  mutating func add(amountOf line: BillLine, in month: Month) {
    let key = FileBill(file: line.place.file, bill: line.bill, month: month)
    let sum = amounts[key] ?? .some(.zero)
    amounts.updateValue(sum.flatMap { sum in line.amount.map { sum + $0 } }, forKey: key)
  }

  /// The remarks, in the order of their first lines.
  var all: [BillRemark] {
    sums.sorted { $0.value.order < $1.value.order }.map { key, sum in
      BillRemark(
        key.kind, bill: key.bill, month: key.month, files: sum.files, lines: sum.lines,
        amount: sum.amount, difference: difference(key, sum))
    }
  }

  /// Returns by how much the lines of a sum are above others, or of a replaced file the others above them.
  private func difference(_ key: Key, _ sum: Sum) -> Money? {
    guard case .replaced(let others) = key.kind else { return sum.difference }
    guard let month = key.month else { return nil }
    let all = others.compactMap { amounts[FileBill(file: $0, bill: key.bill, month: month)] }
    let known = all.compactMap(\.self)
    guard !all.isEmpty, known.count == all.count else { return nil }
    return sum.amount.map { known.reduce(.zero, +) - $0 }
  }
}
