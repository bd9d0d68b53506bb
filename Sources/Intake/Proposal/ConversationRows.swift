/// Rows of an export each of which sums the requests of a call, a conversation or a session.
///
/// A telephone call of ten minutes is many requests. No price by the length of a request, nor a fee for each, follows from
/// such a row.
enum ConversationRows {
  /// Returns true if the first rows of an export show that its rows are such sums.
  ///
  /// Columns that only calls on the telephone have show it, unless rows share a call, and those of lists of tasks. So does
  /// an id of a session that differs in every row, where nothing else identifies requests.
  ///
  /// - Parameter ids: the columns of the request id; several where no single one has it.
  static func areShown(_ table: SampleTable, ids: [String]) -> Bool {
    let sessions = table.columns.filter { isSession($0) || isCall($0) }
    guard sessions.allSatisfy(differs) else { return false }
    if areCalls(table) || areTasks(table) { return true }
    let named = ids.compactMap(table.column(named:))
    if ids.count == 1, let id = named.first { return isSession(id) || holdsSessions(id) }
    return table.rowCount > 1
      && sessions.contains { isSession($0) && $0.values.count == table.rowCount }
  }

  /// The column read as cost where rows are calls on the telephone, and it is not that of the model alone.
  static func costOfCalls(_ table: SampleTable, _ guess: ColumnGuess) -> String? {
    guard areCalls(table), let cost = guess.found[.vendorCostUSD]?.first else { return nil }
    let words = ColumnNameWords(cost).words
    return ["llm", "model", "token", "tokens"].contains(where: words.contains) ? nil : cost
  }

  private static func areCalls(_ table: SampleTable) -> Bool {
    let names = Set(
      table.columns.map { ColumnNameWords($0.name.split(separator: ".").last ?? "").joined })
    return !names.isDisjoint(with: certain) || names.intersection(likely).count > 1
  }

  /// Returns true if rows are the tasks of a coding tool, as Cline and Roo Code list them with the size of each.
  private static func areTasks(_ table: SampleTable) -> Bool {
    let names = Set(table.columns.map { ColumnNameWords($0.name).joined })
    return names.isSuperset(of: ["task", "totalcost", "size"])
  }

  /// Returns true if no two rows share a text of a column.
  private static func differs(_ column: SampleTable.Column) -> Bool {
    Set(column.values).count == column.values.count
  }

  private static func isSession(_ column: SampleTable.Column) -> Bool {
    column.tellsSeveral && RunningTotalPairs.namesSessions(column.name)
  }

  private static func isCall(_ column: SampleTable.Column) -> Bool {
    ["callid", "callsid", "phonecallid"].contains(
      ColumnNameWords(column.name.split(separator: ".").last ?? "").joined)
  }

  /// Returns true if ids are those that tools and vendors give a session or a conversation.
  private static func holdsSessions(_ column: SampleTable.Column) -> Bool {
    !column.values.isEmpty
      && column.values.allSatisfy { text in prefixes.contains { text.hasPrefix($0) } }
  }

  /// Of opencode, OpenAI and ElevenLabs.
  private static let prefixes = ["ses_", "sess_", "session_", "conv_", "thread_"]
  /// Names that only rows of calls have, as Vapi's, Retell's and Twilio's do.
  private static let certain: Set = [
    "endedreason", "disconnectionreason", "hangupreason", "ttscharacters", "callsid",
    "phonenumberid", "inboundphonecall", "voicemaildetected", "invoicemail", "callsuccessful",
    "callendedreason", "callanalysis", "telephonycost",
  ]
  /// Names of which two are needed, because a call may be one of a model.
  private static let likely: Set = [
    "callid", "callduration", "calldurationsecs", "calldurationseconds", "calldurationms",
    "calldurationminutes", "calllength", "calltype", "callstatus", "phonenumber", "fromnumber",
    "tonumber", "callernumber", "customernumber", "customerphone", "callerphone", "recordingurl",
    "stereorecordingurl", "voiceid", "ttscost", "sttcost", "transcriber", "transcriptioncost",
  ]
}
