/// The style of the page: light and dark as the reader's system, from a phone to paper.
///
/// Text has a contrast of 4.5 or more, marks of 3 or more (WCAG 1.4.3, 1.4.11); a test measures both.
enum StyleSheet {
  /// The whole sheet; what is later in it overrides what is earlier.
  static let text = "\n" + parts.map(\.description).joined()

  private static let parts: [StaticString] = [
    colours, frame, controls, sections, tables, charts, phone, smallPhone, paper, motion,
  ]

  // MARK: Colours

  private static let colours: StaticString = """
    :root{color-scheme:light dark;--bg:#fff;--soft:#f5f7f9;--ink:#12181f;--text:#2b343d;--mute:#5a6570;
    --rule:#e5e9ed;--edge:#bfc8d1;--mark:#808c99;--link:#1a5ca8;--up:#2d6cb3;--down:#b5532a;--bad:#a5281b;
    --good:#1a6a41;--band:#d7e5f5}
    @media (prefers-color-scheme:dark){
    :root{--bg:#0f1318;--soft:#181e25;--ink:#f0f3f7;--text:#d2dae3;--mute:#98a4b1;
    --rule:#252d36;--edge:#46525f;--mark:#76828f;--link:#7fb6f2;--up:#6ba6e6;--down:#e5946a;--bad:#ff9c8e;
    --good:#7dd2a1;--band:#1f3550}}

    """

  // MARK: The frame of the page

