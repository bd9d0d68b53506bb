import Intake
import Testing

/// Which columns a proposed mapping takes for which counts of tokens.
@Suite struct ProposedColumnsTests {
  /// Names of columns, rows of them, what is proposed of those, and what is left open.
  ///
  /// By hand.
  private static let cases:
    [(names: String, rows: [String], found: [String: String], missing: [String])] = [
      // As pandas writes counts among which one was blank.
      (
        "prompt_tokens,completion_tokens", ["1000.0,500.0", "1000.0,0.0"],
        ["input_tokens": "prompt_tokens", "output_tokens": "completion_tokens"], []
      ),
      (
        "prompt_tokens,completion_tokens", ["1000.00,0.00", "900.00,7.00"],
        ["input_tokens": "prompt_tokens", "output_tokens": "completion_tokens"], []
      ),
      (
        "prompt_tokens,completion_tokens", ["9,0.5", "8,0.25"], ["input_tokens": "prompt_tokens"],
        []
      ),
      (
        "text_in,audio_in,text_out,audio_out", ["483,684,70,415"],
        [
          "input_tokens": "text_in", "audio_input_tokens": "audio_in",
          "output_tokens": "text_out", "audio_output_tokens": "audio_out",
        ], []
      ),
      (
        "Text Input,Audio Input,Text Output,Audio Output", ["483,684,70,415"],
        [
          "input_tokens": "Text Input", "audio_input_tokens": "Audio Input",
          "output_tokens": "Text Output", "audio_output_tokens": "Audio Output",
        ], []
      ),
      // Images of no side are of the prompt where others are of the output.
      (
        "prompt_tokens,completion_tokens,image_tokens,output_image_tokens", ["366,1100,323,1056"],
        [
          "input_tokens": "prompt_tokens", "output_tokens": "completion_tokens",
          "image_input_tokens": "image_tokens", "image_output_tokens": "output_image_tokens",
        ], []
      ),
      // All input goes before what of it was not cached.
      (
        "input_tokens,input_non_cached,input_cached,output_tokens", ["900,700,200,5"],
        [
          "input_tokens": "input_tokens", "cache_read_tokens": "input_cached",
          "output_tokens": "output_tokens",
        ], []
      ),
      (
        "prompt_tokens_not_cached,prompt_tokens_from_cache,completion_tokens", ["700,200,5"],
        [
          "input_tokens": "prompt_tokens_not_cached",
          "cache_read_tokens": "prompt_tokens_from_cache", "output_tokens": "completion_tokens",
        ], []
      ),
      (
        "input_tokens_no_cache,input_tokens_cache_read,out", ["700,900,5"],
        [
          "input_tokens": "input_tokens_no_cache", "cache_read_tokens": "input_tokens_cache_read",
          "output_tokens": "out",
        ], []
      ),
      (
        "Tokens w/o cache,Cached tokens,Output", ["700,200,5"],
        [
          "input_tokens": "Tokens w/o cache", "cache_read_tokens": "Cached tokens",
          "output_tokens": "Output",
        ], []
      ),
      (
        "tokens_entrada_sem_cache,tokens_entrada_cache,tokens_saída", ["700,200,5"],
        [
          "input_tokens": "tokens_entrada_sem_cache", "cache_read_tokens": "tokens_entrada_cache",
          "output_tokens": "tokens_saída",
        ], []
      ),
      (
        "uncached_input,cached_input,output", ["700,200,5"],
        [
          "input_tokens": "uncached_input", "cache_read_tokens": "cached_input",
          "output_tokens": "output",
        ], []
      ),
      // A number of them, and whether the cache was passed by.
      (
        "prompt_tokens,No. of cached tokens,output", ["900,200,5"],
        [
          "input_tokens": "prompt_tokens", "cache_read_tokens": "No. of cached tokens",
          "output_tokens": "output",
        ], []
      ),
      (
        "tokensIn,tokensOut,cacheWrites,cacheReads", ["5,420,14021,0", "9,810,1350,14021"],
        [
          "input_tokens": "tokensIn", "output_tokens": "tokensOut",
          "cache_read_tokens": "cacheReads", "cache_write_5m_tokens": "cacheWrites",
        ], []
      ),
      ("c1,no_cache,output", ["900,1,5", "900,0,5"], ["output_tokens": "output"], []),
      (
        "Input,Output,Cache Create,Cache Read,Total Tokens", ["100,50,4000,900,5050"],
        [
          "input_tokens": "Input", "output_tokens": "Output", "cache_read_tokens": "Cache Read",
          "cache_write_5m_tokens": "Cache Create",
        ], []
      ),
      (
        "input,output,cache_tokens_written,cache_r", ["100,50,40,9"],
        [
          "input_tokens": "input", "output_tokens": "output", "cache_read_tokens": "cache_r",
          "cache_write_5m_tokens": "cache_tokens_written",
        ], []
      ),
      (
        "input,output,tokens_written_to_cache,cache_created_at", ["100,50,40,1786000000"],
        [
          "input_tokens": "input", "output_tokens": "output",
          "cache_write_5m_tokens": "tokens_written_to_cache",
        ], []
      ),
      // The sum of both beside them.
      (
        "input,output,cache_write_tokens,cache_5m_write,cache_1h_write", ["100,50,40,30,10"],
        [
          "input_tokens": "input", "output_tokens": "output",
          "cache_write_5m_tokens": "cache_5m_write", "cache_write_1h_tokens": "cache_1h_write",
        ], []
      ),
      (
        "input,output,cache_w,n_think", ["100,50,40,9"],
        [
          "input_tokens": "input", "output_tokens": "output", "cache_write_5m_tokens": "cache_w",
          "reasoning_tokens": "n_think",
        ], []
      ),
      (
        "tokens_prompt,tokens_resposta,thoughts", ["1000,500,40"],
        [
          "input_tokens": "tokens_prompt", "output_tokens": "tokens_resposta",
          "reasoning_tokens": "thoughts",
        ], []
      ),
      // Tokens in a language that nobody knows.
      (
        "prompt_tokens,tokens_vastaus", ["1000,500"],
        ["input_tokens": "prompt_tokens", "output_tokens": "FILL IN"], ["output_tokens"]
      ),
      (
        "tokens_kysymys,completion_tokens", ["1000,500"],
        ["input_tokens": "FILL IN", "output_tokens": "completion_tokens"], ["input_tokens"]
      ),
      // Embeddings put nothing out.
      ("prompt_tokens,total_tokens", ["900,900"], ["input_tokens": "prompt_tokens"], []),
      (
        "prompt_tokens,token_limit,tokens_per_second,response_code,response_bytes",
        ["900,8000,40,200,3100"], ["input_tokens": "prompt_tokens"], []
      ),
      (
        "input_tokens,billed_tokens,dimensions", ["900,900,1536"], ["input_tokens": "input_tokens"],
        []
      ),
      (
        "embedding_tokens,dimensions", ["900,1536"], ["input_tokens": "FILL IN"], ["input_tokens"]
      ),
      (
        "prompt_tokens,tokens_saved,thinking_budget", ["900,40,300"],
        ["input_tokens": "prompt_tokens"], []
      ),
      // Of 1,190 tokens 1,150 have a column that somebody knows.
      (
        "input,output,reused,total_tokens,latency_ms", ["1100,50,40,1190,30", "9,1,0,10,30"],
        ["input_tokens": "input", "output_tokens": "output", "cache_read_tokens": "FILL IN"],
        ["cache_read_tokens"]
      ),
      (
        "input,output,cached,extra,total_tokens", ["1100,50,30,40,1220"],
        [
          "input_tokens": "input", "output_tokens": "output", "cache_read_tokens": "cached",
          "cache_write_5m_tokens": "FILL IN",
        ], ["cache_write_5m_tokens"]
      ),
      // No column has the rest, or there is none.
      (
        "input,output,total_tokens,latency_ms", ["1100,50,1190,30"],
        ["input_tokens": "input", "output_tokens": "output"], []
      ),
      (
        "input,output,reused,total_tokens", ["1100,50,40,1150"],
        ["input_tokens": "input", "output_tokens": "output"], []
      ),
    ]

