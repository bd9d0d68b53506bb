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
}