  private static let frame: StaticString = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:smooth;scroll-padding-top:4.5rem}
    body{margin:0;background:var(--bg);color:var(--text);overflow-wrap:anywhere;
    font:400 15px/1.5 Inter,"Segoe UI",-apple-system,BlinkMacSystemFont,Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;
    font-variant-numeric:tabular-nums lining-nums}
    .wrap{max-width:1152px;margin:0 auto;padding:0 32px}
    h1,h2,h3{color:var(--ink);font-weight:600;margin:0}
    h1{font-size:38px;line-height:1.15;letter-spacing:-.025em;margin:32px 0 6px}
    h2{font-size:21px;line-height:1.3;letter-spacing:-.015em}
    h3{font-size:15px;line-height:1.35}
    p{margin:0}
    ul{margin:0;padding-left:18px}
    code{overflow-wrap:anywhere;font:.93em ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
    a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:3px}
    a:hover{text-decoration-thickness:2px}
    :focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
    .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .skip{position:absolute;left:-999px}
    .skip:focus{left:32px;top:8px;background:var(--bg);padding:8px 12px;z-index:9}
    .brand{padding-top:28px;color:var(--mute);font-size:15px}
    .brand b{color:var(--ink);font-weight:650;letter-spacing:-.01em;margin-right:6px}
    .scope{color:var(--mute)}
    .note{color:var(--mute);font-size:13.5px;max-width:104ch}
    .note>code{white-space:nowrap}
    .lead{max-width:96ch;margin:0 0 16px}
    .bad{color:var(--bad)}.good{color:var(--good)}
    footer.wrap{display:flex;flex-wrap:wrap;justify-content:space-between;gap:6px 24px;margin-top:64px;
    padding-bottom:40px;color:var(--mute);font-size:13px}
    footer::before{content:"";flex:0 0 100%;border-top:1px solid var(--rule);margin-bottom:10px}
    .kpi{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));margin:34px 0 0}
    .kpi>div{padding:0 24px;border-left:1px solid var(--rule)}
    .kpi>div:first-child{padding-left:0;border-left:0}
    .kpi>div:last-child{padding-right:0}
    dt,.sub{color:var(--mute);font-size:13.5px}
    dd{margin:0}
    .fig{font-size:34px;line-height:1.2;font-weight:600;letter-spacing:-.03em;color:var(--ink);margin:4px 0;
    overflow-wrap:normal}
    .fig.long{font-size:26px;line-height:1.57}.fig.longest{font-size:18px;line-height:2.27}
    .fig.bad{color:var(--bad)}
    .fig small{display:inline-block;font-size:14px;font-weight:450;letter-spacing:0;line-height:1.3;color:var(--mute)}
    .sub{line-height:1.45}.sub+.sub{margin-top:2px}
    .sub.bad{color:var(--bad)}
    #coverage{margin-top:16px}

    """

  // MARK: Controls of the script, and the choice of a measure

  private static let controls: StaticString = """
    .bar{position:sticky;top:0;z-index:5;background:var(--bg);border-bottom:1px solid var(--rule);margin-top:26px}
    .bar:has(form[hidden]){position:static}
    .bar form{padding-top:10px;padding-bottom:10px}
    .fields{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:center}
    summary{display:none;cursor:pointer;font-size:15px;color:var(--link);font-weight:500}
    .bar form[hidden]{display:none}
    .seg{display:inline-flex;border:1px solid var(--mark);border-radius:7px;overflow:hidden;padding:0;margin:0;
    min-width:0}
    .seg label{position:relative;display:block;flex:1 1 auto}
    .seg input{position:absolute;opacity:0;inset:0;width:100%;height:100%;margin:0;cursor:pointer}
    .seg span{display:block;padding:6px 13px;font-size:13.5px;border-left:1px solid var(--rule);
    text-align:center;white-space:nowrap}
    .seg label:first-of-type span{border-left:0}
    .seg input:checked+span{background:var(--ink);color:var(--bg);font-weight:550}
    .seg input:focus-visible+span{outline:2px solid var(--link);outline-offset:-3px}
    select,input[type=search]{font:inherit;font-size:13.5px;color:var(--text);background:var(--bg);
    border:1px solid var(--mark);border-radius:7px;padding:6px 10px;height:35px;min-width:0;max-width:100%}
    select.on,input.on{border-color:var(--link);outline:1px solid var(--link);outline-offset:-2px}
    button{font:inherit;font-size:13.5px;cursor:pointer;color:var(--link);background:none;border:0;padding:6px 8px;
    border-radius:6px}
    button:hover{background:var(--soft)}
    .head button{margin:-6px -8px}
    thead button{color:inherit;padding:2px 0;font-size:13px;font-weight:500;line-height:1.3;text-align:inherit;
    border-radius:3px}
    thead button:hover{background:none;color:var(--ink);text-decoration:underline;text-underline-offset:3px}
    thead [aria-sort] button{color:var(--ink);font-weight:600}
    thead [aria-sort=descending] button::after{content:"\\00a0↓"}
    thead [aria-sort=ascending] button::after{content:"\\00a0↑"}
    .movers button,.att button{padding:0;text-align:left;font-size:inherit;font-weight:500;text-decoration:underline;
    text-decoration-thickness:1px;text-underline-offset:3px}
    .note>code.command{white-space:normal}.whole{margin-bottom:12px}.more{margin-top:8px}.more button{margin-left:-8px}
    .pick,.narrow{display:none}
    [hidden]{display:none!important}

    """

  // MARK: Sections and lists

  private static let sections: StaticString = """
    section{margin-top:60px}
    .head{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:4px 16px;margin-bottom:12px}
    .head h2{margin-right:auto}
    section>.note{margin-top:12px}section>.note+.note{margin-top:6px}
    section>h3{margin-top:30px}section>h3+*,section>h3+.att{margin-top:10px}
    .two{display:grid;grid-template-columns:1fr 1fr;gap:32px 44px}
    .movers{margin-top:26px}
    .movers ul{list-style:none;margin:4px 0 0;padding:0}
    .movers li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 16px;padding:8px 0;
    border-bottom:1px solid var(--rule);font-size:14px}
    .movers .key{color:var(--ink);font-weight:500}
    .movers b{font-weight:600;color:var(--ink)}
    .movers .why{grid-column:1/-1;color:var(--mute);font-size:13px}
    .movers .note{margin-top:8px;font-size:13px}
    .att{list-style:none;margin:0;padding:0;border-top:1px solid var(--rule)}
    .att li{display:grid;grid-template-columns:72px minmax(0,1fr) 190px;gap:0 22px;padding:12px 0;
    border-bottom:1px solid var(--rule)}
    .att .do{color:var(--text);font-size:13.5px;max-width:104ch;margin-top:2px}
    .att .usd{text-align:right;font-weight:600;color:var(--ink)}
    .att .none{font-weight:400;font-size:13.5px;line-height:22px;color:var(--mute)}
    .what{font-weight:550;color:var(--ink)}
    .where{display:flex;flex-direction:column;align-items:flex-start;gap:1px;line-height:1.45;min-width:0}
    .where code{font-size:12.5px;white-space:normal}
    .facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:6px 24px;margin:0;font-size:14px}
    .facts dd{grid-column:2;max-width:96ch}.facts dt{grid-column:1}
    .facts dt+dd{grid-column:2}

    """

  // MARK: Tables

  private static let tables: StaticString = """
    .scroll{position:relative;overflow-x:auto;margin:0 -4px;padding:0 4px}
    table{border-collapse:collapse;width:100%;font-size:14px}
    th,td{padding:8px 12px;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--rule)}
    th:first-child,td:first-child{padding-left:0}th:last-child,td:last-child{padding-right:0}
    thead th{font-weight:500;color:var(--mute);font-size:13px;line-height:1.3;vertical-align:bottom;
    border-bottom:1px solid var(--edge);overflow-wrap:normal}
    tbody th,tfoot th{white-space:nowrap}tbody th{font-weight:500;color:var(--ink)}
    th,td,.movers .key{overflow-wrap:break-word}
    tbody th.long{white-space:normal;min-width:12rem;overflow-wrap:anywhere}
    tbody tr:hover>*{background:var(--soft)}
    tr.rest th{font-weight:400;color:var(--mute)}
    tfoot th,tfoot td,tr.sum>*{font-weight:600;color:var(--ink)}
    tfoot th,tfoot td{border-bottom:0;border-top:1px solid var(--edge)}
    tfoot .bad{color:var(--bad)}tfoot .good{color:var(--good)}
    .n{text-align:right}td.n,tfoot .n{white-space:nowrap}
    .bullet{display:block;width:180px;height:16px}
    .track{fill:var(--rule)}.bullet .t{stroke:var(--ink);stroke-width:2}
    .up{fill:var(--up)}.down{fill:var(--down)}
    .bridge th,.bridge td{padding-top:0;padding-bottom:0;border-bottom:0;height:31px;line-height:1.2;
    vertical-align:middle}
    .bridge thead th{height:36px;border-bottom:1px solid var(--edge)}
    .bridge.one{max-width:640px}
    .week{font-size:11.5px;table-layout:fixed;min-width:760px}.week thead th{font-size:11.5px}
    .week th,.week td{padding:5px 2px;text-align:center;border-bottom:1px solid var(--bg);overflow-wrap:normal}
    .week tbody th{text-align:left}.week td{color:var(--ink);border-left:1px solid var(--bg)}
    .week .w0{background:var(--soft)}.week .w1{background:color-mix(in srgb,var(--band) 25%,var(--soft))}
    .week .w2{background:color-mix(in srgb,var(--band) 60%,var(--soft))}.week .w3{background:var(--band)}
    .week .w4{background:color-mix(in srgb,var(--up) 22%,var(--band))}
    .week .w5{background:color-mix(in srgb,var(--up) 42%,var(--band))}
    .bridge .start>*,.bridge .end>*{font-weight:600;color:var(--ink)}
    .bridge .end>*{border-top:1px solid var(--rule)}
    .bridge .detail>*{color:var(--mute);font-weight:400}.bridge .detail th{padding-left:18px}
    .bridge tbody tr:hover>*{background:none}
    .bridge td span{display:inline-block;min-width:66px}
    .bridge svg{display:inline-block;vertical-align:middle;width:188px;height:31px;overflow:visible}
    .bridge line{vector-effect:non-scaling-stroke}.c{stroke:var(--edge)}
    .o{stroke:var(--ink);stroke-width:8;stroke-linecap:round}

    """

  // MARK: Charts

  private static let charts: StaticString = """
    .charts{display:grid;grid-template-columns:1fr 1fr;gap:44px 48px}
    .charts>:last-child:nth-child(odd){grid-column:1/-1;display:grid;grid-template-columns:inherit;gap:inherit;
    align-items:center}
    .charts>:last-child:nth-child(odd)>svg{margin-top:0}
    figure{margin:0;min-width:0;display:flex;flex-direction:column}
    figcaption{margin-bottom:10px}
    figcaption .note{font-size:13px;margin-top:2px}
    figure svg{display:block;width:100%;height:auto;margin-top:auto;overflow:visible}
    svg text{font:11px Inter,"Segoe UI",-apple-system,BlinkMacSystemFont,Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;
    fill:var(--mute);font-variant-numeric:tabular-nums}
    svg text.v{fill:var(--ink);font-weight:550}svg text.k1{fill:var(--up);font-weight:550}
    svg text.k0,svg text.k1,svg text.v{paint-order:stroke;stroke:var(--bg);stroke-width:3px;stroke-linejoin:round}
    .g{stroke:var(--rule)}.ax{stroke:var(--edge)}
    polyline{fill:none;stroke-linejoin:round}
    .l1{stroke:var(--up);stroke-width:2.25}
    .l2{stroke:var(--mark);stroke-width:1.75}
    .l3{stroke:var(--up);stroke-width:2.25;stroke-dasharray:2 5;stroke-linecap:round}
    .band{fill:var(--band)}
    circle{fill:var(--bg);stroke:var(--up);stroke-width:2.25}
    @media (min-width:1100px){.charts svg text{font-size:9.5px}}
    .hit{fill:transparent;stroke:none}.hit:hover{fill:var(--ink);opacity:.06}

    """
}
