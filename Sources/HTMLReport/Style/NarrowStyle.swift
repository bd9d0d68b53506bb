/// The style sheet for small screens, paper, and readers who want no motion.
extension StyleSheet {
  static let phone: StaticString = """
    @media (max-width:1080px){.bridge svg{width:max(48px,calc((100vw - 600px)/3))}.charts{gap:36px 28px}}
    @media (max-width:760px){
    .wrap{padding:0 18px}
    .brand{padding-top:18px;font-size:14px}
    h1{font-size:30px;margin-top:22px}h2{font-size:19px}
    .bar{position:static;margin-top:18px}
    summary{display:list-item;padding:4px 0}details[open] summary{margin-bottom:8px}
    .fields{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:8px}
    .bar .seg,.bar .note,.bar label,#account{grid-column:1/-1;margin:0}
    .bar .seg label{grid-column:auto}#clear{justify-self:start;margin-left:-8px}
    .seg span{padding:8px 4px}
    select,input[type=search]{width:100%;height:40px;font-size:16px}
    .kpi{grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:22px 0;margin-top:26px}
    .kpi>div{padding:0 0 0 16px}
    .kpi>div:nth-child(odd){padding:0 12px 0 0;border-left:0}
    .kpi.wide{grid-template-columns:1fr}.kpi.wide>div{padding:0;border:0}
    .fig{font-size:27px}.fig small{font-size:12px}.sub{font-size:12.5px}
    section{margin-top:46px}
    .two,.charts{grid-template-columns:minmax(0,1fr);gap:34px}
    .charts>:last-child:nth-child(odd){display:flex}
    .pick{display:flex;margin-bottom:8px}
    .bridge thead{display:none}
    #changed:has(#measure-0:checked) .m:not(.m0),#changed:has(#measure-1:checked) .m:not(.m1),
    #changed:has(#measure-2:checked) .m:not(.m2){display:none}
    .bridge th{white-space:normal;padding-right:6px}
    .bridge svg{width:min(36vw,188px)}
    .bridge td span{min-width:58px}
    .att li{grid-template-columns:minmax(0,1fr) auto;gap:2px 14px}
    .att .usd{grid-column:2;grid-row:1}
    .att li>div{grid-column:1;grid-row:1}
    .where{grid-column:1/-1;flex-flow:row wrap;gap:0 10px;margin-top:2px}
    th,td{padding:9px 5px}table{font-size:13.5px}
    tbody th{white-space:normal}tbody th.long{min-width:6rem}.narrow{display:block}
    .opt{display:none}
    svg text{font-size:12.5px}
    .facts{grid-template-columns:1fr;gap:2px}.facts dt,.facts dt+dd,.facts dd{grid-column:1}
    .facts dt{margin-top:8px}
    }

    """

  static let smallPhone: StaticString = """
    @media (max-width:360px){.wrap{padding:0 14px}.fig{font-size:23px}.fig.long{font-size:19px}
    table{font-size:12px}thead th{font-size:12px}th,td{padding:9px 2.5px}.bridge svg{width:30vw}}

    """

  static let paper: StaticString = """
    @media print{
    :root{color-scheme:light;--bg:#fff;--soft:#fff;--ink:#000;--text:#111;--mute:#444;--rule:#ccc;--edge:#888;
    --mark:#777;--link:#000;--up:#2d6cb3;--down:#b5532a;--bad:#8f1a10;--good:#0f4a25;--band:#d7e5f5}
    @page{size:A4;margin:10mm 10mm 12mm;
    @bottom-right{content:"Page " counter(page) " of " counter(pages);font:7.5pt Inter,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:#444}}
    body{font-size:8.5pt;line-height:1.2;print-color-adjust:exact;-webkit-print-color-adjust:exact}
    .wrap{max-width:none;padding:0}
    .skip,.bar,.pick,.copy,.more,.where a,.where button,.narrow{display:none!important}
    button{display:contents;font:inherit}.movers button{color:inherit;text-decoration:none}
    thead button,thead [aria-sort] button{font-size:inherit;font-weight:inherit}thead button::after{display:none}
    .brand{padding-top:0;font-size:9pt}
    h1{font-size:20pt;margin-top:4pt}h2{font-size:12.5pt}h3{font-size:9pt}
    .note,.sub,dt,.facts{font-size:7.5pt;max-width:none}.lead{max-width:none;margin-bottom:5pt}
    .kpi{grid-template-columns:repeat(4,minmax(0,1fr));margin-top:10pt}
    .kpi>div,.kpi>div:nth-child(odd){padding:0 8pt;border-left:1px solid var(--rule)}
    .kpi>div:first-child{padding-left:0;border-left:0}
    .fig{font-size:17pt;margin:1pt 0}.fig.long{font-size:13pt;line-height:1.57}.fig.longest{font-size:9pt}
    .fig small{font-size:8.5pt}#coverage{margin-top:6pt}
    section{margin-top:8pt}.head{margin-bottom:3pt}
    table{font-size:8pt}th,td{padding:1.1pt 4pt}thead th{font-size:7.5pt}
    .week{font-size:8pt;min-width:0}.week thead th{font-size:7.5pt}
    #savings,#week{display:none}
    #about::before{display:block;font-size:7.5pt;color:var(--mute);content:"Not printed: savings (recommendations.csv) and hours of the week (usage-patterns.csv)."}
    .scroll{overflow:visible;margin:0;padding:0}
    .opt{display:table-cell}
    .bridge th,.bridge td,.bridge svg{height:13.5pt}.bridge thead th{height:16pt}
    .bridge svg{width:28mm}.bridge td span{min-width:14mm}
    .bullet{width:32mm;height:8pt}
    .two{grid-template-columns:1fr 1fr}
    .movers{gap:16pt;margin-top:8pt}
    .movers li{padding:2pt 0}.att li{padding:1pt 0}.movers li,.att li{font-size:8pt}.movers .why,.movers .note,.att .do{font-size:7.5pt;max-width:none;margin-top:0}
    .att li{grid-template-columns:13mm minmax(0,1fr) 40mm;gap:0 8pt}
    .att .usd,.att li>div{grid-row:1}.att .usd{grid-column:1}.att li>div{grid-column:2}
    .att .none{font-size:8pt;line-height:inherit}
    .where{grid-column:3;flex-flow:column;margin:0;gap:0;line-height:1.3}.where code{font-size:7pt}
    .charts{grid-template-columns:1fr 1fr;gap:9pt 16pt}figcaption{margin-bottom:3pt}
    figcaption .note{font-size:7.5pt}
    figure svg{max-width:62mm}svg text{font-size:11.5px}
    .facts{grid-template-columns:max-content minmax(0,1fr);gap:1pt 12pt}.facts dd,.facts dt+dd{grid-column:2}
    .facts dt{grid-column:1;margin:0}
    h2,h3,.head,.lead{break-after:avoid}p{orphans:3;widows:3}
    tr,li,figure,.kpi>div,dd{break-inside:avoid}
    thead{display:table-header-group}tfoot{display:table-row-group}
    section>.note{margin-top:3pt}section>.note+.note{margin-top:1pt}section>h3{margin-top:8pt}
    section>h3+*,section>h3+.att{margin-top:3pt}
    footer.wrap{margin-top:10pt;padding-bottom:0;font-size:8pt}
    }

    """

  static let motion: StaticString = """
    @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}

    """
}