  @Test(arguments: cases.indices)
  func `what counts tokens is found, or left open`(index: Int) throws {
    let (names, rows, found, missing) = Self.cases[index]
    let lines = rows.enumerated().map { row, counts in
      "q\(row),2026-08-01T10:00:0\(row)Z,u,openai,m,\(counts)\n"
    }
    let proposal = try MappingProposal(
      ofCSV: "id,ts,user,provider,model,\(names)\n" + lines.joined())
    let counts = proposal.lines.reduce(into: [String: String]()) { counts, line in
      let texts = line.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
      if texts.count > 4, texts[0] == "    ", texts[1].hasSuffix("_tokens") {
        counts[texts[1]] = texts[3]
      }
    }
    #expect(counts == found, "\(proposal.lines)")
    #expect(proposal.missing == missing)
  }

  /// Names of columns, a row of them, and a line of the proposal.
  @Test(arguments: [
    // Not cached, so it holds nothing that was.
    (
      "input_no_cache,cached,cache_write,output", "700,200,40,5",
      #"  "input_includes": []  // a guess: check whether their input_tokens includes them"#
    ),
    // Both stand beside the input where one does by its name.
    (
      "input,output,cache_5m_write,cache_1h_write,cache_read", "100,50,30,10,40",
      #"  "input_includes": []  // a guess: check whether their input_tokens includes them"#
    ),
    // 100 + 50 + 30 + 10: writes for either time are on top.
    (
      "input,output,cache_5m_write,cache_1h_write,total_tokens", "100,50,30,10,190",
      #"  "input_includes": []  // as the numbers show"#
    ),
    (
      "input,output,reused,total_tokens", "1100,50,40,1190",
      #"    "cache_read_tokens": "FILL IN"  // the column of the tokens read from a cache, or another name here: total_tokens is more than all tokens above; numbers are in reused"#
    ),
    (
      "input,output,total_tokens", "1100,50,1190",
      "    // total_tokens is more than all tokens above: a run counts the rest as reasoning for Google's "
        + "models, and names other such rows"
    ),
  ])
  func `what totals hold and what they leave is said`(names: String, row: String, line: String)
    throws
  {
    let csv = "id,ts,user,provider,model,\(names)\na,2026-08-01T10:00:00Z,u,p,m,\(row)\n"
    let lines = try MappingProposal(ofCSV: csv).lines
    #expect(lines.contains(line), "\(lines)")
  }

