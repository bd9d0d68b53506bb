import Ledger

extension RowTranslation {
  /// Spans of OpenTelemetry whose attributes tell of requests to models, as OTLP/JSON (`resourceSpans`), or one span a line
  /// or element.
  ///
  /// By the conventions `gen_ai.usage.input_tokens` holds what was read from and written to caches: "The value SHOULD be
  /// included in `gen_ai.usage.input_tokens`"; `gen_ai.usage.output_tokens` holds reasoning. Spans of agents, tools and
  /// workflows may state the sum of the requests below them (`RecordTree`). A span that states no usage is none, but that
  /// of a request, which is then not known, unless it failed.
  ///
  /// Sources, read 2026-11: https://github.com/open-telemetry/semantic-conventions-genai
  /// (`docs/gen-ai/gen-ai-spans.md`, `docs/registry/attributes/gen-ai.md`),
  /// https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding, and what `SpanField` links.
  static let otelSpans = RowTranslation(
    columns: [
      "traceId", "trace_id", "spanId", "span_id", "parentSpanId", "parent_span_id", "parent_id",
      "context", "startTimeUnixNano", "start_time_unix_nano", "startTime", "start_time",
      "endTimeUnixNano", "end_time_unix_nano", "endTime", "end_time", "status", "status_code",
      "attributes", "resource",
    ],
    required: [],
    oneOfEach: [
      ["traceId", "trace_id", "context"], ["spanId", "span_id", "context"],
      ["startTimeUnixNano", "start_time_unix_nano", "startTime", "start_time"],
      [JSONFormatTrait.spanAttributes],
    ],
    without: ["request_started_at"], containers: [.json],
    // The id of a span stands after that of its trace.
    searched: { id in id.lastIndex(of: 0x3A).map { Array(id[($0 + 1)...]) } ?? id },
    translate: { row, cells in Span(row).translate(cells) })
}

/// One span.
private struct Span {
  private let row: SourceRow
  private let attributes: SpanAttributes
  private let trace: SourceValue
  private let id: SourceValue
  private let parent: SourceValue
  private let metadata: ProviderMetadata?

  init(_ row: SourceRow) {
    self.row = row
    var attributes = SpanAttributes(at: row.place)
    attributes.take(row[18].kind == .missing ? row.root : row[18])
    attributes.take(row[19]["attributes"], ofResource: true)
    self.attributes = attributes
    trace = Span.first([row[0], row[1], row[7]["trace_id"], row[7]["traceId"]])
    id = Span.first([row[2], row[3], row[7]["span_id"], row[7]["spanId"]])
    parent = Span.first([row[4], row[5], row[6]])
    let text = attributes[.metadata]
    metadata = text.isBlank ? nil : row.json(text).map(ProviderMetadata.init)
  }

  private static func first(_ values: [SourceValue]) -> SourceValue {
    values.first { !$0.isBlank } ?? values[0]
  }

  func translate(_ cells: CellWriter) {
    let usage = SpanUsage(attributes, metadata, cells)
    // Its usage is not known, unless a span below has it.
    let isUnread = !usage.isStated && attributes.countsUnderOtherNames
    let role = isUnread ? .request : role
    if cells.rewrite == .spans, trace.isBlank, id.isBlank {
      let service = attributes[.service]
      cells.node = .group(of: service.isBlank ? nil : Name(bytes: service.bytes))
      return cells.skip(.group)
    }
    let node = RecordTreeNode(
      key: RecordTreeNode.key(trace, id),
      parent: parent.isBlank ? 0 : RecordTreeNode.key(trace, parent),
      role: role, input: usage.input, output: usage.output,
      lacksOwner: cells.rewrite == .spans && user.isBlank)
    guard cells.place(node, at: id) else { return }
    guard usage.isStated || role == .request else {
      return cells.skip(.otherKind("span without usage"))
    }
    writeID(cells)
    writeTimes(cells)
    writePeople(cells, node)
    writeModel(cells)
    let tier = attributes[.tier]
    ServiceTierName.write(tier.isBlank ? metadata?.tier ?? tier : tier, cells)
    if metadata != nil { cells.keepTexts() }
    if attributes[.operation] == "embeddings" || attributes[.kind] == "EMBEDDING"
      || SDKOperation(attributes[.call])?.isEmbedding == true
    {
      cells.set(.service, "embedding")
    }
    if hasFailed { cells.set(.status, "failed") }
    let cost = attributes[.cost]
    if !cost.isBlank { cells.binaryCost(.vendorCostUSD, cost) }
    usage.write(cells)
    stateUnread(cells)
  }

