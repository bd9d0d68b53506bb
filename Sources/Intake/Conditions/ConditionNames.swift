extension ConditionColumn {
  /// The names of columns that say of what kind a row is, folded.
  static let kinds: Set = [
    "type", "kind", "category", "recordtype", "rowtype", "entrytype", "linetype", "lineitemtype",
    "transactiontype", "transactionkind", "txntype", "txtype", "eventtype", "chargetype",
    "usagetype",
    "requesttype", "calltype", "jobtype", "apitype", "billtype", "op", "operation", "action",
    "status", "state", "typ", "art", "satzart", "vorgangsart", "buchungsart",
  ]

  /// The names of columns that say whether a row is a dry run, a test or a simulation, folded.
  static let trials: Set = [
    "dryrun", "isdryrun", "istest", "testmode", "istestmode", "testrun", "istestrun", "sandbox",
    "issandbox", "sandboxmode", "simulated", "issimulated", "simulation", "issimulation",
    "simulate", "mock", "ismock", "mocked", "ismocked", "fake", "isfake", "dummy", "isdummy",
  ]

  /// The names of columns that say whether a gateway's cache answered, folded.
  static let caches: Set = [
    "cached", "iscached", "cachehit", "iscachehit", "cachestatus", "fromcache", "isfromcache",
    "servedfromcache", "cacheresult", "responsecached", "cachedresponse", "responsefromcache",
    "cfaigcachestatus", "gatewaycache", "gatewaycachehit", "cachehitstatus", "heliconecachehit",
    "gatewaycachestatus", "responsecachehit", "cachehittype", "semanticcachehit", "usedcache",
    "xcache",
  ]

  /// The names of columns that may tell of a gateway's cache in words, folded.
  static let cacheWords: Set = [
    "cache", "cachetype", "cachekind", "cachelayer", "cachelevel", "cachesource",
  ]

  /// The members by which an object states a service tier, folded.
  static let tierMembers: Set = [
    "type", "name", "value", "tier", "kind", "mode", "served", "effective", "actual", "applied",
    "used", "code", "label", "servicetier", "text",
  ]

  /// The names of columns of the sum of all tokens of a request, folded.
  static let totals: Set = [
    "totaltokens", "tokenstotal", "totaltokencount", "totaltokenscount", "usagetotal",
    "gesamttokens", "tokensgesamt",
  ]

  static let paths: Set = [
    "endpoint", "url", "uri", "path", "route", "endpointurl", "endpointpath", "requesturl",
    "requesturi", "requestpath", "apipath", "apiendpoint", "apiurl", "httppath", "urlpath",
    "targeturl", "upstreampath", "upstreamurl",
  ]
  static let media: Set = [
    "modality", "modalities", "outputmodality", "mediatype", "task", "tasktype", "endpointname",
    "operationname", "spanname", "eventname", "actionname", "functionname", "requestname",
    "callname", "apimethod", "feature", "featurename", "usecase", "product", "activity",
  ]
  static let deployments: Set = [
    "sku", "skuname", "skutype", "deploymenttype", "deploymentsku", "deploymentskuname",
    "modeldeploymenttype",
  ]
  static let sources: Set = [
    "responsesource", "answersource", "resultsource", "completionsource", "servedby", "answeredby",
    "respondedby", "responsefrom", "servedfrom",
  ]
  static let keyOwners: Set = [
    "keysource", "keyowner", "keyownership", "keytype", "keymode", "keyorigin", "apikeysource",
    "apikeyowner", "apikeytype", "credentialsource", "credentialsowner", "credentialtype",
    "useownkey", "usesownkey", "isownkey", "customerkeyused", "usescustomerkey",
  ]
  static let ownKeys: Set = ["byok", "isbyok", "ownkey", "usebyok", "usedbyok"]
  static let writeTerms: Set = [
    "ttl", "cachettl", "cachewritettl", "promptcachettl", "cachecontrolttl", "cachecreationttl",
    "ephemeralttl", "cacheduration", "cachewriteduration",
  ]
  static let contexts: Set = [
    "contextwindow", "contexttier", "contextband", "contextbracket", "contextrange",
    "contextbucket", "contextlengthtier", "contextsizetier", "longcontext", "islongcontext",
  ]
  /// The names of columns that state the number of calls that a sampled row represents, folded.
  ///
  /// `itemCount` of Azure Application Insights is one only in this form: an `item_count` may be of anything
  /// (https://learn.microsoft.com/azure/azure-monitor/app/sampling-classic-api, read 2026-11).
  static let weights: Set = ["sampleweight", "samplingweight", "sampledcount"]

  /// Returns true for the name of a column that says how many requests a row sums, as `api_call_count` does.
  static func countsRequests(_ name: ColumnNameWords) -> Bool {
    if requests.contains(name.joined) { return true }
    let words = Set(name.words)
    guard words.isSubset(of: requestWords.union(countWords)) else { return false }
    // The number of a call, and the count of turns, may be its place in a conversation.
    if words.contains("turns") { return !words.isDisjoint(with: ["num", "n", "nb", "total"]) }
    return !words.isDisjoint(with: ["requests", "calls"])
      || !words.isDisjoint(with: ["request", "call"]) && !words.isDisjoint(with: countWords)
  }

  private static let requests: Set = [
    "requestcount", "requestscount", "numrequests", "nrequests", "numberofrequests",
    "totalrequests", "apirequests", "callcount", "numcalls", "numberofcalls", "apicalls",
    "llmcalls", "modelcalls", "totalcalls", "apicallcount", "llmcallcount", "anzahlanfragen",
    "numspans", "spancount", "spanscount", "totalspans", "observationcount", "numobservations",
    "observationscount", "generationcount", "numgenerations",
  ]
  private static let requestWords: Set = [
    "request", "requests", "call", "calls", "turns", "number", "api", "llm", "model", "inference",
    "chat",
    "successful", "of",
  ]
  private static let countWords: Set = ["count", "counts", "num", "n", "nb", "total"]
}
