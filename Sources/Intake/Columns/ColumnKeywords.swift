/// The names that usage columns have elsewhere, in English, German and neighbouring languages.
enum ColumnKeywords {
  /// The degree to which a foreign name fits a ledger column.
  enum Fit: Comparable {
    case notAtAll
    /// Its words point the same way.
    case direction
    case someWords
    case sameWords
  }

  /// Returns the degree to which a foreign name fits `column`.
  static func fit(_ path: String, _ column: LedgerColumn) -> Fit { Name(path).fit(column) }

  /// A name of the export, split once to be compared with all native columns.
  struct Name {
    private let whole: String
    private let last: ColumnNameWords
    fileprivate let lastJoined: String
    private let pair: ColumnNameWords
    private let pairJoined: String
    /// It ends in the name of some column, as `usage.reasoning.output_tokens` does, which is no output.
    private let isOther: Bool
    /// The words of the name among others, up to four of them in one, longer ones first: as in
    /// `gen_ai.usage.input_tokens`, `llm_model_name`, `Kosten (EUR)`.
    private let within: [String]

    /// The most bytes that a name of a column has.
    private static let limit = 400

    init(_ path: String) {
      // What is longer is no name, and would take long to compare.
      func name(_ text: String) -> ColumnNameWords {
        ColumnNameWords(text.utf8.count > Name.limit ? "" : text)
      }
      let parts = path.split(separator: ".")
      let words = name(path)
      whole = words.joined
      let isPath = parts.count != 1
      last = isPath ? name(String(parts.last ?? "")) : words
      lastJoined = isPath ? last.joined : whole
      pair = isPath ? name(parts.suffix(2).joined(separator: ".")) : words
      pairJoined = isPath ? pair.joined : whole
      let joined = pairJoined
      isOther = parts.count > 1 && names.contains { $1.contains(joined) }
      let single = last.words
      within = stride(from: min(4, single.count), through: 1, by: -1).flatMap { length in
        (0...(single.count - length)).map { single[$0..<$0 + length].joined() }
      }.filter { $0.count >= 4 }
    }

    /// Returns the degree to which it fits `column`.
    func fit(_ column: LedgerColumn) -> Fit {
      let known = known[column, default: []]
      if known.contains(whole) || known.contains(pairJoined) { return .sameWords }
      // In `response.created_at` a vendor says when it began to answer.
      if column == .completedAt && responses.contains(lastJoined) { return .sameWords }
      if isOther { return .notAtAll }
      if known.contains(lastJoined) { return .sameWords }
      if within.contains(where: known.contains) { return .someWords }
      return isTokens(last, column) || CacheKeywords.isWrite(pair, column) ? .direction : .notAtAll
    }
  }

  /// By column, the words for it, and our own name.
  private static let known = Dictionary(
    uniqueKeysWithValues: LedgerColumn.allCases.map {
      ($0, names[$0, default: []].union([ColumnNameWords($0.name).joined]))
    })

  /// Returns true if a word of the name says that its numbers are input, or output.
  private static func isTokens(_ name: ColumnNameWords, _ column: LedgerColumn) -> Bool {
    let isOut = !outwards.isDisjoint(with: name.words)
    // In `token in uscita` it is only a preposition.
    let isIn = !inwards.isDisjoint(with: name.words) || !isOut && name.words.contains("in")
    return isIn != isOut && (column == .inputTokens && isIn || column == .outputTokens && isOut)
  }

  private static let inwards = words(
    "input prompt prompts sent req request ein eingabe eingang eingehend invoer ingresso entree entrada wejscie pergunta"
  )
  private static let outwards = words(
    "out output completion completions received res response resp gen generated aus ausgabe ausgang uitvoer uscita sortie salida saida wyjscie answer antwort antwoord resposta respuesta reponse risposta"
  )

