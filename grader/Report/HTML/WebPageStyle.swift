extension WebPage {
  /// How pages look; colours are never the only sign.
  static let style = """
    :root{color-scheme:light dark;--bg:#fff;--fg:#1c2128;--dim:#57606a;--line:#d0d7de;--soft:#f5f7f9;
    --link:#0a55b5;--good:#11602a;--good-bg:#d6f3de;--bad:#9c1022;--bad-bg:#ffd9d4;--warn:#6f4700;
    --warn-bg:#fff0bf;--mark:#fff2a8;--bar:#2f67b1;--kit:#8a6d1f}
    @media(prefers-color-scheme:dark){:root{--bg:#101418;--fg:#e4e8ec;--dim:#a0aab4;--line:#3a434d;
    --soft:#1a2027;--link:#85bcff;--good:#7be095;--good-bg:#143620;--bad:#ffa398;--bad-bg:#4d1a17;
    --warn:#f2ca62;--warn-bg:#3b2d07;--mark:#51450c;--bar:#6ea5ea;--kit:#c9ae5f}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--bg);color:var(--fg);font:1rem/1.5 system-ui,sans-serif}
    main{max-width:80rem;margin:0 auto;padding:1rem;overflow-wrap:break-word}
    h1,h2,h3{line-height:1.25;overflow-wrap:anywhere}
    h1{font-size:1.6rem;margin:.5rem 0}
    h2{font-size:1.25rem;margin:2rem 0 .5rem;padding-top:.5rem;border-top:1px solid var(--line)}
    h3{font-size:1rem;margin:0}
    a{color:var(--link)}
    :focus-visible{outline:3px solid var(--link);outline-offset:2px}
    p{margin:.5rem 0}
    .dim{color:var(--dim)}
    .big{font-size:1.25rem}
    .told{white-space:pre-wrap;overflow-wrap:anywhere}
    .note{border-left:.25rem solid var(--line);padding-left:.75rem}
    pre,code,.code{font-family:ui-monospace,monospace;font-size:.875rem}
    pre{background:var(--soft);padding:.5rem .75rem;margin:.5rem 0;overflow:auto;white-space:pre-wrap;
    overflow-wrap:anywhere;max-height:24rem;border:1px solid var(--line)}
    table{border-collapse:collapse}
    caption{text-align:left;padding:.25rem 0;color:var(--dim)}
    th,td{text-align:left;vertical-align:top;padding:.2rem .6rem;border-bottom:1px solid var(--line)}
    thead th{background:var(--soft)}
    tbody th{font-weight:normal}
    .number{text-align:right;font-variant-numeric:tabular-nums}
    .wide{overflow:auto;max-width:100%}
    button{font:inherit;color:inherit;background:var(--soft);border:1px solid var(--line);
    border-radius:.3rem;padding:.2rem .6rem;cursor:pointer}
    svg{display:block}
    td svg{margin-top:.4rem}
    svg text{fill:currentColor;font-size:12px}
    .axis{stroke:var(--line)}
    .bar{fill:var(--bar)}
    .back{fill:var(--line)}
    .badge{display:inline-block;border-radius:.3rem;padding:0 .45rem;font-weight:600;white-space:nowrap;
    background:var(--soft);border:1px solid currentColor}
    .badge.p{color:var(--good);background:var(--good-bg)}
    .badge.f,.badge.x,.badge.e{color:var(--bad);background:var(--bad-bg)}
    .badge.u,.badge.r{color:var(--warn);background:var(--warn-bg)}
    .check{border:1px solid var(--line);border-radius:.4rem;margin:.5rem 0;padding:.5rem .75rem}
    .check header{display:flex;gap:.4rem .75rem;flex-wrap:wrap;align-items:baseline}
    .check h3{flex:1 1 20rem}
    .check.first{border:2px solid var(--bad)}
    \(heat)\(pictures)
    @media print{.heat tr{content-visibility:visible}.wide,.scroll,.steps,pre{overflow:visible;max-height:none}.tools{display:none}}

    """

  /// The table of students by checks.
  private static let heat = """
    .heat{display:block;width:max-content;font-size:.875rem;font-variant-numeric:tabular-nums}
    .scroll{overflow:auto;max-height:85vh;border:1px solid var(--line)}
    .heat thead{display:block;position:sticky;top:0;z-index:2;background:var(--soft)}
    .heat tbody{display:block}
    .heat tr{display:flex}
    .heat tbody tr{content-visibility:auto;contain-intrinsic-height:25px}
    .heat th,.heat td{flex:none;height:25px;padding:0;line-height:24px;white-space:nowrap;
    text-align:center}
    .heat td,.heat th:not(.group){width:25px}
    .heat .who,.heat .group{overflow:hidden;text-overflow:ellipsis;text-align:left}
    .heat th.who,.heat td.who{position:sticky;left:0;z-index:1;width:220px;padding:0 8px;background:var(--bg)}
    .heat thead .who{background:var(--soft)}
    .heat th.sum,.heat td.sum{width:70px;padding:0 8px;text-align:right}
    .heat .group{padding:0 4px;border-left:2px solid var(--line)}
    .heat button{border:0;padding:0;width:100%;background:none;font-weight:inherit;text-align:inherit}
    .heat [aria-sort]{text-decoration:underline}
    .heat tbody td:not(.sum){border:1px solid var(--bg)}
    .heat .p{background:var(--good-bg);color:var(--good)}
    .heat .f,.heat .x,.heat .e{background:var(--bad-bg);color:var(--bad)}
    .heat .u,.heat .r{background:var(--warn-bg);color:var(--warn)}
    .heat .n{background:var(--soft);color:var(--dim)}
    .heat.live tbody td:not(.sum){cursor:pointer}
    .heat tbody tr:hover th.who{background:var(--mark)}
    .tip{min-height:1.5rem}
    .legend>span{display:inline-block;margin:0 1rem .25rem 0}
    @media(max-width:40rem){.heat th.who,.heat td.who{width:130px}}

    """

  /// Orders of steps, lanes, and rounds.
  private static let pictures = """
    .order,.picture{margin:.75rem 0}
    .picture svg{width:100%;min-width:28rem;max-width:56rem;height:auto}
    .tools{display:flex;gap:.4rem;flex-wrap:wrap;align-items:center;margin:.5rem 0}
    .side{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:1rem;align-items:start}
    @media(max-width:60rem){.side{grid-template-columns:minmax(0,1fr)}}
    .steps{max-height:32rem;border:1px solid var(--line)}
    .steps table,.lines table{width:100%;font-size:.875rem}
    .steps thead th{position:sticky;top:0}
    .steps th,.steps td{padding:.1rem .5rem;white-space:nowrap}
    .lines td{white-space:pre-wrap;overflow-wrap:anywhere}
    .lines th,.lines td{padding:.1rem .5rem}
    .marked th:first-child{font-weight:700;color:var(--bad)}
    .marked td{font-weight:600}
    .later td,.later th{color:var(--dim)}
    .now>*{background:var(--mark)}
    .step{fill:var(--bar)}
    .step.marked{fill:var(--bad)}
    svg .in{fill:var(--bg);pointer-events:none}
    .step.now{stroke:var(--fg);stroke-width:2}
    .kit{stroke:var(--kit);stroke-width:3}
    .needed{stroke:var(--bad);stroke-dasharray:6 4;stroke-width:2}
    .you{fill:var(--bar);stroke:var(--bar);stroke-width:2}
    .you.out{fill:var(--bg)}

    """
}