  /// Notes what the span states that a price may depend on and nothing reads: in attributes, or in texts of JSON among them.
  ///
  /// Those of a resource are of the service that asked.
  private func stateUnread(_ cells: CellWriter) {
    guard cells.unread != nil else { return }
    for (name, value) in attributes.others {
      if value.kind == .string, value.begins(with: "{"), Span.holdsSettings(name) {
        guard let object = row.json(value), object.kind == .object else { continue }
        cells.stateUnread(in: object, under: String(decoding: name, as: UTF8.self))
      } else {
        cells.stateUnread(attribute: name, value)
      }
    }
    let text = attributes[.metadata]
    guard metadata != nil, let vendors = row.json(text) else { return }
    vendors.forEachMember { vendor, object in
      object.forEachMember { key, value in
        if Span.readOfMetadata.contains(where: key.elementsEqual) { return }
        let path = Array("ai.response.providerMetadata.".utf8) + vendor + [0x2E] + key
        if value.kind == .object {
          cells.stateUnread(in: value, under: String(decoding: path, as: UTF8.self))
        } else if value.isScalar {
          path.withUnsafeBufferPointer { cells.stateUnread(attribute: $0, value) }
        }
      }
    }
  }

  /// Returns true for an attribute that may describe the request, and is not a part of the conversation.
  private static func holdsSettings(_ name: Bytes) -> Bool {
    let last = ColumnNameWords(String(decoding: name.suffix(64), as: UTF8.self)).words.last
    return settings.contains(last ?? "")
  }

  private static let settings: Set = [
    "metadata", "options", "parameters", "params", "settings", "config", "usage",
  ]
  private static let readOfMetadata = ["usage", "usageMetadata", "serviceTier"].map {
    Array($0.utf8)
  }

  // MARK: What it is

  private static let requests: [StaticString] = [
    "chat", "generate_content", "text_completion", "embeddings",
  ]
  private static let requestKinds: [StaticString] = ["LLM", "EMBEDDING", "generation", "embedding"]
  private static let holders: [StaticString] = [
    "invoke_agent", "create_agent", "execute_tool", "invoke_workflow",
  ]

  private var role: RecordTreeNode.Role {
    let operation = attributes[.operation]
    if Span.requests.contains(where: operation.spells) { return .request }
    if Span.holders.contains(where: operation.spells) { return .holder }
    if let call = SDKOperation(attributes[.call]) { return call.isRequest ? .request : .holder }
    let kind = attributes[.kind]
    if Span.requestKinds.contains(where: kind.spells) { return .request }
    return kind.isBlank ? .other : .holder
  }

  /// True if the span failed: its status says so, or it names an error.
  ///
  /// OTLP writes the status in numbers or names.
  private var hasFailed: Bool {
    let status = Span.first([row[16]["code"], row[16]["status_code"], row[16], row[17]])
    let words: [StaticString] = ["2", "STATUS_CODE_ERROR", "ERROR", "Error", "error"]
    return words.contains(where: status.spells) || !attributes[.error].isBlank
  }

  // MARK: Cells

  private func writeID(_ cells: CellWriter) {
    let response = attributes[.responseID]
    if !response.isBlank { return cells.text(.requestID, response) }
    guard trace.isScalar, id.isScalar else { return cells.text(.requestID, id) }
    cells.set(
      .requestID, keeping: Array(trace.bytes) + [0x3A] + Array(id.bytes), at: id.place)
  }

  private func writeTimes(_ cells: CellWriter) {
    cells.spanTime(.startedAt, nanoseconds: [row[8], row[9]], other: [row[10], row[11]])
    cells.spanTime(.completedAt, nanoseconds: [row[12], row[13]], other: [row[14], row[15]])
  }

  /// The user, else the session, else the service that asked.
  private func writePeople(_ cells: CellWriter, _ node: RecordTreeNode) {
    if !user.isBlank { return cells.text(.userID, user) }
    let service = attributes[.service]
    if !service.isBlank { return cells.text(.accountID, service) }
    let name = cells.sums?.owner(of: node.key) ?? Name("unnamed")
    cells.set(.accountID, keeping: name.bytes, at: row.place)
  }

  private var user: SourceValue { Span.first([attributes[.user], attributes[.session]]) }

  private func writeModel(_ cells: CellWriter) {
    let model = cells.model(answered: attributes[.model], asked: attributes[.requested])
    cells.text(.model, model)
    SpanVendor.write(attributes[.provider], model: model, cells)
  }
}

extension CellWriter {
  /// Writes a time of a span: nanoseconds since 1970, which may be in quotes and are 0 where not known, else seconds or
  /// RFC 3339.
  func spanTime(_ column: LedgerColumn, nanoseconds: [SourceValue], other: [SourceValue]) {
    guard let value = nanoseconds.first(where: { !$0.isBlank }) else {
      return time(column, other.first { !$0.isBlank } ?? other[0], .either)
    }
    if value.spells("0") { return }
    guard value.kind == .string || value.kind == .number,
      let number = Int64(String(decoding: value.bytes, as: UTF8.self)), number > 0
    else { return text(column, value) }
    let instant = Instant(nanoseconds: number)
    set(column, keeping: Array(instant.rfc3339.utf8), at: value.place)
  }
}
