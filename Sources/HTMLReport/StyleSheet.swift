/// The style of the page: light and dark as the reader's system, from a phone to paper.
///
/// Text has a contrast of 4.5 or more, marks of 3 or more (WCAG 1.4.3, 1.4.11); a test measures both.
enum StyleSheet {
  static let text: StaticString = """
    :root{color-scheme:light dark;--bg:#fff;--card:#f6f8fa;--ink:#1f2933;--mute:#52606d;--line:#cbd2d9;
    --grid:#e4e7eb;--link:#0b5cad;--bad:#b42318;--badbg:#fde8e6;--good:#166534;--goodbg:#e3f4e8;
    --main:#0072b2;--target:#c2410c;--axis:#7b8794;
    --s0:#0072b2;--s1:#5b7083;--s2:#d97706;--s3:#7b4bb3;--s4:#0f766e;--s5:#a8326a}
    @media (prefers-color-scheme:dark){
    :root{--bg:#14181d;--card:#1d232b;--ink:#e6eaef;--mute:#a7b3c0;--line:#3a4552;
    --grid:#2b343f;--link:#7cb8f2;--bad:#ff9d91;--badbg:#43201d;--good:#7fd99b;--goodbg:#15321f;
    --main:#56b4e9;--target:#ff9d5c;--axis:#94a3b3;
    --s0:#3f9bdc;--s1:#a7b8c8;--s2:#f0a33a;--s3:#b79aeb;--s4:#4fc3b0;--s5:#f48fb1}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;background:var(--bg);color:var(--ink);overflow-wrap:anywhere;
    font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
    main,header,footer{max-width:70rem;margin:0 auto;padding:0 1rem}
    header{padding-top:1.5rem}
    h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}
    h2{font-size:1.2rem;margin:2.25rem 0 .5rem;padding-top:.75rem;border-top:2px solid var(--main)}
    h3{font-size:1rem;line-height:1.35;margin:0 0 .25rem}
    p{margin:.25rem 0 .75rem;max-width:46rem}
    header p{max-width:none}
    ul{margin:.25rem 0 .75rem;padding-left:1.25rem;max-width:46rem}
    code{font-family:inherit}
    .mute,figcaption,footer{color:var(--mute)}
    .bad{color:var(--bad)}.good{color:var(--good)}
    td.bad.f{background:var(--badbg)}td.good.f{background:var(--goodbg)}
    .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .skip{position:absolute;left:-999px}
    .skip:focus{left:1rem;top:.5rem;background:var(--bg);color:var(--link);padding:.5rem;z-index:1}
    dl.kpi{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.75rem;margin:1rem 0}
    .kpi div{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.6rem .8rem}
    dt,.sub{color:var(--mute);font-size:.875rem}
    dd{margin:0}
    .big{font-size:1.7rem;font-weight:700;line-height:1.25;font-variant-numeric:lining-nums}
    .big.long{font-size:1.15rem;line-height:1.85}.big.longest{font-size:.9rem;line-height:2.35}
    ol.att{list-style:none;margin:0;padding:0}
    .att li{display:grid;grid-template-columns:minmax(0,1fr) 20rem;gap:0 1rem;padding:.55rem 0;
    border-bottom:1px solid var(--line)}
    .att p{margin:0;max-width:none}
    .att .usd{grid-column:2;grid-row:1;text-align:right;font-variant-numeric:tabular-nums}
    .usd strong{white-space:nowrap}
    .usd small{display:block;color:var(--mute);font-size:.8125rem;line-height:1.4}
    .usd span:not(:last-child)::after{content:" ·"}.usd code,.usd span{white-space:nowrap}
    .scroll{position:relative;overflow-x:auto;margin:.5rem 0}
    table{border-collapse:collapse;width:100%;font-size:.9375rem}
    th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
    thead th{border-bottom:2px solid var(--axis);vertical-align:bottom;white-space:nowrap}
    tbody th{font-weight:400}
    tr.sum th,tr.sum td{font-weight:700}
    tfoot th,tfoot td{font-weight:700;border-top:2px solid var(--axis);border-bottom:0}
    th:first-child{position:sticky;left:0;background:var(--bg);white-space:nowrap}
    tbody th.long{min-width:14rem;max-width:20rem;white-space:normal}
    td{white-space:nowrap}
    .n{text-align:right;font-variant-numeric:tabular-nums lining-nums}
    .two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr));gap:1.25rem}
    figure{margin:0;border:1px solid var(--line);border-radius:6px;padding:.75rem;min-width:0}
    figcaption{font-size:.8125rem;line-height:1.5}
    svg{display:block;width:100%;max-width:28rem;height:auto;margin:.25rem auto .5rem}
    svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;
    fill:var(--mute);font-variant-numeric:tabular-nums;
    paint-order:stroke;stroke:var(--bg);stroke-width:3px;stroke-linejoin:round}
    svg text.v{fill:var(--ink)}svg text.k1{fill:var(--main);font-weight:600}
    svg text.k2{fill:var(--target);font-weight:600}
    .g{stroke:var(--grid)}.ax{stroke:var(--axis)}.even{stroke:var(--axis);stroke-dasharray:5 4}
    polyline{fill:none;stroke-linejoin:round}
    .l0{stroke:var(--axis);stroke-width:1}
    .l1{stroke:var(--main);stroke-width:2.5}
    .l2{stroke:var(--target);stroke-width:2}polyline.l2{stroke-dasharray:7 4}
    .l3{stroke:var(--ink);stroke-width:2}
    .l4{stroke:var(--main);stroke-width:1;stroke-dasharray:5 3}
    .l5{stroke:var(--main);stroke-width:1;stroke-dasharray:1.5 2.5}
    .a4{fill:var(--main);opacity:.18}.a5{fill:var(--main);opacity:.1}
    .s0{stroke:var(--s0)}.s1{stroke:var(--s1)}.s2{stroke:var(--s2)}
    .s3{stroke:var(--s3)}.s4{stroke:var(--s4)}.s5{stroke:var(--s5)}
    circle{fill:var(--bg)}.dot{fill:var(--main)}
    .b0{fill:var(--s0)}.b1{fill:var(--s1)}.b2{fill:var(--s2)}
    .b3{fill:var(--s3)}.b4{fill:var(--s4)}.b5{fill:var(--s5)}.ba{fill:var(--target)}
    footer{padding:2rem 1rem;font-size:.875rem}
    @media (max-width:40rem){
    dl.kpi.wide{grid-template-columns:1fr}
    .att li{grid-template-columns:minmax(0,1fr)}
    .att .usd{text-align:left;grid-column:1}
    .usd small{display:inline;margin-left:.35rem}
    th,td{padding:.35rem .3rem}
    table{font-size:.8125rem}
    tbody th.long{min-width:7rem;max-width:9rem}}
    @media print{
    :root{color-scheme:light;--bg:#fff;--card:#fff;--ink:#000;--mute:#333;--line:#999;--grid:#ddd;
    --link:#000;--bad:#8f1a10;--badbg:#fff;--good:#0f4a25;--goodbg:#fff;
    --main:#0072b2;--target:#c2410c;--axis:#666;
    --s0:#0072b2;--s1:#5b7083;--s2:#d97706;--s3:#7b4bb3;--s4:#0f766e;--s5:#a8326a}
    @page{size:A4;margin:14mm}
    html{font-size:9.5pt}
    body{font-size:1rem;line-height:1.4;print-color-adjust:exact;-webkit-print-color-adjust:exact}
    main,header,footer{max-width:none;padding:0}
    h1{font-size:16pt}h2{font-size:12pt;margin-top:1.1rem}h3{font-size:10pt}
    p,ul{max-width:none}
    dl.kpi{grid-template-columns:repeat(4,1fr)}
    .big{font-size:14pt}.big.long{font-size:11pt}.big.longest{font-size:9pt}
    .two{grid-template-columns:1fr 1fr;gap:.75rem}
    table{font-size:9pt}th,td{padding:.2rem .4rem}thead th{white-space:normal;overflow-wrap:normal}
    .att li{grid-template-columns:minmax(0,1fr) 21rem;padding:.2rem 0;line-height:1.4}
    .att .usd{text-align:right;grid-column:2}.usd small{display:block;margin:0}
    .scroll{overflow:visible}th:first-child{position:static}
    h2,h3,h2+.mute{break-after:avoid}p{break-inside:avoid}svg{max-width:24rem}tr,li,figure,.kpi div{break-inside:avoid}
    thead{display:table-header-group}.skip{display:none}
    footer{padding:1rem 0}}

    """
}
