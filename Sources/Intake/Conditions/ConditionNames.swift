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

  static let paths: Set = [
    "endpoint", "url", "uri", "path", "route", "endpointurl", "endpointpath", "requesturl",
    "requesturi", "requestpath", "apipath", "apiendpoint", "apiurl", "httppath", "urlpath",
    "targeturl", "upstreampath", "upstreamurl",
  ]
  static let media: Set = [
    "modality", "modalities", "outputmodality", "mediatype", "task", "tasktype", "endpointname",
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
  static let requests: Set = [
    "requests", "requestcount", "requestscount", "numrequests", "nrequests", "numberofrequests",
    "nummodelrequests", "modelrequests", "totalrequests", "apirequests", "successfulrequests",
    "calls", "callcount", "numcalls", "numberofcalls", "apicalls", "llmcalls", "modelcalls",
    "totalcalls", "anzahlanfragen",
  ]
}