  /// By column, words in one, in lower case.
  static let names: [LedgerColumn: Set<String>] = [
    .requestID: words(
      """
      id requestid reqid request callid generationid traceid uuid guid messageid responseid completionid transactionid
      logid eventid correlationid spanid interactionid recordid runid jobid xrequestid anfrageid anfragenr anfrage vorgang
      vorgangsnummer vorgangsnr vorgangsid kennung belegnummer belegnr idrequete requete idsolicitud solicitud richiesta idrichiesta aanvraag aanvraagid key
      reference ref callref identifiant identificador identificativo identifier
      """),
    .startedAt: words(
      """
      timestamp time ts createdat created createdtime startedat starttime startedtime start datetime requesttime
      requesttimestamp requeststart requestedat eventtime eventtimestamp occurredat logtime loggedat calledat when unixtime
      epoch receivedat date day begin begintime zeit zeitpunkt zeitstempel datumuhrzeit datumzeit datumundzeit beginn
      startzeit startzeitpunkt datum erstelltam tag tijdstip tijd dataeora dataora data momento horodatage dateheure fecha fechahora creationtime timestampms
      timestamputc timeutc datetimeutc createdatutc
      """),
    .completedAt: words(
      """
      completedat endtime endedat finishedat end ended finished completed completiontime stoptime ende endzeit beendetam
      """),
    .userID: words(
      """
      user userid customer customerid username enduser enduserid email useremail mail member memberid actor actorid
      actoremail uid requester employee principal person owner benutzer benutzerid benutzername nutzer nutzerid
      nutzername kunde kundennr kundennummer kundenid mitarbeiter utilisateur usuario client clientid userref
      endcustomer distinctid cust custid custno caller callerid gebruiker utente who by wer customerno customernumber kundennr userno
      """),
    .accountID: words(
      """
      account accountid accountname org orgid orgname organization organizationid organisation organisationid team teamid
      teamname workspace workspaceid tenant tenantid company companyid project projectid projectname group groupid
      department costcenter mandant konto kontonummer firma abteilung kostenstelle projekt compte cuenta
      """),
    .tier: words("tier plan planname subscription package paket tarif abo pricingplan edition"),
    .service: words("service servicetype requesttype operation operationname calltype"),
    .provider: words(
      """
      provider vendor vendorname providername supplier llmprovider customllmprovider aiprovider platform system anbieter
      hersteller lieferant fournisseur fornitore leverancier proveedor modelprovider upstream
      """),
    .model: words(
      """
      model modelname modelid modelused llm llmmodel engine deployment responsemodel requestmodel modelslug aimodel
      modelversion modell modellname sprachmodell kimodell modele modelo
      """),
    .status: words(
      "status state outcome result success succeeded ok statuscode httpstatus ergebnis erfolg level"
    ),
    .byok: words("byok isbyok ownkey"),
    .inputTokens: words(
      """
      input prompttokens inputtokens tokensin tokensprompt prompt intokens tokensinput inputtokencount prompttokencount
      nprompttokens nprompt nin nctx requesttokens contexttokens tokenssent senttokens promptlen inputtoken
      prompttoken inputusage tokencountin usageinput intok tokin inputtok prompttok inputcount eingabe eingabetoken
      eingabetokens tokeneingabe tokeneingang eingangstoken eingangstokens entree tokensentree jetonsentree entrada
      tokensentrada tokensdentree promptunits prompttotal inputtotal totalprompt totalinput totalprompttokens
      totalinputtokens
      """),
    .outputTokens: words(
      """
      output completiontokens outputtokens tokensout tokenscompletion completion responsetokens outtokens generatedtokens
      gentokens tokensgenerated tokensoutput outputtokencount completiontokencount candidatestokencount ncompletiontokens
      ncompletion ngenerated nout answertokens tokensreceived receivedtokens outputtoken completiontoken usageoutput outtok
      tokout outputtok completiontok tokencountout outputcount ausgabe ausgabetoken ausgabetokens tokenausgabe
      tokenausgang tokenausgehend ausgangstoken ausgangstokens sortie tokenssortie jetonssortie tokensdesortie salida tokenssalida
      completionunits completiontotal outputtotal totalcompletion totaloutput totalcompletiontokens totaloutputtokens
      """),
    .cacheReadTokens: words(
      """
      cachedtokens cacheread cachereads cachedinputtokens cachereadinputtokens cachedprompttokens cachehittokens prompttokenscached
      inputcachedtokens cached cachetokens cachedinput cachereadtokens tokenscached prompttokensdetailscachedtokens
      cachedcontenttokencount cachetreffer cachedtoken tokenscacheread promptcachehittokens cachetoken cachedin cache cachereadinputtokencount
      """),
    .cacheWrite5mTokens: words(
      """
      cachewrite cachewrites cachecreation cachecreationinputtokens cachewritetokens cachewriteinputtokens
      cachecreationtokens tokenscachewrite cachewrite5m cachecreation5m cachewriteinputtokencount ephemeral5minputtokens
      """),
    .cacheWrite1hTokens: words("cachewrite1h cachecreation1h ephemeral1hinputtokens"),
    .reasoningTokens: words(
      """
      reasoning reasoningtokens thinkingtokens thoughtstokencount thoughtstokens tokensreasoning tokensthinking thinking
      completiontokensdetailsreasoningtokens reasoningoutputtokens denktoken denktokens nreasoning reasoningtok
      thought thoughts think
      """),
    .audioInputTokens: words(
      """
      audioinputtokens inputaudiotokens audiotokensin audioprompttokens prompttokensdetailsaudiotokens
      inputtokensdetailsaudiotokens inputtokendetailsaudiotokens audioin audioinput inputaudio audioprompt
      """),
    .audioOutputTokens: words(
      """
      audiooutputtokens outputaudiotokens audiotokensout completiontokensdetailsaudiotokens
      outputtokensdetailsaudiotokens outputtokendetailsaudiotokens audioout audiooutput outputaudio audiocompletion
      """),
    .imageInputTokens: words(
      """
      imageinputtokens inputimagetokens promptimagetokens imageprompttokens imagetokensin prompttokensdetailsimagetokens
      inputtokensdetailsimagetokens inputtokendetailsimagetokens
      """),
    .imageOutputTokens: words(
      """
      imageoutputtokens outputimagetokens completionimagetokens imagecompletiontokens imagetokensout
      completiontokensdetailsimagetokens outputtokensdetailsimagetokens outputtokendetailsimagetokens
      """),
    .region: words(
      """
      region awsregion azureregion gcpregion cloudregion inferencegeo inferenceregion modelregion deploymentregion
      servingregion vendorregion providerregion regionname regioncode location geo
      """),
    .images: words("images imagecount nimages bilder imagesgenerated"),
    .searches: words("searches websearches websearchrequests searchcount"),
    .seconds: words("audioseconds audiodurationseconds speechseconds audiosekunden"),
    .serviceTier: words(
      """
      servicetier processingtier inferencetier servedtier batch isbatch batched isbatched batchapi batchmode usebatch
      viabatch traffictype speed mode processingmode apimode requestmode executionmode inferencemode servingmode callmode
      """),
    .currency: words("currency currencycode waehrung devise moneda"),
    .vendorCostUSD: words(
      """
      cost costs costusd usdcost vendorcost totalcost totalcostusd costtotal price priceusd usd amount amountusd totalcents spend spendusd
      modelcost apicost totalprice costindollars costcents costincents costmicros microusd usdmicros microdollars expense kosten kosteneur gesamtkosten
      betrag preis cout coutusd coste costo precio importe kostenusd eur bedrag bedrageur
      """),
    .multiplier: words("multiplier"),
    .creditsDeducted: words(
      """
      credits creditsused creditscharged creditscost creditsdeducted billedcredits creditsconsumed creditsspent usedcredits
      punkte credit
      """),
    .balanceBefore: words("balancebefore oldbalance"),
    .balanceAfter: words(
      "balanceafter newbalance remainingcredits creditsleft balance saldo restguthaben"),
  ]

  /// The names for the time of a response.
  private static let responses = words(
    "responsecreatedat responsetime responsetimestamp responsedate responseat respondedat")

  /// Names of columns that sum all tokens of a row.
  static let totals = words(
    """
    totaltokens tokens tokenstotal total totaltokencount tokencount tokengesamt gesamttoken gesamttokens summe summetoken
    tokensgesamt usagetotal
    """)

  /// The unit that the name of a column of counts says, such as `thousands` of `input_ktokens`; nil for none.
  static func unit(_ name: String) -> String? {
    let words = ColumnNameWords(name).words
    if !thousands.isDisjoint(with: words) { return "thousands" }
    return millions.isDisjoint(with: words) ? nil : "millions"
  }

  private static let thousands = words(
    "k ktok ktoks ktoken ktokens kilotokens kt thousand thousands tsd tausend milliers miles migliaia"
  )
  private static let millions = words(
    "m mtok mtoks mtoken mtokens megatokens mn mio mln million millions millionen millones milioni")

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}

extension ColumnKeywords.Name {
  /// True if it names the sum of all tokens of a row.
  var isTotal: Bool { ColumnKeywords.totals.contains(lastJoined) }
}
