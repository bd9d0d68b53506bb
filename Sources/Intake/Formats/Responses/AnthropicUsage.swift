/// The `usage` of Anthropic's Messages API, also on Bedrock and Vertex.
///
/// `input_tokens` holds neither cache reads nor writes: "Total input tokens in a request is the summation of
/// `input_tokens`, `cache_creation_input_tokens`, and `cache_read_input_tokens`"
/// (https://docs.anthropic.com/en/api/messages, read 2026-11). `cache_creation` splits the writes by how long they last;
/// without it they last five minutes. `output_tokens` holds `thinking_tokens`. The counts of `message_delta` are cumulative.
///
/// If there are `iterations` beside them, the vendor bills these: "The top-level input_tokens and output_tokens do not include
/// compaction iteration usage. … To calculate total tokens consumed and billed for a request, sum across all entries in the
/// usage.iterations array" (https://platform.claude.com/docs/en/build-with-claude/compaction, read 2026-11). Those of an advisor
/// are another model's: "Iterations with type: "advisor_message" are billed at the advisor model's rates"
/// (https://platform.claude.com/docs/en/agents-and-tools/tool-use/advisor-tool, read 2026-11).
///
/// `inference_geo` is where it ran (https://platform.claude.com/docs/en/build-with-claude/data-residency, read 2026-11): `us`
/// has prices of its own, `global` has none.
enum AnthropicUsage {
  /// - Parameter output: the output tokens by another count; the larger of both counts.
  static func write(
    _ usage: VendorUsage, output: TokenBreakdown.Count? = nil, _ cells: CellWriter
  ) {
    var leaves = TokenBreakdown(cells)
    leaves.outputHolds = [.reasoning]
    leaves.input = leaves.stated(usage["input_tokens"], for: .inputTokens)
    leaves.output = leaves.stated(usage["output_tokens"], for: .outputTokens)
    if let output, output.value > leaves.output?.value ?? -1 { leaves.output = output }
    leaves.cacheRead = leaves.stated(usage["cache_read_input_tokens"], for: .cacheReadTokens)
    leaves.cacheWrite = leaves.stated(
      usage["cache_creation_input_tokens"], for: .cacheWrite5mTokens)
    let split = usage["cache_creation"]
    leaves.cacheWrite5m = leaves.stated(
      split["ephemeral_5m_input_tokens"], for: .cacheWrite5mTokens)
    leaves.cacheWrite1h = leaves.stated(
      split["ephemeral_1h_input_tokens"], for: .cacheWrite1hTokens)
    leaves.reasoning = leaves.stated(
      usage["output_tokens_details"]["thinking_tokens"], for: .reasoningTokens)
    Iterations(of: usage["iterations"], cells).raise(&leaves)
    leaves.write()
    let searches = usage["server_tool_use"]["web_search_requests"]
    if let count = cells.count(of: searches, for: .searches) {
      cells.count(.searches, count, at: searches.place)
    }
    ServerTools.state(usage, cells)
    writeServing(
      speed: usage["speed"], tier: usage["service_tier"], geo: usage["inference_geo"], cells)
  }

  /// Writes the tier in which a request was served, and the region; LiteLLM keeps what the vendor said of both.
  static func writeServing(
    speed: SourceValue, tier: SourceValue, geo: SourceValue, _ cells: CellWriter
  ) {
    // The fast mode has prices of its own, and is no priority tier.
    if speed == "fast" {
      cells.set(.serviceTier, "fast")
    } else {
      ServiceTierName.write(tier, cells)
    }
    if cells.isBlank(.region), !(geo == "global"), !(geo == "not_available") {
      cells.text(.region, geo)
    }
  }

  /// The usage of all iterations of a response that are of its own model.
  private struct Iterations {
    private var input: Int64 = 0
    private var output: Int64 = 0
    private var cacheRead: Int64 = 0
    private var cacheWrite: Int64 = 0
    private var cacheWrite5m: Int64 = 0
    private var cacheWrite1h: Int64 = 0
    private let list: SourceValue

    /// Anthropic's only length from which on some of its models cost more.
    private static let longContext: Int64 = 200_000

    init(of list: SourceValue, _ cells: CellWriter) {
      self.list = list
      var total: Int64 = 0
      var longest: Int64 = 0
      var sums = (
        input: Int64(0), output: Int64(0), read: Int64(0), write: Int64(0), fiveMinutes: Int64(0),
        hour: Int64(0)
      )
      list.forEach { one in
        guard !(one["type"] == "advisor_message") else {
          return cells.state(.otherModel)
        }
        func count(_ value: SourceValue, _ column: LedgerColumn) -> Int64 {
          cells.count(of: value, for: column) ?? 0
        }
        let input = count(one["input_tokens"], .inputTokens)
        let read = count(one["cache_read_input_tokens"], .cacheReadTokens)
        let split = one["cache_creation"]
        let fiveMinutes = count(split["ephemeral_5m_input_tokens"], .cacheWrite5mTokens)
        let hour = count(split["ephemeral_1h_input_tokens"], .cacheWrite1hTokens)
        let write = max(
          count(one["cache_creation_input_tokens"], .cacheWrite5mTokens), fiveMinutes + hour)
        sums.input += input
        sums.output += count(one["output_tokens"], .outputTokens)
        sums.read += read
        sums.write += write
        sums.fiveMinutes += fiveMinutes
        sums.hour += hour
        total += input + read + write
        longest = max(longest, input + read + write)
      }
      (input, output, cacheRead, cacheWrite, cacheWrite5m, cacheWrite1h) = sums
      // What all of them come to decides no band; where some are in another than others, one row has no price.
      if total > Iterations.longContext, longest < total {
        cells.state(longest <= Iterations.longContext ? .shortParts : .partsOfAnyLength)
      }
    }

    /// Raises each count to what the iterations come to; a stream that was cut has counts that its iterations lack.
    func raise(_ leaves: inout TokenBreakdown) {
      raise(&leaves.input, to: input)
      raise(&leaves.output, to: output)
      raise(&leaves.cacheRead, to: cacheRead)
      raise(&leaves.cacheWrite, to: cacheWrite)
      raise(&leaves.cacheWrite5m, to: cacheWrite5m)
      raise(&leaves.cacheWrite1h, to: cacheWrite1h)
    }

    private func raise(_ count: inout TokenBreakdown.Count?, to sum: Int64) {
      guard sum > count?.value ?? 0 else { return }
      count = TokenBreakdown.Count(value: sum, source: list)
    }
  }
}
