import Intake
import Testing

/// Which columns of counts a proposed mapping takes where several could be the same count.
@Suite struct SummedColumnsTests {
  private static let shown = "  // as the numbers show"

  /// Names of columns, the counts of rows, what of ours is left open, and lines of the proposal.
  @Test(arguments: [
    // 600 + 400 + 100 and 500 + 3,000 + 200 come to the total; of the first row alone would 1,000 + 100.
    (
      "prompt,input,output,total,cached_tokens,cache_hit_tokens",
      ["1000,600,100,1100,400,", "500,500,200,3700,,3000"], [],
      [
        #""input_tokens": "input",  // as in 600, 500"#,
        #""cache_read_tokens": ["cached_tokens", "cache_hit_tokens"],  // as in 400, 3000; added up, as no row has both"#,
        #""input_includes": []"# + shown,
      ]
    ),
    // 1,000 + 100 and 3,500 + 200: both reads are within the input.
    (
      "input,output,total,cached_tokens,cache_hit_tokens",
      ["1000,100,1100,400,", "3500,200,3700,0,3000"], [],
      [
        #""cache_read_tokens": ["cached_tokens", "cache_hit_tokens"],  // as in 400, 0; added up, as no row has both"#,
        #""input_includes": ["cache_read"]"# + shown,
      ]
    ),
    // 1,000 + 100 and 600 + 280; 80 of the 280 are called otherwise than 30 of the 100.
    (
      "input,output,total,output_reasoning_tokens,output_reasoning",
      ["1000,100,1100,30,", "600,280,880,,80"], [],
      [
        #""reasoning_tokens": ["output_reasoning_tokens", "output_reasoning"]  // as in 30, 80; added up, as no row has both"#,
        #""output_includes": ["reasoning"]"# + shown,
      ]
    ),
    // 1,000 + 100 and 500 + 3,000 + 200: the input of one vendor holds reads, that of the other does not. Whatever the rest
    // is, it is called what has a column, and is no write.
    (
      "input,output,total,cached_tokens,cache_hit_tokens",
      ["1000,100,1100,400,", "500,200,3700,,3000"], ["cache_read_tokens"],
      [
        #""cache_read_tokens": ["cached_tokens", "FILL IN"],  // added up: total is more than all tokens above; numbers are in cache_hit_tokens"#,
        #""input_includes": ["cache_read"]"# + shown,
      ]
    ),
    // Nothing says that they are the same, nor that they are not.
    (
      "input,output,cached_tokens,cache_hit_tokens", ["1000,100,400,", "3500,200,,3000"],
      ["cache_read_tokens"],
      [
        #""cache_read_tokens": ["cached_tokens", "FILL IN"],  // added up, if another column has it in rows where this is blank or 0: cache_hit_tokens"#
      ]
    ),
    // A row has both, or one is blank so far: the other says something else, or nothing.
    (
      "input,output,cached_tokens,cache_hit_tokens", ["1000,100,400,400"], [],
      ["// not used: cache_hit_tokens"]
    ),
    (
      "input,output,cached_tokens,cache_hit_tokens", ["1000,100,400,0"], [],
      ["// not used: cache_hit_tokens"]
    ),
    // 100 + 10 are not 130, but nor are 4,711 + 10; of the second row 5,001 + 11 are more than 112.
    (
      "prompt_tokens,completion_tokens,total,request_number", ["100,10,130,4711"], [],
      [
        #""input_tokens": "prompt_tokens",  // as in 100"#,
        "// total is more than all tokens above: the rest would cost nothing",
      ]
    ),
    (
      "prompt_tokens,output,total,cached_tokens,input_alt",
      ["100,10,120,20,90", "101,11,112,0,5001"], [],
      [#""input_tokens": "prompt_tokens",  // as in 100, 101"#]
    ),
    // Steps are no tokens, whatever the sum.
    (
      "input,output,total,reasoning_tokens,reasoning_steps", ["100,10,110,0,3", "100,10,110,0,4"],
      [], [#""reasoning_tokens": "reasoning_tokens"  // as in 0, 0"#]
    ),
    // The row with the second name states no total.
    (
      "input,output,total,cached_tokens,cache_read_input_tokens",
      ["1000,100,1100,400,", "500,200,,,300"], ["cache_read_tokens"],
      [#""input_includes": ["cache_read"]"# + shown]
    ),
    // 60 cannot hold 4,000, whatever the sum leaves out.
    (
      "prompt_tokens,output,total,cached_tokens", ["60,30,90,4000"], [],
      [#""input_includes": []"# + shown]
    ),
    // 500 cannot hold 3,000, and 1,000 + 400 + 100 are not 1,100: no one way holds for both rows.
    (
      "prompt_tokens,output,total,cached_tokens", ["1000,100,1100,400", "500,200,3700,3000"], [],
      [
        #""input_includes": []  // a guess: check whether their input_tokens includes them, because no sum of all tokens equals total"#
      ]
    ),
  ])
  func `a count is read from the columns with which stated sums come out, else it is doubted`(
    names: String, rows: [String], missing: [String], lines: [String]
  ) throws {
    let start = "id,ts,user_id,provider,model," + names + "\n"
    let rows = rows.enumerated().map { "q\($0),2026-08-01T10:00:0\($0)Z,u,openai,m,\($1)\n" }
    let proposal = try MappingProposal(ofCSV: start + rows.joined())
    #expect(proposal.missing == missing)
    for line in lines {
      #expect(proposal.lines.contains { $0.hasSuffix(line) }, "\(line): \(proposal.lines)")
    }
  }
}
