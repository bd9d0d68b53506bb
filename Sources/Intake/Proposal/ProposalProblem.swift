import Ledger

extension ProposalMaker {
  /// The reason why no mapping can read the export, and the remedy; nil if one may.
  var problem: String? {
    if let untold = requests.untold {
      return
        "Assay would count these twice: \(untold); no column distinguishes them from requests:"
        + " leave them out of the export, or add a column with the type of each record"
    }
    if !apart.isEmpty {
      let words = apart.map { $0 == .model ? "the model" : "the start times" }
      return "\(words.joined(separator: " and ")) and the counts are in different records: first"
        + " join the records of each request"
    }
    if let classRows { return classRows }
    if let (part, sum) = guess.repeated.doubt {
      let (part, sum) = (ProposalJSON.visible(part), ProposalJSON.visible(sum))
      return
        "it is unclear whether \(part) belongs to one request or to the last request in \(sum):"
        + " leave one of them out of the export"
    }
    if growth == nil, let soleSum { return soleSum }
    func lacks(_ column: LedgerColumn) -> Bool { guess.found[column] == nil }
    // Without a column that may be it there is nothing that anybody could fill in.
    let isTextLeft = !guess.openTexts.isEmpty
    if lacks(.model), !isTextLeft {
      return "no column names the model: export it; only if all requests are of one model, state it"
        + " in a mapping, as in \"constants\": { \"model\": \"gpt-5\" }"
    }
    if lacks(.startedAt), let mixed = StartTimeColumns.formats(in: guess.columns) {
      return
        "\(ProposalJSON.visible(mixed.name)) has times in different formats, as in \(ProposalJSON.visible(mixed.one))"
        + " and \(ProposalJSON.visible(mixed.other)): export one format"
    }
    if lacks(.startedAt), !isTextLeft {
      return "no column has the start of requests: export it as well"
    }
    return nil
  }
}
