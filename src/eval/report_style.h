#pragma once

#include <string_view>

namespace drape::eval {

inline constexpr std::string_view kReportStyle = R"css(
:root { color-scheme: light; --line: #d8d8dd; --quiet: #666a73; --good: #0a7d33; --bad: #b3261e; }
* { box-sizing: border-box; }
body { font: 15px/1.45 system-ui, sans-serif; color: #1b1d22; background: #fafafb; margin: 0 auto; padding: 1.5rem; max-width: 1760px; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; }
h3 { font-size: 1rem; margin: 0; }
p { margin: .3rem 0; max-width: 75rem; }
nav a { margin-right: 1rem; }
.quiet { color: var(--quiet); font-weight: normal; }
.warn { background: #fff3cd; border: 1px solid #e6cf7c; padding: .5rem .8rem; border-radius: 6px; }
table { border-collapse: collapse; background: #fff; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid var(--line); padding: .25rem .55rem; text-align: right; white-space: nowrap; }
th { background: #f0f0f3; font-weight: 600; }
th.name, td.name { text-align: left; }
td.text { text-align: left; white-space: normal; }
tr.engine td { font-weight: 600; }
.scroll { overflow-x: auto; }
.better { color: var(--good); font-weight: 600; }
.worse { color: var(--bad); font-weight: 600; }
.same { color: var(--quiet); }
article { background: #fff; border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1rem 1rem; margin: 0 0 1rem; }
article.refused { border-left: 5px solid var(--bad); }
.pictures { display: flex; flex-wrap: wrap; gap: .6rem; margin: .6rem 0; }
figure { margin: 0; }
figure img { height: 300px; width: auto; display: block; border: 1px solid var(--line); background: #eee; }
figcaption { font-size: .85rem; color: var(--quiet); max-width: 225px; }
details { margin-top: .5rem; }
summary { cursor: pointer; color: var(--quiet); }
dt { font-weight: 600; }
dd { margin: 0 0 .4rem 1rem; }
)css";

}  // namespace drape::eval
