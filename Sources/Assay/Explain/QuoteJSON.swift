/// A quote as one JSON document; see docs/JSON.md.
struct QuoteJSON {
  let quote: Quote

  var text: String {
    let json = TraceJSON(trace: quote.trace)
    return JSONText.object(
      [
        ("assay", .string(Version.number)),
        ("at", quote.stated.map { .string($0.description) } ?? .null),
        ("prices_from", quote.lastChange.map { .string($0.description) } ?? .null),
      ] + json.request + [
        ("cost", .object(json.cost)), ("charge", .object(json.charge)),
      ]
    ).text
  }
}