  /// They are told of systems that are no vendors.
  @Test(arguments: ["response.system_fingerprint", "system_prompt", "system"])
  func `a word for a vendor within a name of something else names none`(name: String) throws {
    let csv = "id,ts,user,model,prompt_tokens,\(name)\na,2026-08-01T10:00:00Z,u,gpt-5,10,\n"
    let lines = try MappingProposal(ofCSV: csv).lines
    #expect(lines.contains { $0.hasSuffix("// not used: \(name)") }, "\(lines)")
  }

  @Test func `instructions to a model are no vendor`() throws {
    let csv =
      "id,ts,user,model,prompt_tokens,system\na,2026-08-01T10:00:00Z,u,gpt-5,10,Answer as a pirate would do\n"
    let lines = try MappingProposal(ofCSV: csv).lines
    #expect(lines.contains { $0.hasSuffix("// not used: system") }, "\(lines)")
  }

  /// The record of a prompt has its own members of the vendor and the model.
  @Test func `the vendor and the model are read where most rows have them`() throws {
    let csv =
      "id,ts,user,model.providerID,model.modelID,providerID,modelID,prompt_tokens,completion_tokens\n"
      + "a,2026-08-01T10:00:00Z,u,anthropic,claude-opus-5,,,,\n"
      + "b,2026-08-01T10:00:01Z,u,,,anthropic,claude-opus-5,10,5\n"
      + "c,2026-08-01T10:00:02Z,u,,,openai,gpt-5,30,7\n"
    let lines = try MappingProposal(ofCSV: csv).lines
    #expect(lines.contains { $0.hasPrefix(#"    "provider": "providerID""#) }, "\(lines)")
    #expect(lines.contains { $0.hasPrefix(#"    "model": "modelID""#) }, "\(lines)")
  }

  @Test func `an unknown vendor may be left to the model`() throws {
    let csv = "id,ts,user,model,prompt_tokens\na,2026-08-01T10:00:00Z,u,our-model,10\n"
    let lines = try MappingProposal(ofCSV: csv).lines
    #expect(
      lines.contains(
        #"    "provider": "FILL IN"  // the provider of these models, such as openai, or "" if the model names it"#
      ), "\(lines)")
  }

  /// Nobody groups digits below a thousand: 100.000 is a hundred beside 0.000, and else may be as many thousands.
  @Test func `a zero with decimals shows that a point groups nothing`() throws {
    for (count, isGrouped) in [("0.000", false), ("7", true)] {
      let csv =
        "id,ts,user,model,prompt_tokens\na,2026-08-01T10:00:00Z,u,gpt-5,100.000\n"
        + "b,2026-08-01T10:00:01Z,u,gpt-5,\(count)\n"
      let lines = try MappingProposal(ofCSV: csv).lines
      #expect(lines.contains { $0.contains("decimal_comma") } == isGrouped, "\(lines)")
      #expect(lines.contains { $0.contains(#""input_tokens": "prompt_tokens""#) })
    }
  }
}
