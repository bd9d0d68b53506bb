import Foundation
import Testing

/// Messages about faulty exports of usage by bucket, and the exit status.
struct BadBucketTests {
  /// A file, what is said of it, and the exit status.
  private static let faults: [(name: String, text: String, message: String, status: Int32)] = [
    (
      "a.csv",
      "start_time,end_time,num_model_requests,input_tokens,input_cached_tokens,output_tokens\n"
        + "1785542400,1785628800,1,10,12,1\n",
      "ledger/a.csv:2:25: warning: [num.parts] input_cached_tokens 12 > input_tokens 10", 0
    ),
    (
      "a.csv", "start_time,end_time,num_model_requests,input_tokens\n1785542400,1785628800,1,1e3\n",
      "ledger/a.csv:2:25: error: [num.form]", 1
    ),
    (
      "a.csv", "start_time,end_time,num_model_requests,input_tokens\n1785628800,1785542400,1,1\n",
      "ledger/a.csv:2: error: [time.order]", 1
    ),
    (
      "a.csv",
      "start_time,end_time,num_model_requests,input_tokens\n2026-08-05,2026-08-06,1,1\n",
      "ledger/a.csv:2:1: error: [time.zone] start_time is \"2026-08-05\", expected seconds since 1970",
      1
    ),
    (
      "a.csv",
      "start_time,end_time,num_model_requests,input_tokens,batch\n1785542400,1785628800,1,1,maybe\n",
      "ledger/a.csv:2:27: error: [value.flag] batch is \"maybe\", expected true or false", 1
    ),
    (
      "a.csv", "start_time,end_time,num_model_requests,input_tokens\n1785542400,1785628800,1\n",
      "ledger/a.csv:2:1: error: [csv.fields] 3 fields, expected 4", 1
    ),
    (
      "a.json",
      #"{"data":[{"start_time":1785542400,"end_time":1785628800,"results":[{"object":"organization.costs.result"}]}]}"#,
      "ledger/a.json:1:78: error: [file.kind] this is organization.costs.result", 1
    ),
    (
      "a.json",
      #"{"data":[{"start_time":1785542400,"end_time":1785628800,"results":[{"object":"organization.costs.result"}]}]}"#,
      "help: move it out of ledger/; if it is a vendor bill, move it to bills/",
      1
    ),
    (
      "a.json", #"{"data":[{"starting_at":"2026-08-01T00:00:00Z","ending_at":"x","results":[]}]}"#,
      "error: [time.zone]", 1
    ),
    (
      "a.json", #"{"data":[{"starting_at":"2026-08-01T00:00:00Z","ending_at":"x","results":[]}"#,
      "ledger/a.json:1:77: error: [json.syntax]", 1
    ),
    (
      "a.json",
      #"{"data":[{"starting_at":"2026-08-01T00:00:00Z","ending_at":"2026-08-02T00:00:00Z","results":[]}],"has_more":true}"#,
      "ledger/a.json:1:98: warning: [file.pages] the last page says that more pages follow", 0
    ),
  ]

  @Test func `an export that cannot be summed is refused with its place`() throws {
    for (name, text, message, status) in Self.faults {
      let folder = try Scratch()
      try folder.write("ws/ledger/" + name, text)
      try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\n")
      try folder.write(
        "ws/ledger/requests.csv",
        "request_id,request_started_at,user_id,provider,model,input_tokens\n"
          + "r1,2026-08-01T00:00:00Z,u,p,m,5\n")
      let run = try Program.assay("run", folder.path("ws"), "--quiet")
      #expect(run.status == status, "\(text): \(run.errors)")
      #expect(run.errors.contains(message), "\(text): \(run.errors)")
    }
  }
}
