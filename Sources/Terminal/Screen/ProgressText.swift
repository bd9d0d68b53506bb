import Ledger

/// The words of the line that tells how far reading has come.
struct ProgressText {
  let path: String
  let bytes: Int64
  let totalBytes: Int64
  let rows: Int64
  let milliseconds: Int64

  /// The line in at most `width` columns: what is least needed is left out, then the path is cut.
  func line(width: Int) -> String {
    var parts = [
      "Reading \(SafeText.safe(path))", "\(percent) %",
      "\(megabytes(bytes)) of \(megabytes(totalBytes)) MB",
      GroupedDigits.count(rows, "row"), "\(GroupedDigits.text(rate)) rows/s", left,
    ]
    let gap = "   "
    // The rows, then the megabytes, and the pace last.
    for droppable in [3, 2, 2] {
      if parts.joined(separator: gap).count <= width { break }
      parts.remove(at: droppable)
    }
    let excess = parts.joined(separator: gap).count - width
    if excess > 0 { parts[0] = "Reading …" + path.suffix(max(1, path.count - excess - 1)) }
    return String(parts.joined(separator: gap).prefix(width))
  }

  private var percent: Int64 { totalBytes > 0 ? min(100, bytes * 100 / totalBytes) : 100 }

  private var rate: Int64 { milliseconds > 0 ? rows * 1_000 / milliseconds : 0 }

  /// By the pace so far; from two minutes on in minutes.
  private var left: String {
    guard bytes > 0 else { return "" }
    let seconds = max(0, totalBytes - bytes) / 1_000 * milliseconds / bytes
    return seconds < 120 ? "\(seconds) s left" : "\((seconds + 30) / 60) min left"
  }

  /// With one decimal below 100.
  private func megabytes(_ bytes: Int64) -> String {
    let tenths = (bytes + 50_000) / 100_000
    return tenths < 1_000
      ? "\(tenths / 10).\(tenths % 10)" : GroupedDigits.text((bytes + 500_000) / 1_000_000)
  }
}
