import Ledger

/// Finds files whose first rows state responses that rows of another file state as well, as the logs of a vendor and of a
/// gateway before it do.
package struct SharedResponseFiles {
  /// Rows of `file` that have in the column `key` a response which `other` has too.
  package struct Shared {
    package let file: String
    package let other: String
    package let key: String
    package let rows: Int
  }

  /// The response data of a row.
  private struct Row {
    let id: String
    let output: String
  }

  private struct File {
    let path: String
    /// By ids of requests and of responses.
    var rows: [String: Row] = [:]
    /// The columns of responses that are not read.
    var keys: [(name: String, rows: [String: Row])] = []
  }

  private var files: [File] = []

  package init() {}

  /// Adds the first rows of a file that is read by `layout`.
  package mutating func add(_ table: SampleTable, readBy layout: LedgerLayout, file: String) {
    func column(_ column: LedgerColumn) -> SampleTable.Column? {
      layout.nameRead(as: column).flatMap(table.column(named:))
    }
    guard let ids = column(.requestID), let outputs = column(.outputTokens) else { return }
    func rows(_ key: SampleTable.Column) -> [String: Row] {
      var rows: [String: Row] = [:]
      for (row, text) in key.texts.enumerated()
      where text.utf8.count >= 8 && (RunningTotals.number(outputs.texts[row]) ?? 0) > 0 {
        rows[text] = Row(id: ids.texts[row], output: outputs.texts[row])
      }
      return rows
    }
    var one = File(path: file, rows: rows(ids))
    for key in SharedResponses.vendorKeys(table) where key.name != ids.name {
      let own = rows(key)
      one.keys.append((key.name, own))
      one.rows.merge(own) { first, _ in first }
    }
    files.append(one)
  }

  /// Each pair of files once, where at least two rows tell it, in the order of the files.
  package var shared: [Shared] {
    var all: [Shared] = []
    for (index, file) in files.enumerated() where !file.keys.isEmpty {
      for (place, other) in files.enumerated() where place != index {
        if place < index, !other.keys.isEmpty,
          all.contains(where: { $0.file == other.path && $0.other == file.path })
        {
          continue
        }
        for key in file.keys {
          let count = key.rows.count { text, row in
            other.rows[text].map { $0.id != row.id && $0.output == row.output } ?? false
          }
          guard count > 1 else { continue }
          all.append(Shared(file: file.path, other: other.path, key: key.name, rows: count))
          break
        }
      }
    }
    return all
  }
}
