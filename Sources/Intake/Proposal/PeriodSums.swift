import Ledger

/// Rows of an export each of which sums the requests of an hour, a day or another period.
///
/// A price that depends on the length of a request follows from no such sum.
enum PeriodSums {
  /// Returns true if the first rows of an export show that its rows are sums, and no column identifies requests.
  ///
  /// All start on a full minute, and the column of times is named for periods. Or ten rows and all others start on a full
  /// hour, and no two have the same time, user and model.
  ///
  /// - Parameters:
  ///   - starts: the columns of the times.
  ///   - keys: those of users and models.
  static func areShown(_ starts: [SampleTable.Column], _ keys: [SampleTable.Column]) -> Bool {
    let texts = SampleTable.joined(starts)
    guard texts.count > 1, let shape = SampleTimes(texts).flatMap({ TimeForm.shape($0.format) })
    else { return false }
    let form = TimeForm(shape: shape, zone: .utc)
    func areAll(onFull seconds: Int64) -> Bool {
      texts.allSatisfy { text in
        do throws(LocalTimeFault) {
          return try form.read(text).nanoseconds % (seconds * 1_000_000_000) == 0
        } catch { return false }
      }
    }
    if starts.contains(where: { isNamed($0.name) }) { return areAll(onFull: 60) }
    let rows = SampleTable.joined(starts + keys)
    return rows.count >= 10 && Set(rows).count == rows.count && areAll(onFull: 3_600)
  }

  /// Returns true if a name says that its times are those of periods.
  private static func isNamed(_ name: String) -> Bool {
    let words = ColumnNameWords(name.split(separator: ".").last ?? "").words
    return words.contains(where: periods.contains)
  }

  private static let periods: Set = [
    "hour", "hourly", "bucket", "timebucket", "interval", "period", "day", "daily", "datehour",
    "stunde", "zeitraum", "intervall",
  ]
}

extension UsageMapping {
  /// The same where each row of `table`, the first rows of its export, sums the requests of a period, a call or a
  /// session.
  package func summing(_ table: SampleTable) -> UsageMapping {
    func names(_ columns: LedgerColumn...) -> [String] {
      sources.filter { columns.contains($0.column) }.flatMap(\.names)
    }
    let (ids, starts) = (names(.requestID), names(.startedAt))
    let rows = table.requests(of: self)
    func columns(_ names: [String]) -> [SampleTable.Column] {
      names.compactMap(rows.column(named:))
    }
    // An id of requests is no part of a sum.
    let arePeriods =
      ids.count > 1 && !Set(ids).isDisjoint(with: starts)
      && PeriodSums.areShown(columns(starts), columns(names(.userID, .accountID, .model)))
    guard arePeriods || ConversationRows.areShown(rows, ids: ids) else { return self }
    var mapping = self
    mapping.sumsRequests = true
    return mapping
  }
}
